// Splitting, and what D1 would refuse.
// SPDX-License-Identifier: MIT
#include "zin/migrate/d1_script.hpp"

#include <fmt/format.h>

#include <string>

#include "zin/base/error.hpp"
#include "zin/migrate/statement_kind.hpp"
#include "zin/sql/lexer.hpp"

namespace zin::migrate {
namespace {

// "create temp table" of "CREATE  TEMP /* x */ TABLE t": the first words.
std::string d1_first_words(std::string_view sql, std::size_t most) {
  std::string words;
  std::size_t count = 0;
  for (std::size_t at = 0; at < sql.size() && count < most;) {
    if (sql::is_name_character(sql[at])) {
      if (!words.empty()) words += ' ';
      while (at < sql.size() && sql::is_name_character(sql[at])) words += sql::lowered(sql[at++]);
      ++count;
      continue;
    }
    const std::size_t end = sql::skip_opaque(sql, at, Dialect::sqlite);
    const bool blank = sql[at] == ' ' || sql[at] == '\t' || sql[at] == '\n' || sql[at] == '\r';
    if (end == at && !blank) break;
    at = end == at ? at + 1 : end;
  }
  return words;
}

std::string_view d1_refusal(const std::string& sql) {
  if (sql.size() > longest_d1_statement) return "is longer than the 100,000 bytes that D1 takes";
  if (statement_kind(sql, Dialect::sqlite) == StatementKind::transaction) {
    return "begins or ends a transaction: D1 runs each file in one, take the statement out";
  }
  const std::string words = d1_first_words(sql, 2);
  if (words.starts_with("attach") || words.starts_with("detach")) {
    return "is refused by D1, which has one database alone";
  }
  if (words.starts_with("vacuum")) return "is refused by D1";
  if (words == "create temp" || words == "create temporary") {
    return "is refused by D1, which has no temporary tables";
  }
  return {};
}

void drop_first(std::string& text, std::string_view part) {
  if (const std::size_t at = text.find(part); at != std::string::npos) {
    // Blanks keep the lines and columns of what follows.
    text.replace(at, part.size(), part.size(), ' ');
  }
}

}  // namespace

std::vector<sql::ScriptStatement> d1_statements(std::string_view text, std::string_view file) {
  std::string script{text};
  if (script.find("BEGIN TRANSACTION") != std::string::npos) {
    drop_first(script, "BEGIN TRANSACTION;");
    drop_first(script, "COMMIT;");
  }
  std::vector<sql::ScriptStatement> statements = sql::split(script, Dialect::sqlite);
  for (const sql::ScriptStatement& statement : statements) {
    if (const std::string_view refusal = d1_refusal(statement.text); !refusal.empty()) {
      throw Error(Errc::invalid_argument,
                  fmt::format("{}, line {}: the statement {}", file, statement.line, refusal));
    }
  }
  return statements;
}

}  // namespace zin::migrate
