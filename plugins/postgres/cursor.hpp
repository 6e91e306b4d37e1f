// The result of one execution, or the results of a batch.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "columns.hpp"
#include "row_batch.hpp"
#include "wire.hpp"
#include "zin/abi/driver.h"
#include "zin/plugin/failure.hpp"

namespace zin::postgres {

class Connection;
class Statement;

/// A connection has one, which is used again and again: executing costs no allocation of it.
/// What it does with the server is Connection's business (executing.cpp, fetching.cpp, batch.cpp).
class Cursor {
 public:
  explicit Cursor(Connection& owner) noexcept : owner_(owner) {}
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  [[nodiscard]] Connection& owner() const noexcept { return owner_; }
  [[nodiscard]] zin_result_info info() const;
  /// Ends its life; what was not read yet is the next operation's.
  void close() noexcept;

  enum class State : std::uint8_t {
    closed,
    buffered,   // the results are in `results`
    streaming,  // rows come one by one from the server
    copying,    // COPY .. TO STDOUT: lines come from the server
    ended       // no rows, or none left
  };

  void open(Statement* statement, const zin_exec& exec) noexcept;
  /// Rows of the results that are held, no more than `max_rows`; END when none are left.
  [[nodiscard]] zin_status fetch_held(std::uint32_t max_rows, zin_rows& out);

  State state = State::closed;
  Statement* statement = nullptr;  ///< Whose columns these are; of a batch's texts none.
  const Columns* columns = nullptr;
  Columns own_columns{};  ///< Of results that no statement describes.
  std::uint64_t columns_id = 0;
  std::vector<Result> results{};  ///< Rows in memory: one result, or one for each row.
  std::size_t next_result = 0;
  int next_row = 0;
  RowBatch batch{};
  bool batch_handed = false;  ///< The rows in `batch` were handed over.
  bool stream_over = false;   ///< The server has sent all of the statement's results.
  std::optional<plugin::Failure> failure{};  ///< Comes behind the rows that are in `batch`.
  std::int64_t affected = 0;
  std::uint64_t column_mask = 0;
  std::uint32_t flags = 0;  ///< ZIN_EXEC_*
  bool stands_alone =
      false;  ///< Of a stream: what the statement does may stay if its answer is lost.
  std::uint64_t planned_id = 0;  ///< What `batch` was planned for last.
  std::uint64_t planned_mask = 0;

  bool is_batch = false;
  bool before_first = false;  ///< Of a batch: no item yet.
  std::uint32_t item = 0;     ///< Of a batch: the current one.

  void plan(bool binary);

 private:
  Connection& owner_;
};

/// What the server counted, from its command tag; 0 for statements that change no rows.
[[nodiscard]] std::int64_t affected_rows(PGresult* result) noexcept;

}  // namespace zin::postgres
