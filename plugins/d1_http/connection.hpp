// A connection to one database, as the host sees it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "cursor.hpp"
#include "service.hpp"
#include "zin/abi/driver.h"
#include "zin/plugin/operation.hpp"
#include "zin/plugin/options.hpp"

namespace zin::d1 {

class Connection;

/// A statement that was taken apart once; the service hears of it when it is executed.
class Statement {
 public:
  Statement(Connection& owner, std::string_view sql) : owner_(owner), sql_(scan_sql(sql)) {}

  [[nodiscard]] zin_stmt_info info() const noexcept;
  /// Ends the life of this object.
  void close() noexcept;
  [[nodiscard]] const ScannedSql& sql() const noexcept { return sql_; }

  std::size_t slot = 0;  ///< Where its connection keeps it.
  bool open = false;     ///< It has a cursor.

 private:
  Connection& owner_;
  ScannedSql sql_;
};

/// Has no state on the server: each call is a request of its own. See driver.h for the meaning of
/// each. [one thread at a time], but for cancel().
class Connection {
 public:
  Connection(std::unique_ptr<Service> service, std::uint64_t capabilities)
      : service_(std::move(service)), capabilities_(capabilities) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void connect(const plugin::Operation& op);
  [[nodiscard]] std::uint32_t state() const noexcept {
    return connected_ ? std::uint32_t{ZIN_CONN_USABLE} : 0;
  }
  /// Always OK: the next request finds its own way.
  [[nodiscard]] zin_status check() noexcept { return ZIN_OK; }
  [[nodiscard]] zin_conn_info info() const;
  void ping(const plugin::Operation& op);
  void reset(std::uint32_t level, const plugin::Operation& op);
  void cancel(std::uint64_t token, std::int64_t deadline_ns) noexcept;

  [[nodiscard]] Statement& prepare(std::string_view sql, const plugin::Operation& op);
  [[nodiscard]] Cursor& exec(const zin_exec& exec, const plugin::Operation& op);
  [[nodiscard]] Cursor& batch(const zin_exec* items, std::uint32_t count, std::uint32_t flags,
                              const plugin::Operation& op);
  [[noreturn]] void transact(std::uint32_t verb, std::uint32_t mode, std::string_view name,
                             const plugin::Operation& op);
  /// constraint, table and column of the last failure, those that the message named.
  [[nodiscard]] bool detail(std::uint32_t index, zin_kv& out) const noexcept;

  void drop(Statement& statement) noexcept;
  void drop(Cursor& cursor) noexcept;

 private:
  void require_open() const;
  [[nodiscard]] std::shared_ptr<Answer> run(std::span<const Item> items, bool safe,
                                            const plugin::Operation& op);
  [[nodiscard]] Cursor& exec_rows(const zin_exec& exec, const ScannedSql& sql, Statement* statement,
                                  const plugin::Operation& op);
  [[nodiscard]] Cursor& add(std::unique_ptr<Cursor> cursor);

  std::unique_ptr<Service> service_;
  std::uint64_t capabilities_;
  std::vector<std::unique_ptr<Statement>> statements_;
  std::vector<std::unique_ptr<Cursor>> cursors_;  // die before the statements
  sqlite::ConstraintDetails details_;
  bool connected_ = false;
};

}  // namespace zin::d1
