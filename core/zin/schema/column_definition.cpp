// The verbs that make each type.
// SPDX-License-Identifier: MIT
#include "zin/schema/column_definition.hpp"

#include <array>
#include <cstddef>

namespace zin::schema {

std::string_view to_string(ColumnType type) noexcept {
  static constexpr std::array<std::string_view, 38> names{"none",          "char_",
                                                          "string",        "tiny_text",
                                                          "text",          "medium_text",
                                                          "long_text",     "tiny_integer",
                                                          "small_integer", "medium_integer",
                                                          "integer",       "big_integer",
                                                          "float_",        "double_",
                                                          "decimal",       "boolean",
                                                          "enum_",         "set",
                                                          "json",          "jsonb",
                                                          "date",          "date_time",
                                                          "date_time_tz",  "time",
                                                          "time_tz",       "timestamp",
                                                          "timestamp_tz",  "year",
                                                          "binary",        "uuid",
                                                          "ip_address",    "mac_address",
                                                          "geometry",      "geography",
                                                          "vector",        "tsvector",
                                                          "raw_column",    ""};
  return names[static_cast<std::size_t>(type)];
}

}  // namespace zin::schema
