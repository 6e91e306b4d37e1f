// The shared state of one connection's statements.
// SPDX-License-Identifier: MIT
#include "open_database.hpp"

#include <algorithm>

#include "cursor.hpp"

namespace zin::sqlite {
namespace {

constexpr std::array<const char*, 5> control_sql = {
    "BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SELECT 1 FROM sqlite_schema LIMIT 0"};

plugin::Failure too_late() {
  plugin::Failure failure(ZIN_E_TIMEOUT, ZIN_CAT_TIMEOUT,
                          "the deadline had passed before the statement began");
  failure.sqlstate = "57014";
  return failure;
}

}  // namespace

OpenDatabase::~OpenDatabase() {
  for (sqlite3_stmt* statement : control_) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

void OpenDatabase::attach(sqlite3* handle) noexcept {
  handle_ = handle;
  interruption_.attach(handle);
}

void OpenDatabase::require_time() const {
  if (interruption_.overdue()) throw too_late();
}

void OpenDatabase::end_interrupted() noexcept {
  const std::uint64_t token = interruption_.cancelled_token();
  for (std::size_t i = running_.size(); i > 0; --i)
    if (running_[i - 1]->token() == token)
      running_[i - 1]->abort("the statement was cancelled between two fetches");
}

void OpenDatabase::remove_older(const Cursor& cursor) noexcept {
  *std::find(running_.begin(), running_.end(), &cursor) = running_.back();
  running_.pop_back();
}

void OpenDatabase::abort_running(const char* why) noexcept {
  while (!running_.empty()) running_.back()->abort(why);
}

int OpenDatabase::run(Control control) {
  sqlite3_stmt*& statement = control_[static_cast<std::size_t>(control)];
  if (statement == nullptr) {
    const int prepared = sqlite3_prepare_v3(handle_, control_sql[static_cast<std::size_t>(control)],
                                            -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (prepared != SQLITE_OK) return prepared;
  }
  sqlite3_step(statement);
  return sqlite3_reset(statement);
}

int OpenDatabase::run(const std::string& sql) {
  return sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
}

void OpenDatabase::transaction_changed() noexcept {
  in_transaction_ = sqlite3_get_autocommit(handle_) == 0;
  transaction_lost_ = false;
  if (!in_transaction_) read_only_transaction_ = false;
}

plugin::Failure OpenDatabase::failure(int code, bool may_quote_values) {
  const char* const text = sqlite3_errmsg(handle_);
  const std::int64_t position = sqlite3_error_offset(handle_);
  plugin::Failure failed =
      sqlite_failure(code, text, position,
                     {.in_transaction = in_transaction_, .may_quote_values = may_quote_values});
  details_ = constraint_details(code, text);
  const int primary = code & 0xFF;
  if (primary == SQLITE_INTERRUPT || primary == SQLITE_BUSY) {
    const Interruption::Stop stop = interruption_.stopped();
    if (stop == Interruption::Stop::cancelled) {
      failed.status = ZIN_E_CANCELLED;
      failed.category = ZIN_CAT_CANCELLED;
      failed.message = "the statement was cancelled";
    } else if (stop == Interruption::Stop::timed_out) {
      failed.status = ZIN_E_TIMEOUT;
      failed.category = ZIN_CAT_TIMEOUT;
      failed.message = primary == SQLITE_BUSY
                           ? "the deadline passed while another connection held the lock"
                           : "the deadline passed before the statement was done";
    }
    if (stop != Interruption::Stop::none) {
      failed.sqlstate = "57014";
      failed.flags = 0;
    }
  }
  if (in_transaction_ && sqlite3_get_autocommit(handle_) != 0 && !transaction_lost_) {
    transaction_lost_ = true;
    failed.message += "; SQLite rolled the whole transaction back: end it and run it again";
  }
  return failed;
}

void OpenDatabase::fail(int code) { throw failure(code); }

void OpenDatabase::refuse(Verb verb, bool writes) const {
  if (transaction_lost_ && verb != Verb::rollback && verb != Verb::commit) {
    plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_UNKNOWN,
                            "SQLite has rolled this transaction back: roll it back here too, and "
                            "run it again");
    failure.sqlstate = "25P02";
    throw failure;
  }
  if (read_only_transaction_ && writes) {
    plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_PERMISSION,
                            "this transaction was begun for reading only");
    failure.sqlstate = "25006";
    failure.native_code = SQLITE_READONLY;
    throw failure;
  }
}

}  // namespace zin::sqlite
