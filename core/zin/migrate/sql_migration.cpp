// Splitting the parts of a file, and running their statements.
// SPDX-License-Identifier: MIT
#include "zin/migrate/sql_migration.hpp"

#include <fmt/format.h>

#include "zin/base/error.hpp"
#include "zin/migrate/statement_kind.hpp"
#include "zin/sql/lexer.hpp"
#include "zin/sql/placeholders.hpp"

namespace zin::migrate {
namespace {

// pragma foreign_keys = off, pragma foreign_keys(0)
bool turns_off_keys(std::string_view sql) {
  std::string text;
  for (const char c : sql) {
    if (sql::is_name_character(c)) text += sql::lowered(c);
  }
  return text == "pragmaforeign_keysoff" || text == "pragmaforeign_keys0" ||
         text == "pragmaforeign_keysfalse" || text == "pragmaforeign_keysno";
}

}  // namespace

SqlMigration::SqlMigration(const SqlSections& sections, std::string file, Dialect dialect)
    : file_(std::move(file)),
      dialect_(dialect),
      up_(statements_of(sections.up)),
      in_transaction_(sections.up.in_transaction &&
                      (!sections.down || sections.down->in_transaction)) {
  if (sections.down) down_ = statements_of(*sections.down);
}

SqlMigration::Statements SqlMigration::statements_of(const SqlSection& section) {
  Statements statements = sql::split(section.text, dialect_);
  for (sql::ScriptStatement& statement : statements) {
    statement.line += section.line - 1;
    turns_keys_off_ |= dialect_ == Dialect::sqlite && turns_off_keys(statement.text);
    if (statement_kind(statement.text, dialect_) != StatementKind::transaction) continue;
    throw Error(Errc::invalid_argument,
                fmt::format("{}, line {}: a migration does not begin or end transactions, it runs "
                            "in one; take the statement out, and write `transaction:false` behind "
                            "`-- migrate:up` if there is to be none",
                            file_, statement.line));
  }
  return statements;
}

void SqlMigration::run(const Statements& statements, Session& db) const {
  for (const sql::ScriptStatement& statement : statements) {
    try {
      db.execute(sql::without_placeholders(statement.text, dialect_));
    } catch (const Error& failure) {
      ErrorInfo info = failure.info();
      info.message = fmt::format("{}, line {}: {}", file_, statement.line, info.message);
      throw Error(std::move(info));
    }
  }
}

void SqlMigration::down(Session& db) const {
  if (!down_) {
    throw Error(Errc::unsupported,
                fmt::format("{} says nothing of how it is taken back; write that behind a line "
                            "`-- migrate:down`",
                            file_));
  }
  run(*down_, db);
}

}  // namespace zin::migrate
