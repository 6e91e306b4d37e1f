// Executes a statement: reads begin, writes run to their end.
// SPDX-License-Identifier: MIT
#include <optional>
#include <string>

#include "open_database.hpp"
#include "statement.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::sqlite {
namespace {

plugin::Failure wrong_count(std::uint32_t wanted, std::uint32_t given) {
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_DATA,
                          "the statement takes " + std::to_string(wanted) + " parameters, but " +
                              std::to_string(given) + " were given");
  failure.sqlstate = "07001";
  return failure;
}

/// Sees which rows go into a table: an upsert leaves the rowid of some earlier INSERT behind where
/// it updates, and only by chance another one than it would have made.
class InsertWatch {
 public:
  /// Watches nothing without a table.
  InsertWatch(sqlite3* db, const char* table) noexcept : db_(db), table_(table) {
    if (table != nullptr) sqlite3_update_hook(db, &InsertWatch::changed, this);
  }
  ~InsertWatch() {
    if (table_ != nullptr) sqlite3_update_hook(db_, nullptr, nullptr);
  }
  InsertWatch(const InsertWatch&) = delete;
  InsertWatch& operator=(const InsertWatch&) = delete;

  /// Whether a row of that rowid was inserted, the last one of the table.
  [[nodiscard]] bool saw(sqlite3_int64 rowid) const noexcept { return last_ == rowid; }

 private:
  static void changed(void* self, int what, const char*, const char* table, sqlite3_int64 rowid) {
    auto& watch = *static_cast<InsertWatch*>(self);
    if (what == SQLITE_INSERT && sqlite3_stricmp(table, watch.table_) == 0) watch.last_ = rowid;
  }

  sqlite3* db_;
  const char* table_;
  std::optional<sqlite3_int64> last_;
};

}  // namespace

Cursor& Statement::execute(const zin_exec& exec, const plugin::Operation& op) {
  if (cursor_.is_open())
    throw plugin::misuse("the statement has an open result: close it before executing again");
  if (exec.nparams != nparams_) throw wrong_count(nparams_, exec.nparams);
  database_.allow(verb_, !read_only_);
  if (exec.nrows > 1) check_rows(exec.params, nparams_, exec.nrows);
  database_.start(op);
  if (database_.transaction_lost()) return end_lost_transaction();
  cursor_.open(op.token(), exec.column_mask);
  try {
    if (exec.nrows > 1)
      write_rows(exec);
    else if (read_only_)
      read(exec);
    else
      write(exec);
  } catch (...) {
    sqlite3_reset(handle_);
    cursor_.state_ = Cursor::State::closed;
    throw;
  }
  // BEGIN and its kind have no data of their own to change.
  if (verb_ != Verb::other && verb_ != Verb::insert) database_.transaction_changed();
  return cursor_;
}

Cursor& Statement::end_lost_transaction() {
  database_.transaction_changed();
  if (verb_ == Verb::commit)
    throw plugin::Failure(ZIN_E_TXN_ROLLED_BACK, ZIN_CAT_UNKNOWN,
                          "SQLite had rolled the transaction back: nothing of it was stored");
  cursor_.open(0, 0);  // ROLLBACK of what is already rolled back
  return cursor_;
}

void Statement::bind(const zin_exec& exec, std::uint32_t row) {
  // A reading statement looks at its parameters in later fetches, when the host's cells are gone.
  const bool copy = read_only_ && columns_.size() != 0;
  const int code =
      parameters_.bind(handle_, exec.params + std::size_t{row} * nparams_, nparams_, copy);
  if (code != SQLITE_OK) database_.fail(code);
}

plugin::Failure Statement::step_failure(int code) {
  plugin::Failure failure = database_.failure(code, nparams_ != 0);
  if (code != SQLITE_ERROR || nparams_ == 0) return failure;
  // A step compiles the text again when the tables have changed: what is said then is of the text,
  // and quotes no value.
  sqlite3_stmt* recompiled = nullptr;
  const int compiled =
      sqlite3_prepare_v3(database_.handle(), sqlite3_sql(handle_), -1, 0, &recompiled, nullptr);
  sqlite3_finalize(recompiled);
  return compiled == SQLITE_OK ? failure : database_.failure(compiled);
}

void Statement::read(const zin_exec& exec) {
  bind(exec, 0);
  const int code = sqlite3_step(handle_);
  notice_reprepare();
  if (code == SQLITE_ROW) {
    cursor_.plan();
    cursor_.stand_on_row();
    return;
  }
  if (code == SQLITE_DONE) return cursor_.end();
  plugin::Failure failure = step_failure(code);
  sqlite3_reset(handle_);
  throw failure;
}

void Statement::run_to_end(const zin_exec& exec, std::uint32_t row) {
  bind(exec, row);
  int code = sqlite3_step(handle_);
  notice_reprepare();
  if (code == SQLITE_ROW) {
    cursor_.plan();
    do {
      cursor_.reader_.read(handle_);
      cursor_.buffer_.append(cursor_.reader_.cells(), columns_.size());
      code = sqlite3_step(handle_);
    } while (code == SQLITE_ROW);
  }
  if (code == SQLITE_DONE) return;
  plugin::Failure failure = step_failure(code);
  sqlite3_reset(handle_);
  throw failure;
}

void Statement::write(const zin_exec& exec) {
  sqlite3* const db = database_.handle();
  const sqlite3_int64 total = sqlite3_total_changes64(db);
  const InsertWatch watch(db, may_update_ ? table_.c_str() : nullptr);
  run_to_end(exec, 0);
  sqlite3_reset(handle_);
  // changes() and the rowid are left over from earlier statements when this one changed nothing, as
  // DDL does.
  if (sqlite3_total_changes64(db) != total) {
    cursor_.affected_ = sqlite3_changes64(db);
    cursor_.last_id_ = sqlite3_last_insert_rowid(db);
    cursor_.has_last_id_ =
        makes_rowid_ && cursor_.affected_ != 0 && (!may_update_ || watch.saw(cursor_.last_id_));
  }
  cursor_.end();
  if (cursor_.buffer_.size() != 0) cursor_.state_ = Cursor::State::buffered;
}

void Statement::write_rows(const zin_exec& exec) {
  sqlite3* const db = database_.handle();
  const bool partial = (exec.flags & ZIN_EXEC_PARTIAL) != 0;
  const bool guarded = !read_only_ && !partial && !database_.in_transaction();
  if (guarded)
    if (const int code = database_.run(Control::begin); code != SQLITE_OK) database_.fail(code);
  const auto undo = [&] {
    // SQLite may have done it already.
    if (guarded && sqlite3_get_autocommit(db) == 0)
      static_cast<void>(database_.run(Control::rollback));
  };
  std::int64_t affected = 0;
  std::uint32_t row = 0;
  try {
    for (; row < exec.nrows; ++row) {
      const sqlite3_int64 total = sqlite3_total_changes64(db);
      run_to_end(exec, row);
      sqlite3_reset(handle_);
      if (sqlite3_total_changes64(db) != total) affected += sqlite3_changes64(db);
    }
    if (guarded)
      if (const int code = database_.run(Control::commit); code != SQLITE_OK) database_.fail(code);
  } catch (plugin::Failure& failure) {
    if (row < exec.nrows) failure.row_index = row;
    if (!guarded && row != 0 && !read_only_ && !database_.transaction_lost())
      failure.flags |= ZIN_ERRF_PARTIAL;
    undo();
    throw;
  } catch (...) {
    undo();
    throw;
  }
  cursor_.affected_ = affected;
  cursor_.end();
  if (cursor_.buffer_.size() != 0) cursor_.state_ = Cursor::State::buffered;
}

}  // namespace zin::sqlite
