// The driver under test as a host sees it: loaded from its file, called through its table, with
// handles that close themselves. SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/abi/driver.h"

namespace zin::test {

/// The driver in the file that ZIN_DRIVER_PLUGIN names; loaded once.
const zin_plugin& plugin();
const zin_driver& driver();

/// Whether every operation is stepped, as a host with an event loop does it (ZIN_TEST_STEPPED),
/// each step on another thread than the one before. Else the driver blocks.
bool stepped();

/// The exported symbol itself.
zin_plugin_entry_fn plugin_entry();

/// Lines that the driver has logged since the last call.
std::vector<std::string> take_log();

inline zin_str str(std::string_view text) { return {text.data(), text.size()}; }
inline std::string text(zin_str view) {
  return view.len == 0 ? std::string() : std::string(view.ptr, view.len);
}

zin_cell null();
zin_cell i64(std::int64_t value);
zin_cell u64(std::uint64_t value);
zin_cell f64(double value);
zin_cell inline_cell(zin_type type, std::int64_t value);
zin_cell view(zin_type type, std::string_view bytes, std::uint8_t enc = ZIN_ENC_VIEW);
inline zin_cell txt(std::string_view bytes) { return view(ZIN_T_TEXT, bytes); }
inline std::string bytes_of(const zin_cell& cell) {
  return cell.len == 0 ? std::string()
                       : std::string(static_cast<const char*>(cell.v.ptr), cell.len);
}
/// A cell as one readable word, "i64 5" or "text abc", for comparing whole rows.
std::string show(const zin_cell& cell);

/// A zin_error ready to be filled, and its parts.
struct Fault : zin_error {
  Fault() : zin_error{} { struct_size = sizeof(zin_error); }
  [[nodiscard]] std::string text() const { return {message, message_len}; }
  [[nodiscard]] std::string state() const { return sqlstate; }
};

/// A token of 0 becomes one of its own where operations are stepped.
zin_op operation(std::uint64_t token, std::int64_t deadline_ns = ZIN_NEVER);
std::int64_t now_ns();
/// In its unit.
inline constexpr std::int64_t second = 1'000'000'000;

/// What an operation comes to: `first` is what its start_* answered, `wait` what it filled. Waits
/// and steps until it is over, and asks for its end at its times. No more than 30 s.
zin_status complete(zin_conn* conn, const zin_op& op, zin_wait& wait, zin_status first,
                    zin_error* err);
/// A zin_wait that is ready to be filled.
zin_wait empty_wait();

using Row = std::vector<std::string>;

class Connection;

/// An open cursor; closed with the object.
class Result {
 public:
  Result(zin_conn* conn, zin_cursor* cursor, std::uint64_t token)
      : conn_(conn), cursor_(cursor), token_(token) {}
  Result(Result&& other) noexcept
      : conn_(other.conn_), cursor_(std::exchange(other.cursor_, nullptr)), token_(other.token_) {}
  Result& operator=(Result&&) = delete;
  ~Result() { close(); }
  void close();

  [[nodiscard]] zin_cursor* handle() const { return cursor_; }
  [[nodiscard]] zin_result_info info() const;
  /// Status of one fetch; the rows, or the fault, are in the members.
  zin_status fetch(std::uint32_t max_rows = 0, std::int64_t deadline_ns = ZIN_NEVER);
  /// Status of next_result(); the fault is in the member.
  zin_status next(std::int64_t deadline_ns = ZIN_NEVER);
  /// Every row that is left, each cell as show() says.
  std::vector<Row> all();

  zin_rows rows{};
  Fault fault;

 private:
  zin_conn* conn_;
  zin_cursor* cursor_;
  std::uint64_t token_;
};

/// A prepared statement; closed with the object.
class Prepared {
 public:
  explicit Prepared(zin_stmt* stmt) : stmt_(stmt) {}
  Prepared(Prepared&& other) noexcept : stmt_(std::exchange(other.stmt_, nullptr)) {}
  Prepared& operator=(Prepared&&) = delete;
  ~Prepared() {
    if (stmt_ != nullptr) driver().stmt_close(stmt_);
  }
  [[nodiscard]] zin_stmt* handle() const { return stmt_; }
  [[nodiscard]] zin_stmt_info info() const;

 private:
  zin_stmt* stmt_;
};

struct Exec {
  std::string_view sql{};
  zin_stmt* stmt = nullptr;
  std::vector<zin_cell> params{};
  std::uint32_t nrows = 1;
  std::uint32_t flags = 0;
  std::uint64_t column_mask = 0;
  std::uint64_t token = 0;
  std::int64_t deadline_ns = ZIN_NEVER;
};

using Options = std::vector<std::pair<std::string, std::string>>;

/// A connection; closed with the object.
class Connection {
 public:
  /// Not yet connected. Throws std::runtime_error when conn_new fails.
  explicit Connection(const Options& options);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { driver().conn_close(conn_); }

  [[nodiscard]] zin_conn* handle() const { return conn_; }
  zin_status connect(std::int64_t deadline_ns = ZIN_NEVER);
  zin_status ping();
  [[nodiscard]] std::uint32_t state() const { return driver().conn_state(conn_); }
  [[nodiscard]] zin_conn_info info() const;

  /// A result, or nothing with the reason in `fault`.
  std::optional<Result> try_exec(const Exec& exec);
  /// Requires success: fails the test otherwise.
  Result exec(const Exec& exec);
  Result exec(std::string_view sql, std::vector<zin_cell> params = {}) {
    return exec(Exec{.sql = sql, .params = std::move(params)});
  }
  /// Executes and reads all.
  std::vector<Row> query(std::string_view sql, std::vector<zin_cell> params = {});
  /// The only cell of the only row.
  std::string value(std::string_view sql, std::vector<zin_cell> params = {});
  /// Expects a failure, which is then in `fault`.
  zin_status fails(std::string_view sql, std::vector<zin_cell> params = {});
  Prepared prepare(std::string_view sql);
  zin_status txn(std::uint32_t verb, std::uint32_t mode = 0, std::string_view name = {});
  zin_status reset(std::uint32_t level);
  [[nodiscard]] std::string detail(std::string_view key) const;

  Fault fault;

 private:
  zin_conn* conn_ = nullptr;
};

/// A folder of its own, removed with all that is in it.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();
  [[nodiscard]] std::string file(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace zin::test
