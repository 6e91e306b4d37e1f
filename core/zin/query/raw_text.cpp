// Values in the place of placeholders.
// SPDX-License-Identifier: MIT
#include "zin/query/raw_text.hpp"

#include "zin/sql/lexer.hpp"

namespace zin::query {
namespace {

std::string text_literal(std::string_view text, Dialect dialect) {
  std::string out{"'"};
  for (const char c : text) {
    if (c == '\'' || (c == '\\' && speaks_mysql(dialect))) out += c;
    out += c;
  }
  return out + "'";
}

std::string literal_of(const Value& value, Dialect dialect) {
  switch (value.type()) {
    case Type::null:
      return "null";
    case Type::boolean:
      // Only PostgreSQL has truth values; elsewhere they are numbers.
      if (dialect != Dialect::postgres) return value.get<bool>() ? "1" : "0";
      return value.get<bool>() ? "true" : "false";
    case Type::text:
    case Type::json:
      return text_literal(value.get<std::string>(), dialect);
    case Type::bytes: {
      const std::string hex = value.to_string();  // x'00ff'
      return dialect == Dialect::postgres ? "'\\x" + hex.substr(2) + "::bytea" : hex;
    }
    default:
      return value.to_string();
  }
}

}  // namespace

std::string raw_text(const Statement& statement, Dialect dialect) {
  const std::string_view sql = statement.sql;
  std::string out;
  std::size_t next = 0;
  for (std::size_t at = 0; at < sql.size();) {
    if (const std::size_t end = sql::skip_opaque(sql, at, dialect); end != at) {
      out += sql.substr(at, end - at);
      at = end;
    } else if (sql.substr(at, 2) == "??") {
      out += '?';
      at += 2;
    } else if (sql[at] == '?' && next < statement.bindings.size()) {
      out += literal_of(statement.bindings[next++], dialect);
      ++at;
    } else {
      out += sql[at++];
    }
  }
  return out;
}

}  // namespace zin::query
