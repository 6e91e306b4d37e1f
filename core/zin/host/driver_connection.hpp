// One connection of a driver, its statements and cursors, as C++ objects that close themselves.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <source_location>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/abi/driver.h"
#include "zin/base/deadline.hpp"
#include "zin/host/driver_handle.hpp"
#include "zin/host/operation.hpp"
#include "zin/host/status.hpp"
#include "zin/loop/loop.hpp"
#include "zin/loop/workers.hpp"

namespace zin::host {

using Options = std::vector<std::pair<std::string, std::string>>;

/// What a call needs to be carried out and explained.
struct CallContext {
  StatusContext status{};
  Deadline deadline{};
  std::chrono::nanoseconds slack = grace;  ///< Beyond the deadline, see grace.
};

/// What is known only after connecting.
struct ServerInfo {
  std::string dialect;
  std::string server_name;
  std::string server_version;
  std::string name_quotes;  ///< Two characters, or none.
  std::uint64_t capabilities = 0;
  std::uint64_t max_sql_bytes = 0;
  std::uint32_t max_params = 0;
  std::uint32_t max_batch_items = 0;
};

/// A zin_error whose text is left unset, as the hot path wants it: the driver sets every field on
/// failure, and nobody reads it on success.
struct ErrorSlot {
  zin_error error;
  ErrorSlot() noexcept {  // NOLINT(*-member-init)
    error.struct_size = sizeof error;
    error.status = 0;
    error.category = 0;
    error.flags = 0;
    error.native_code = 0;
    error.position = error.retry_after_ns = -1;
    error.batch_index = error.row_index = ZIN_NO_INDEX;
    error.sqlstate[0] = '\0';
    error.message_len = 0;
  }
};

class DriverConnection;

/// Through the connection, which may have been left to the process's parent.
struct StatementCloser {
  const DriverConnection* connection;
  void operator()(zin_stmt* statement) const noexcept;
};
using StatementHandle = std::unique_ptr<zin_stmt, StatementCloser>;

struct CursorCloser {
  const DriverConnection* connection;
  void operator()(zin_cursor* cursor) const noexcept;
};
using CursorHandle = std::unique_ptr<zin_cursor, CursorCloser>;

/// Owns a zin_conn. Its statements and cursors must be closed before it. A call takes the driver's
/// blocking path on the caller's thread, or waits on the caller's fiber; failures are thrown as
/// Error. [one thread at a time] [blocks]
class DriverConnection {
 public:
  /// Unconnected. `workers` is where a fiber does what blocks, nullptr when there are no fibers.
  /// Throws Errc::invalid_config for an option that the driver does not take.
  DriverConnection(const DriverHandle& driver, const Options& options,
                   detail::Workers* workers = nullptr);
  DriverConnection(const DriverConnection&) = delete;
  DriverConnection& operator=(const DriverConnection&) = delete;

  [[nodiscard]] const DriverHandle& driver() const noexcept { return *driver_; }
  [[nodiscard]] const zin_driver& table() const noexcept { return driver_->table(); }
  /// For error_of(): still the property of this object.
  [[nodiscard]] zin_conn* raw() const noexcept { return handle_.get(); }

  /// Connects and logs in. After a failure the object is of no use.
  void connect(Deadline deadline);
  /// Requires: connect() has returned.
  [[nodiscard]] const ServerInfo& server() const noexcept { return server_; }
  [[nodiscard]] bool can(std::uint64_t capability) const noexcept {
    return (server_.capabilities & capability) == capability;
  }

  /// ZIN_CONN_* bits; 0 when the connection is dead. Cheap.
  [[nodiscard]] std::uint32_t state() const noexcept { return table().conn_state(handle_.get()); }
  /// Whether an idle connection still stands, as far as that shows without a round trip.
  [[nodiscard]] bool stands() const noexcept;
  void ping(Deadline deadline);
  /// Makes it ready for the next borrower, level = ZIN_RESET_*. The connection is given up at the
  /// deadline itself.
  void reset(std::uint32_t level, Deadline deadline);

  /// Requires: can(ZIN_CAP_PREPARE).
  [[nodiscard]] StatementHandle prepare(std::string_view sql, const CallContext& call);
  /// Starts `exec`. A status below 0 is for fail().
  [[nodiscard]] zin_status execute(const zin_exec& exec, Operation& op, CursorHandle* cursor,
                                   zin_error* error) {
    zin_cursor* made = nullptr;
    const zin_status status = finish(
        op, table().start_exec(handle_.get(), &exec, op.op(), &made, op.wait(), error), error);
    if (status >= 0) [[likely]]
      *cursor = CursorHandle{made, CursorCloser{this}};
    return status;
  }
  /// The next rows, or ZIN_END. Cells live until the next call on this cursor.
  [[nodiscard]] zin_status fetch(const CursorHandle& cursor, std::uint32_t max_rows, Operation& op,
                                 zin_rows* rows, zin_error* error) {
    return finish(op, table().fetch(cursor.get(), max_rows, op.op(), rows, op.wait(), error),
                  error);
  }
  /// The end of an operation of this connection that a call began; see Operation::finish().
  [[nodiscard]] zin_status finish(Operation& op, zin_status status, zin_error* error) {
    return op.finish(status, table(), handle_.get(), watch_, error);
  }
  /// verb = ZIN_TXN_*, mode = ZIN_TX_*. Throws Errc::unsupported when the driver has none.
  void transact(std::uint32_t verb, std::uint32_t mode, std::string_view name,
                const CallContext& call);
  /// In a forked child, where nothing may be called on it any more: from now on each call throws
  /// Errc::closed, and closing a statement or cursor does nothing. Must not be destroyed then.
  void leave_to_parent() noexcept;
  /// Throws the Error for a failed status of this connection.
  [[noreturn]] void fail(zin_status status, const zin_error& error, const CallContext& call) const;

 private:
  struct Closer {
    const DriverHandle* driver;
    void operator()(zin_conn* connection) const noexcept { driver->table().conn_close(connection); }
  };

  const DriverHandle* driver_;
  detail::Workers* workers_;
  std::unique_ptr<zin_conn, Closer> handle_;
  std::unique_ptr<detail::Watch> watch_;  // of the descriptors, with the loop that waited last
  ServerInfo server_;
};

inline void StatementCloser::operator()(zin_stmt* statement) const noexcept {
  connection->table().stmt_close(statement);
}
inline void CursorCloser::operator()(zin_cursor* cursor) const noexcept {
  connection->table().cursor_close(cursor);
}

}  // namespace zin::host
