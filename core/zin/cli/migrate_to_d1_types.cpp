// By the type's name; what no type of D1 is made for is read as text.
// SPDX-License-Identifier: MIT
#include "zin/cli/migrate_to_d1_types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "zin/schema/letter_case.hpp"

namespace zin::cli {
namespace {

struct TypeRow {
  std::string_view names;  // words or beginnings, separated by `|`
  std::string_view type;
  bool may_be_key;
};

// Affinity: "integer", "tinyint(1)" INTEGER; "double" REAL; "..text" TEXT; "blob" BLOB; the others
// NUMERIC, which leaves texts that are no numbers alone.
constexpr std::array postgres_types{
    TypeRow{"smallint|integer|bigint", "integer", true},
    TypeRow{"boolean", "boolean", false},
    TypeRow{"real|double precision", "double", false},
    TypeRow{"numeric", "decimal_text", false},
    TypeRow{"character|character varying|text|name", "text", true},
    TypeRow{"json|jsonb", "json_text", false},
    TypeRow{"uuid", "uuid", true},
    TypeRow{"bytea", "blob", false},
    TypeRow{"date", "date", true},
    TypeRow{"time without time zone", "time", false},
    TypeRow{"timestamp without time zone", "datetime", false},
    TypeRow{"timestamp with time zone", "timestamptz", false},
};

constexpr std::array mysql_types{
    TypeRow{"tinyint|smallint|mediumint|int|bigint|year", "integer", true},
    TypeRow{"float|double", "double", false},
    TypeRow{"decimal", "decimal_text", false},
    TypeRow{"char|varchar", "text", true},
    TypeRow{"tinytext|text|mediumtext|longtext|enum|set|inet4|inet6", "text", false},
    TypeRow{"json", "json_text", false},
    TypeRow{"uuid", "uuid", true},
    TypeRow{"binary|varbinary", "blob", true},
    TypeRow{"tinyblob|blob|mediumblob|longblob", "blob", false},
    TypeRow{"date", "date", true},
    TypeRow{"datetime|timestamp", "datetime", false},
};

bool one_of_names(std::string_view wanted, std::string_view names) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find('|'), names.size());
    if (names.substr(0, end) == wanted) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

// "timestamp without time zone" of "timestamp(6) without time zone"; "int" of "int(10) unsigned".
std::string plain_name(const std::string& type, bool without_attributes) {
  std::string name;
  int depth = 0;
  for (const char c : schema::lower_case(type)) {
    if (c == '(') ++depth;
    if (depth == 0) name += c;
    if (c == ')') --depth;
  }
  if (without_attributes) name = name.substr(0, name.find(' '));
  name.erase(name.find_last_not_of(' ') + 1);
  return name;
}

// 'it''s' of "'it''s'::character varying"; nothing where it is no text literal alone.
std::optional<std::string> leading_literal(std::string_view text) {
  if (!text.starts_with('\'')) return std::nullopt;
  std::size_t at = 1;
  while (at < text.size()) {
    if (text[at] != '\'') {
      ++at;
    } else if (at + 1 < text.size() && text[at + 1] == '\'') {
      at += 2;
    } else {
      break;
    }
  }
  const std::string_view behind = text.substr(std::min(at + 1, text.size()));
  if (!behind.empty() && !behind.starts_with("::")) return std::nullopt;
  return std::string{text.substr(0, at + 1)};
}

bool is_number_text(std::string_view text) {
  return !text.empty() && text.find_first_of("0123456789") != std::string_view::npos &&
         text.find_first_not_of("+-.0123456789eE") == std::string_view::npos;
}

D1Column read_as_text(D1Column column, const std::string& name, Dialect dialect) {
  column.type = "text";
  if (dialect == Dialect::postgres) {
    column.select = name.ends_with("[]") ? fmt::format("to_json({})::text", column.source)
                                         : fmt::format("{}::text", column.source);
  } else if (name == "bit") {
    column.type = "integer";
    column.select = fmt::format("{} + 0", column.source);
  } else {
    column.select = name == "time" ? fmt::format("cast({} as char)", column.source)
                                   : fmt::format("st_astext({})", column.source);
    if (name == "time") column.type = "time";
  }
  return column;
}

}  // namespace

D1Column column_for_d1(const schema::ColumnInfo& column, Dialect dialect) {
  D1Column made{.name = column.name};
  made.source = quote_identifier(column.name, dialect);
  made.select = made.source;
  const bool postgres = dialect == Dialect::postgres;
  const std::string name = plain_name(column.type, !postgres);
  if (!postgres && schema::lower_case(column.type).starts_with("tinyint(1)")) {
    made.type = "tinyint(1)";
    made.may_be_key = true;
    return made;
  }
  const auto take = [&](const auto& rows) {
    for (const TypeRow& row : rows) {
      if (!one_of_names(name, row.names)) continue;
      made.type = row.type;
      made.may_be_key = row.may_be_key;
      // Its text to the letter; MariaDB's json is a longtext that its driver reads as JSON.
      if (name == "longtext") made.select = fmt::format("concat({})", made.source);
      if (made.type == "json_text") {
        made.select =
            postgres ? made.source + "::text" : fmt::format("cast({} as char)", made.source);
      }
      return true;
    }
    return false;
  };
  if (postgres ? take(postgres_types) : take(mysql_types)) return made;
  return read_as_text(std::move(made), name, dialect);
}

std::optional<std::string> default_for_d1(const schema::ColumnInfo& column, Dialect dialect) {
  std::string_view text = *column.default_value;
  const std::string lower = schema::lower_case(text);
  if (lower == "null" || lower.starts_with("null::")) return "NULL";
  if (lower == "true" || lower == "b'1'") return "1";
  if (lower == "false" || lower == "b'0'") return "0";
  if (lower.starts_with("now()") || lower.starts_with("current_timestamp")) {
    return "CURRENT_TIMESTAMP";
  }
  if (lower == "current_date" || lower == "curdate()" || lower == "curdate") return "CURRENT_DATE";
  if (is_number_text(text)) return std::string{text};
  // "(0)::numeric", "'-1'::integer" and, in MySQL's texts, escapes by backslashes.
  auto literal = leading_literal(text);
  if (!literal) return std::nullopt;
  const bool escapes = dialect != Dialect::postgres && literal->find('\\') != std::string::npos;
  if (escapes) return std::nullopt;
  return literal;
}

std::string enum_values(const schema::ColumnInfo& column) {
  const std::string lower = schema::lower_case(column.type);
  if (!lower.starts_with("enum(") || !lower.ends_with(')')) return {};
  return column.type.substr(5, column.type.size() - 6);
}

}  // namespace zin::cli
