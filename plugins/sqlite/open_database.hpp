// One open handle of SQLite and what all its statements share.
// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "errors.hpp"
#include "interruption.hpp"
#include "sql_text.hpp"
#include "zin/plugin/operation.hpp"

namespace zin::sqlite {

class Cursor;

/// The statements that a driver runs on its own account; prepared once, on first use.
enum class Control { begin, begin_immediate, commit, rollback, look_at_schema };

/// Owns the sqlite3 handle. Knows which results are half way, since cancels and transactions touch
/// them all, and whether SQLite has thrown the transaction away. [one thread at a time], but for
/// cancel().
class OpenDatabase {
 public:
  OpenDatabase() = default;
  ~OpenDatabase();
  OpenDatabase(const OpenDatabase&) = delete;
  OpenDatabase& operator=(const OpenDatabase&) = delete;

  /// Takes the handle over; NULL is not allowed.
  void attach(sqlite3* handle) noexcept;
  [[nodiscard]] bool is_open() const noexcept { return handle_ != nullptr; }
  [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }
  [[nodiscard]] Interruption& interruption() noexcept { return interruption_; }
  [[nodiscard]] std::uint64_t new_columns_id() noexcept { return ++last_columns_id_; }

  /// Begins an operation of a statement that is not half way. Throws TIMEOUT when its time is over
  /// before it began.
  void start(const plugin::Operation& op) {
    if (interruption_.enter(op, running_.empty())) end_interrupted();
    if (op.has_deadline()) [[unlikely]]
      require_time();
  }
  /// Goes on with a statement that is half way: the hot path of a scan.
  void resume(const plugin::Operation& op) {
    if (interruption_.enter(op, running_.size() == 1)) end_interrupted();
  }

  /// A result that stops half way between two calls, until it ends or is reset.
  void add_running(Cursor& cursor) { running_.push_back(&cursor); }
  void remove_running(const Cursor& cursor) noexcept {
    if (running_.back() == &cursor) [[likely]]
      running_.pop_back();
    else
      remove_older(cursor);
  }
  /// Ends all results that are half way; their next fetch fails, saying `why`.
  void abort_running(const char* why) noexcept;

  /// Runs one of the driver's own statements. SQLITE_OK, or the extended code; sqlite3_errmsg says
  /// more.
  [[nodiscard]] int run(Control control);
  /// The same for any text without results; parsed anew each time.
  [[nodiscard]] int run(const std::string& sql);

  /// Throws what SQLite says about `code`, just after it failed, with the cancel or deadline that
  /// caused it. Notices when the transaction went with it.
  [[noreturn]] void fail(int code);
  /// The same, as a value. `may_quote_values`: of a statement that runs with parameters.
  [[nodiscard]] plugin::Failure failure(int code, bool may_quote_values = false);
  [[nodiscard]] const ConstraintDetails& details() const noexcept { return details_; }
  void clear_details() noexcept { details_ = {}; }

  [[nodiscard]] bool in_transaction() const noexcept { return in_transaction_; }
  /// SQLite rolled the transaction back by itself, and its owner has not yet acknowledged it.
  [[nodiscard]] bool transaction_lost() const noexcept { return transaction_lost_; }
  [[nodiscard]] bool read_only_transaction() const noexcept { return read_only_transaction_; }
  /// Tells what a BEGIN, COMMIT, ROLLBACK, SAVEPOINT or RELEASE has left behind.
  void transaction_changed() noexcept;
  void set_read_only_transaction() noexcept { read_only_transaction_ = true; }
  /// Throws unless a statement may run: not in a transaction that is lost, nor writing in one for
  /// reading.
  void allow(Verb verb, bool writes) const {
    if (transaction_lost_ || read_only_transaction_) [[unlikely]]
      refuse(verb, writes);
  }

 private:
  void end_interrupted() noexcept;
  void remove_older(const Cursor& cursor) noexcept;
  void require_time() const;
  void refuse(Verb verb, bool writes) const;

  sqlite3* handle_ = nullptr;
  Interruption interruption_;
  std::vector<Cursor*> running_;
  std::array<sqlite3_stmt*, 5> control_{};
  ConstraintDetails details_;
  std::uint64_t last_columns_id_ = 0;
  bool in_transaction_ = false;
  bool transaction_lost_ = false;
  bool read_only_transaction_ = false;
};

}  // namespace zin::sqlite
