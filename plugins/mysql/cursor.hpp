// The result of one execution.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "client.hpp"
#include "row_buffer.hpp"
#include "task.hpp"
#include "zin/abi/driver.h"
#include "zin/plugin/operation.hpp"

namespace zin::mysql {

class Connection;
class Statement;

/// Lives inside its statement, which has one at most: executing again costs no allocation. Rows are
/// handed over one at a time, where the connector has put them.
class Cursor {
 public:
  explicit Cursor(Statement& statement) noexcept : statement_(statement) {}
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  [[nodiscard]] zin_result_info info() noexcept;
  /// `rows` may be shorter than this driver's.
  [[nodiscard]] zin_status fetch(std::uint32_t max_rows, const plugin::Operation& op,
                                 zin_rows* rows, zin_wait* wait);
  [[nodiscard]] zin_status next(const plugin::Operation& op, zin_wait* wait);
  /// [inline]
  void close() noexcept;

  [[nodiscard]] bool is_open() const noexcept { return state_ != State::closed && !unwanted_; }
  /// Whether the server still sends rows of it, or further results.
  [[nodiscard]] bool reads() const noexcept {
    return state_ == State::on_row || state_ == State::streaming || more_;
  }
  [[nodiscard]] std::uint64_t token() const noexcept { return token_; }

  /// For the connection, which executes into it.
  /// `stands_alone`: what the statement does may stay if its answer is lost.
  void open(std::uint64_t token, bool stands_alone) noexcept;
  /// What an execution, or the next result, has brought; reads its first row.
  Task<> begin_result();
  /// The same on the blocking path. [blocks]
  void begin_result_at_once();
  /// Reads the next row; false at the end.
  Task<bool> read_row(bool discard);
  /// What is left of this result is read and thrown away.
  Task<> skip_rows();
  /// Stands on the next result; false when there is none.
  Task<bool> next_result();
  /// Reads one row, or moves on to the next result, for nobody.
  Task<> discard_row();
  /// Its rows have been read for nobody; `open`: the host still has it, and finds its end.
  void abandon(bool open) noexcept;
  /// Its execution has failed: closed, with what may be left to read.
  void close_failed() noexcept;
  void end() noexcept;
  /// Behind the last row. Throws if the server was made to stop meanwhile.
  void end_unless_stopped();
  /// All rows of a result that came as text, which lie in memory.
  void take_text_rows(MYSQL_RES* rows);
  void set_counts(std::int64_t affected, std::uint64_t last_id, std::uint32_t warnings) noexcept;
  [[nodiscard]] std::int64_t affected() const noexcept { return affected_; }

 private:
  enum class State : std::uint8_t {
    closed,
    on_row,     // the reader holds a row that was not yet handed over
    streaming,  // the row that was handed over last
    buffered,   // the rows are in buffer_
    ended
  };

  void hand_over(const zin_cell* cells, zin_rows& rows) const noexcept;
  [[nodiscard]] zin_status fetch_rest(std::uint32_t max_rows, zin_rows& rows);
  /// Whether the result that begins has rows.
  bool start_result();
  /// After each row, or the end, of one that begins; whether more is to be read at once.
  bool take_first(bool found);
  /// What mysql_stmt_fetch has answered: true for a row, false at the end. Throws what it failed
  /// with.
  bool take_row(int code, bool discard);
  zin_status fetch_into(zin_rows& rows, std::uint32_t max_rows, const plugin::Operation& op,
                        int& events);
  Task<zin_status> fetch_later(zin_rows* rows, int events);
  Task<zin_status> step_to_next();
  void take_end_status() noexcept;

  Statement& statement_;
  const zin_cell* row_ = nullptr;  // of the reader
  RowBuffer buffer_;
  std::size_t next_buffered_ = 0;
  std::uint64_t token_ = 0;
  std::uint64_t last_id_ = 0;
  std::int64_t affected_ = 0;
  std::uint32_t warnings_ = 0;
  State state_ = State::closed;
  bool stands_alone_ = false;
  bool more_ = false;      // the server has announced a further result
  bool unwanted_ = false;  // closed by the host while the server still sends
};

}  // namespace zin::mysql
