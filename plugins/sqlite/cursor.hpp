// The result of one execution.
// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>

#include "open_database.hpp"
#include "row_buffer.hpp"
#include "row_reader.hpp"
#include "zin/abi/driver.h"
#include "zin/plugin/operation.hpp"

namespace zin::sqlite {

class Statement;

/// Lives inside its statement, which has one at most: executing again costs no allocation. A
/// reading statement hands over the row that SQLite stands on, a writing one the rows that it
/// returned.
class Cursor {
 public:
  Cursor(OpenDatabase& database, Statement& statement) noexcept
      : database_(database), statement_(statement) {}
  ~Cursor();
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  [[nodiscard]] zin_result_info info() noexcept;
  [[nodiscard]] zin_status fetch(std::uint32_t max_rows, const plugin::Operation& op,
                                 zin_rows& rows) {
    if (state_ == State::running) [[likely]] {
      database_.resume(op);
      const int code = sqlite3_step(handle_);
      if (code != SQLITE_ROW) return finish(code, rows);
    } else if (state_ == State::on_row) {
      state_ = State::running;
    } else {
      return fetch_rest(max_rows, rows);
    }
    rows.bytes = reader_.read(handle_);
    rows.cells = reader_.cells();
    rows.flags = 0;
    rows.nrows = 1;
    rows.ncols = reader_.size();
    return ZIN_OK;
  }
  /// END: SQLite has one result for each statement.
  [[nodiscard]] zin_status next(const plugin::Operation& op) noexcept;
  /// Resets the statement; frees it when it was made for this execution only.
  void close() noexcept;

  [[nodiscard]] bool is_open() const noexcept { return state_ != State::closed; }
  [[nodiscard]] std::uint64_t token() const noexcept { return token_; }
  /// Ends a result that is half way; its next fetch says `why`.
  void abort(const char* why) noexcept;

 private:
  friend class Statement;  // which executes into it

  enum class State : std::uint8_t {
    closed,
    on_row,    // SQLite stands on a row that was not yet handed over
    running,   // SQLite stands on the row that was handed over last
    buffered,  // the rows are in buffer_
    ended,
    aborted
  };

  void open(std::uint64_t token, std::uint64_t column_mask);
  /// Before the first row is read: what is to be read of it.
  void plan();
  void stand_on_row();
  void end() noexcept;
  /// What the step after the last row answers.
  zin_status finish(int code, zin_rows& rows);
  [[nodiscard]] zin_status fetch_rest(std::uint32_t max_rows, zin_rows& rows);

  OpenDatabase& database_;
  Statement& statement_;
  sqlite3_stmt* handle_ = nullptr;  // of statement_
  RowReader reader_;
  RowBuffer buffer_;
  std::size_t next_buffered_ = 0;
  std::uint64_t token_ = 0;
  std::uint64_t column_mask_ = 0;
  std::uint64_t planned_columns_ = 0;  // columns_id and mask that reader_ was planned for
  std::uint64_t planned_mask_ = 0;
  std::int64_t affected_ = 0;
  std::int64_t last_id_ = 0;
  bool has_last_id_ = false;
  State state_ = State::closed;
  const char* aborted_because_ = "";
};

}  // namespace zin::sqlite
