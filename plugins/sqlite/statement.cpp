// Prepares and describes a statement.
// SPDX-License-Identifier: MIT
#include "statement.hpp"

#include <string>

#include "connection.hpp"
#include "open_database.hpp"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/text_view.hpp"

namespace zin::sqlite {
namespace {

plugin::Failure not_one_statement(std::string message, std::int64_t position) {
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_SYNTAX, std::move(message));
  failure.sqlstate = "42601";
  failure.native_code = SQLITE_ERROR;
  failure.position = position;
  return failure;
}

plugin::Failure too_long(std::size_t bytes, std::size_t limit) {
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_RESOURCE,
                          "the statement has " + std::to_string(bytes) + " bytes, SQLite takes " +
                              std::to_string(limit) + ": bind long values as parameters");
  failure.sqlstate = "54000";
  failure.native_code = SQLITE_TOOBIG;
  return failure;
}

}  // namespace

Statement::Statement(Connection& owner, OpenDatabase& database, std::string_view sql, bool keep)
    : owner_(owner), database_(database), cursor_(database, *this), keep_(keep) {
  compile(sql);
  cursor_.handle_ = handle_;
  nparams_ = static_cast<std::uint32_t>(sqlite3_bind_parameter_count(handle_));
  read_only_ = sqlite3_stmt_readonly(handle_) != 0;
  find_insert_target(sql);
  describe();
}

Statement::~Statement() { sqlite3_finalize(handle_); }

void Statement::compile(std::string_view sql) {
  const auto limit =
      static_cast<std::size_t>(sqlite3_limit(database_.handle(), SQLITE_LIMIT_SQL_LENGTH, -1));
  if (sql.size() > limit) throw too_long(sql.size(), limit);
  if (only_trivia(sql)) throw not_one_statement("the statement is empty", 0);
  const char* rest = nullptr;
  const auto prepare = [&] {
    return sqlite3_prepare_v3(database_.handle(), sql.data(), static_cast<int>(sql.size()),
                              keep_ ? SQLITE_PREPARE_PERSISTENT : 0, &handle_, &rest);
  };
  int code = prepare();
  // It believes what it knows of the tables until it runs something, and tells an old number of
  // columns as an error of the text.
  if (code == SQLITE_ERROR && database_.run(Control::look_at_schema) == SQLITE_OK) code = prepare();
  if (code != SQLITE_OK) database_.fail(code);
  const auto used = static_cast<std::size_t>(rest - sql.data());
  if (handle_ != nullptr && only_trivia(sql.substr(used))) return;
  sqlite3_finalize(handle_);
  handle_ = nullptr;
  throw not_one_statement(
      "there is more text after the first statement: send one statement at a time",
      static_cast<std::int64_t>(used));
}

void Statement::find_insert_target(std::string_view sql) {
  const SqlShape shape = shape_of(sql);
  verb_ = shape.verb;
  if (verb_ != Verb::insert || read_only_) return;
  may_update_ = shape.upsert;
  if (may_update_) table_ = shape.table;
  // A table without rowids leaves the rowid of some earlier INSERT behind, and so does a view.
  makes_rowid_ =
      sqlite3_table_column_metadata(
          database_.handle(), shape.schema.empty() ? nullptr : shape.schema.c_str(),
          shape.table.c_str(), "rowid", nullptr, nullptr, nullptr, nullptr, nullptr) == SQLITE_OK;
}

void Statement::describe() {
  columns_.describe(handle_);
  columns_id_ = database_.new_columns_id();
  reprepared_ = sqlite3_stmt_status(handle_, SQLITE_STMTSTATUS_REPREPARE, 0);
}

void Statement::notice_reprepare() {
  if (sqlite3_stmt_status(handle_, SQLITE_STMTSTATUS_REPREPARE, 0) == reprepared_) [[likely]]
    return;
  describe();
}

zin_stmt_info Statement::info() noexcept {
  zin_stmt_info info{};
  info.nparams = nparams_;
  info.ncols = columns_.size();
  info.flags = read_only_ ? ZIN_EXEC_READONLY : 0;
  info.columns = columns_.data();
  info.columns_id = columns_id_;
  return info;
}

void Statement::close() noexcept { owner_.drop(*this); }

}  // namespace zin::sqlite
