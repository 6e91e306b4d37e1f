// SQL of each dialect; what differs from its neighbour is what is written here.
// SPDX-License-Identifier: MIT
#include "quirks.hpp"

#include <algorithm>
#include <array>

namespace zin::conform {
namespace {

constexpr ColumnQuirk same(zin_type type, std::string_view sql) { return {type, sql, type}; }

// No dialect that the host knows: the names of standard SQL.
constexpr std::array plain_columns{
    same(ZIN_T_BOOL, "boolean"),
    same(ZIN_T_I64, "integer"),
    same(ZIN_T_F32, "real"),
    same(ZIN_T_F64, "double"),
    same(ZIN_T_DECIMAL, "decimal"),
    same(ZIN_T_TEXT, "text"),
    same(ZIN_T_JSON, "json"),
    same(ZIN_T_BYTES, "blob"),
    same(ZIN_T_UUID, "uuid"),
    same(ZIN_T_DATE, "date"),
    same(ZIN_T_TIME, "time"),
    same(ZIN_T_TIMESTAMP, "timestamp"),
    same(ZIN_T_TIMESTAMPTZ, "timestamptz"),
    same(ZIN_T_INTERVAL, "interval"),
};

// The first word is the declared type, the last one keeps SQLite from storing a double.
constexpr std::array sqlite_columns{
    same(ZIN_T_BOOL, "boolean"),
    same(ZIN_T_I64, "integer"),
    ColumnQuirk{ZIN_T_F32, "real", ZIN_T_F64},
    same(ZIN_T_F64, "real"),
    same(ZIN_T_DECIMAL, "decimal text"),
    same(ZIN_T_TEXT, "text"),
    same(ZIN_T_JSON, "json text"),
    same(ZIN_T_BYTES, "blob"),
    same(ZIN_T_UUID, "uuid"),
    same(ZIN_T_DATE, "date"),
    same(ZIN_T_TIME, "time"),
    same(ZIN_T_TIMESTAMP, "datetime"),
    same(ZIN_T_TIMESTAMPTZ, "timestamptz"),
};

constexpr std::array postgres_columns{
    same(ZIN_T_BOOL, "boolean"),
    same(ZIN_T_I64, "bigint"),
    same(ZIN_T_F32, "real"),
    same(ZIN_T_F64, "double precision"),
    same(ZIN_T_DECIMAL, "numeric"),
    same(ZIN_T_TEXT, "text"),
    same(ZIN_T_JSON, "json"),
    same(ZIN_T_BYTES, "bytea"),
    same(ZIN_T_UUID, "uuid"),
    same(ZIN_T_DATE, "date"),
    same(ZIN_T_TIME, "time"),
    same(ZIN_T_TIMESTAMP, "timestamp"),
    same(ZIN_T_TIMESTAMPTZ, "timestamptz"),
    same(ZIN_T_INTERVAL, "interval"),
    ColumnQuirk{ZIN_T_U64, "numeric", ZIN_T_DECIMAL},
};

constexpr std::array mysql_columns{
    ColumnQuirk{ZIN_T_BOOL, "tinyint(1)", ZIN_T_I64},
    same(ZIN_T_I64, "bigint"),
    same(ZIN_T_U64, "bigint unsigned"),
    same(ZIN_T_F32, "float"),
    same(ZIN_T_F64, "double"),
    same(ZIN_T_DECIMAL, "decimal(40,10)"),
    same(ZIN_T_TEXT, "longtext"),
    same(ZIN_T_JSON, "json"),
    same(ZIN_T_BYTES, "longblob"),
    ColumnQuirk{ZIN_T_UUID, "binary(16)", ZIN_T_BYTES},
    same(ZIN_T_DATE, "date"),
    same(ZIN_T_TIME, "time(6)"),
    same(ZIN_T_TIMESTAMP, "datetime(6)"),
    same(ZIN_T_TIMESTAMPTZ, "timestamp(6)"),
};

constexpr std::string_view by_id = " order by id";
constexpr std::string_view update_by_id = "set v = ? where id = ?";

constexpr std::array all{
    Quirks{"", "integer", "text", "", "", true, plain_columns, false},
    Quirks{"sqlite", "integer", "text", by_id, update_by_id, true, sqlite_columns, true},
    Quirks{"postgres", "bigint", "text", by_id, update_by_id, false, postgres_columns, true},
    Quirks{"mysql", "bigint", "varchar(250)", by_id, update_by_id, true, mysql_columns, true},
    Quirks{"mariadb", "bigint", "varchar(250)", by_id, update_by_id, true, mysql_columns, true},
};

}  // namespace

std::optional<ColumnQuirk> Quirks::column(zin_type type) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const ColumnQuirk& c) { return c.bound == type; });
  if (found == columns.end()) return std::nullopt;
  return *found;
}

const Quirks& quirks_of(std::string_view dialect) {
  const auto* found =
      std::find_if(all.begin(), all.end(), [&](const Quirks& q) { return q.dialect == dialect; });
  return found == all.end() ? all.front() : *found;
}

std::string with_placeholders(std::string_view sql, std::uint32_t param_style) {
  std::string text;
  int number = 0;
  for (const char c : sql) {
    if (c == '?' && param_style == ZIN_PARAM_DOLLAR) {
      text += '$' + std::to_string(++number);
    } else {
      text += c;
    }
  }
  return text;
}

}  // namespace zin::conform
