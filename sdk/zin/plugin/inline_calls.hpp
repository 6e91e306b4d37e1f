// The calls of a driver that never block, built from ordinary member functions: the same for every
// kind of driver. SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "zin/abi/driver.h"
#include "zin/plugin/growth.hpp"
#include "zin/plugin/guard.hpp"
#include "zin/plugin/options.hpp"
#include "zin/plugin/text_view.hpp"

namespace zin::plugin {

/// `Driver` names its handle types and what each offers here:
///
///     struct Driver {
///       using Connection = ...;  // explicit Connection(const Options&): not yet connected
///                                // std::uint32_t state() const noexcept           ZIN_CONN_* bits
///                                // zin_status check() noexcept                    OK or CONN_LOST
///                                // zin_conn_info info() const
///                                // bool detail(std::uint32_t, zin_kv&) noexcept   false: no such
///                                entry
///                                // its destructor frees open statements and cursors too
///       using Statement = ...;   // zin_stmt_info info() noexcept;   void close() noexcept
///       using Cursor = ...;      // zin_result_info info();          void close() noexcept
///       static constexpr std::string_view option_keys = ...;
///     };
///
/// close() ends the handle's life: the driver frees it, or keeps it for reuse. Whatever a member
/// function throws becomes the call's status and zin_error.
template <class Driver>
struct InlineCalls {
  using Connection = typename Driver::Connection;
  using Statement = typename Driver::Statement;
  using Cursor = typename Driver::Cursor;

  static Connection& connection(const zin_conn* handle) noexcept {
    return *static_cast<Connection*>(static_cast<void*>(const_cast<zin_conn*>(handle)));
  }
  static Statement& statement(zin_stmt* handle) noexcept {
    return *static_cast<Statement*>(static_cast<void*>(handle));
  }
  static Cursor& cursor(zin_cursor* handle) noexcept {
    return *static_cast<Cursor*>(static_cast<void*>(handle));
  }
  static zin_conn* handle(Connection& connection) noexcept {
    return static_cast<zin_conn*>(static_cast<void*>(&connection));
  }
  static zin_stmt* handle(Statement& statement) noexcept {
    return static_cast<zin_stmt*>(static_cast<void*>(&statement));
  }
  static zin_cursor* handle(Cursor& cursor) noexcept {
    return static_cast<zin_cursor*>(static_cast<void*>(&cursor));
  }

  static zin_status ZIN_CALL conn_new(const zin_kv* options, std::uint32_t n, zin_conn** out,
                                      zin_error* err) {
    *out = nullptr;
    return guard(err, [&] {
      const Options given(options, n, Driver::option_keys);
      *out = handle(*std::make_unique<Connection>(given).release());
      return ZIN_OK;
    });
  }
  static void ZIN_CALL conn_close(zin_conn* conn) {
    const std::unique_ptr<Connection> owned(&connection(conn));
  }
  static std::uint32_t ZIN_CALL conn_state(const zin_conn* conn) {
    return connection(conn).state();
  }
  static zin_status ZIN_CALL conn_check(zin_conn* conn) { return connection(conn).check(); }
  static zin_status ZIN_CALL conn_info(zin_conn* conn, zin_conn_info* out) {
    return guard(nullptr, [&] {
      fill(out, zin_conn_info{connection(conn).info()});
      return ZIN_OK;
    });
  }
  static zin_status ZIN_CALL stmt_info(zin_stmt* stmt, zin_stmt_info* out) {
    fill(out, zin_stmt_info{statement(stmt).info()});
    return ZIN_OK;
  }
  static void ZIN_CALL stmt_close(zin_stmt* stmt) { statement(stmt).close(); }
  static zin_status ZIN_CALL result_info(zin_cursor* handle, zin_result_info* out) {
    return guard(nullptr, [&] {
      fill(out, zin_result_info{cursor(handle).info()});
      return ZIN_OK;
    });
  }
  static void ZIN_CALL cursor_close(zin_cursor* handle) { cursor(handle).close(); }
  static zin_status ZIN_CALL error_detail(zin_conn* conn, std::uint32_t index, zin_kv* out) {
    return connection(conn).detail(index, *out) ? ZIN_OK : ZIN_END;
  }
};

}  // namespace zin::plugin
