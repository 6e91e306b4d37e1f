// A connection of the driver under test, its statements and its cursors.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "quirks.hpp"
#include "subject.hpp"
#include "value.hpp"

namespace zin::conform {

/// What a call answered.
struct Reply {
  zin_status status = ZIN_OK;
  zin_error error{};

  [[nodiscard]] bool ok() const noexcept { return status >= 0; }
  /// "-1 SYNTAX [42601] near ..."
  [[nodiscard]] std::string text() const;
};

/// A zin_error for one call, all ready to be filled.
[[nodiscard]] zin_error empty_error() noexcept;
[[nodiscard]] std::string to_string(const zin_error& error);
/// Element `index`, by the stride that element 0 tells. (R2)
[[nodiscard]] const zin_column& column_at(const zin_column* columns, std::uint32_t index) noexcept;

class Cursor;
class Statement;

/// Every op is synchronous, with a NULL zin_op. Closed in the end.
class Connection {
 public:
  /// Opened with the options of the command line. Throws Failed when it cannot be.
  explicit Connection(const Subject& subject);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// A handle that is not connected. Throws Failed.
  [[nodiscard]] static zin_conn* new_handle(const Subject& subject);

  [[nodiscard]] zin_conn* get() const noexcept { return handle_; }
  [[nodiscard]] const zin_driver& driver() const noexcept { return *driver_; }
  [[nodiscard]] const zin_conn_info& info() const noexcept { return info_; }
  [[nodiscard]] const Quirks& quirks() const noexcept { return *quirks_; }
  [[nodiscard]] bool can(std::uint64_t capability) const noexcept {
    return (info_.capabilities & capability) == capability;
  }
  [[nodiscard]] std::uint32_t state() const { return driver_->conn_state(handle_); }
  /// Ends the connection now, whatever is open on it.
  void close();

  /// ? is replaced by the driver's own placeholders in all of these.
  /// Executes and closes the cursor. Throws Failed on failure; gives how many rows were affected.
  std::int64_t run(std::string_view sql, const Row& parameters = {});
  /// The same, but a failure is an answer.
  Reply attempt(std::string_view sql, const Row& parameters = {});
  /// Throws Failed when it succeeds.
  Reply refuse(std::string_view sql, const Row& parameters = {});
  /// All rows of the first result. Throws Failed.
  std::vector<Row> rows(std::string_view sql, const Row& parameters = {});
  /// Throws Failed.
  [[nodiscard]] Cursor open(std::string_view sql, const Row& parameters = {});
  [[nodiscard]] Statement prepare(std::string_view sql);

  Reply transaction(std::uint32_t verb, std::uint32_t mode = ZIN_TX_DEFAULT,
                    std::string_view savepoint = {});
  /// Throws Failed unless it is OK.
  void must(std::uint32_t verb, std::uint32_t mode = ZIN_TX_DEFAULT,
            std::string_view savepoint = {});
  Reply reset(std::uint32_t level);

  /// Executes as it stands; the caller closes *cursor.
  Reply execute(const zin_exec& exec, zin_cursor** cursor);

 private:
  const zin_driver* driver_;
  zin_conn* handle_;
  zin_conn_info info_{};
  const Quirks* quirks_ = nullptr;
};

/// Closed in the end, unless its connection was.
class Cursor {
 public:
  Cursor(Connection& connection, zin_cursor* handle) noexcept
      : connection_{&connection}, handle_{handle} {}
  Cursor(Cursor&& other) noexcept;
  Cursor& operator=(Cursor&&) = delete;
  ~Cursor() { close(); }

  [[nodiscard]] zin_cursor* get() const noexcept { return handle_; }
  void close();
  /// Throws Failed unless it is OK.
  [[nodiscard]] zin_result_info info() const;
  /// The columns' names. Throws Failed when a column is malformed.
  [[nodiscard]] std::vector<std::string> names() const;
  /// One fetch; what came is in rows() until the next one. Throws Failed on failure.
  zin_status fetch(std::uint32_t max_rows);
  [[nodiscard]] const zin_rows& rows() const noexcept { return rows_; }
  /// Copies of the rows of the last fetch.
  [[nodiscard]] std::vector<Row> copies() const;
  /// Copies of all rows that are left, `max_rows` a fetch. Throws Failed.
  std::vector<Row> rest(std::uint32_t max_rows = 0);
  zin_status next_result();

 private:
  Connection* connection_;
  zin_cursor* handle_;
  zin_rows rows_{};
};

/// Closed in the end, unless its connection was.
class Statement {
 public:
  Statement(Connection& connection, zin_stmt* handle) noexcept
      : connection_{&connection}, handle_{handle} {}
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement() { close(); }

  [[nodiscard]] zin_stmt* get() const noexcept { return handle_; }
  void close();
  [[nodiscard]] zin_stmt_info info() const;
  std::int64_t run(const Row& parameters = {});
  Reply attempt(const Row& parameters = {});
  [[nodiscard]] Cursor open(const Row& parameters = {});

 private:
  Connection* connection_;
  zin_stmt* handle_;
};

}  // namespace zin::conform
