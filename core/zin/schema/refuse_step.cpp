// The words around a refusal.
// SPDX-License-Identifier: MIT
#include "zin/schema/refuse_step.hpp"

#include "zin/base/error.hpp"

namespace zin::schema {

std::string shown(std::string_view name) {
  std::string out{"\""};
  for (const char c : name) {
    if (c == '\0') {
      out += "\\0";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

void refuse(Errc code, Place place, const std::string& text) {
  ErrorInfo info;
  info.code = code;
  info.message = "table " + shown(place.table);
  if (!place.column.empty()) info.message += ", column " + shown(place.column);
  info.message += ": " + text;
  info.table = place.table;
  info.column = place.column;
  throw Error(std::move(info));
}

}  // namespace zin::schema
