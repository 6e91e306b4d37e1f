// Looking a column up by its name.
// SPDX-License-Identifier: MIT
#include "zin/runtime/column.hpp"

namespace zin::detail {

ColumnSet::ColumnSet(std::vector<Column> columns) : columns_(std::move(columns)) {
  for (const Column& column : columns_) names_.push_back(column.name);
}

std::optional<std::size_t> ColumnSet::find(std::string_view name) const noexcept {
  for (std::size_t at = 0; at < names_.size(); ++at) {
    if (names_[at] == name) return at;
  }
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  for (std::size_t at = 0; at < columns_.size(); ++at) {
    const Column& column = columns_[at];
    if (column.table == name.substr(0, dot) && column.name == name.substr(dot + 1)) return at;
  }
  return std::nullopt;
}

}  // namespace zin::detail
