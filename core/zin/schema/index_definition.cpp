// Conventional names of indexes and keys.
// SPDX-License-Identifier: MIT
#include "zin/schema/index_definition.hpp"

#include <algorithm>

namespace zin::schema {

std::string_view to_string(IndexKind kind) noexcept {
  switch (kind) {
    case IndexKind::primary:
      return "primary";
    case IndexKind::unique:
      return "unique";
    case IndexKind::index:
      return "index";
    case IndexKind::full_text:
      return "fulltext";
    case IndexKind::spatial:
      return "spatialindex";
  }
  return "";
}

std::string index_name(std::string_view table, const std::vector<std::string>& columns,
                       std::string_view last_part) {
  std::string name{table};
  for (const std::string& column : columns) (name += '_') += column;
  (name += '_') += last_part;
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    if (c == '-' || c == '.') return '_';
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return name;
}

}  // namespace zin::schema
