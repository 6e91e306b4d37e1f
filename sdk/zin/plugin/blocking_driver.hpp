// The table of a driver whose calls block: ordinary member functions behind the C functions of the
// ABI. SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "zin/abi/driver.h"
#include "zin/plugin/inline_calls.hpp"
#include "zin/plugin/operation.hpp"

namespace zin::plugin {

/// Builds a zin_driver from a `Driver` as inline_calls.hpp describes, whose handles also offer:
///
///     Connection  void connect(const Operation&)
///                 void ping(const Operation&)
///                 void reset(std::uint32_t level, const Operation&)
///                 void cancel(std::uint64_t token, std::int64_t deadline_ns)        [thread-safe]
///                 Statement& prepare(std::string_view sql, const Operation&)
///                 Cursor& exec(const zin_exec&, const Operation&)   every field of it may be read
///                 void transact(verb, mode, std::string_view name, const Operation&)
///     Cursor      zin_status fetch(std::uint32_t max_rows, const Operation&, zin_rows&)  OK or END
///                 zin_status next(const Operation&)                                      OK or END
///     Driver      static constexpr: param_style, capabilities, name, aliases, dialect, option_keys
///
/// No call answers PENDING, so CAP_BLOCKING belongs to `capabilities`. A driver with ASYNC_* builds
/// its table from InlineCalls and start_* functions of its own.
template <class Driver>
struct BlockingDriver : InlineCalls<Driver> {
  using Calls = InlineCalls<Driver>;

  static zin_status ZIN_CALL start_connect(zin_conn* conn, const zin_op* op, zin_wait*,
                                           zin_error* err) {
    return guard(err, [&] {
      Calls::connection(conn).connect(Operation(op));
      return ZIN_OK;
    });
  }
  static zin_status ZIN_CALL start_ping(zin_conn* conn, const zin_op* op, zin_wait*,
                                        zin_error* err) {
    return guard(err, [&] {
      Calls::connection(conn).ping(Operation(op));
      return ZIN_OK;
    });
  }
  static zin_status ZIN_CALL start_reset(zin_conn* conn, std::uint32_t level, const zin_op* op,
                                         zin_wait*, zin_error* err) {
    return guard(err, [&] {
      Calls::connection(conn).reset(level, Operation(op));
      return ZIN_OK;
    });
  }
  static zin_status ZIN_CALL op_step(zin_conn*, std::uint64_t, std::uint32_t, zin_wait*,
                                     zin_error* err) {
    return guard(err, []() -> zin_status { throw misuse("no operation is pending"); });
  }
  static zin_status ZIN_CALL cancel(zin_conn* conn, std::uint64_t token, std::int64_t deadline_ns,
                                    zin_error* err) {
    return guard(err, [&] {
      Calls::connection(conn).cancel(token, deadline_ns);
      return ZIN_OK;
    });
  }
  static zin_status ZIN_CALL start_prepare(zin_conn* conn, zin_str sql, const zin_op* op,
                                           zin_stmt** out, zin_wait*, zin_error* err) {
    *out = nullptr;
    return guard(err, [&] {
      *out = Calls::handle(Calls::connection(conn).prepare(view(sql), Operation(op)));
      return ZIN_OK;
    });
  }
  static zin_status ZIN_CALL start_exec(zin_conn* conn, const zin_exec* exec, const zin_op* op,
                                        zin_cursor** out, zin_wait*, zin_error* err) {
    *out = nullptr;
    return guard(err, [&] {
      const Whole<zin_exec> whole(exec);
      *out = Calls::handle(Calls::connection(conn).exec(*whole, Operation(op)));
      return ZIN_OK;
    });
  }
  static zin_status ZIN_CALL start_txn(zin_conn* conn, std::uint32_t verb, std::uint32_t mode,
                                       zin_str name, const zin_op* op, zin_wait*, zin_error* err) {
    return guard(err, [&] {
      Calls::connection(conn).transact(verb, mode, view(name), Operation(op));
      return ZIN_OK;
    });
  }
  static zin_status ZIN_CALL fetch(zin_cursor* handle, std::uint32_t max_rows, const zin_op* op,
                                   zin_rows* rows, zin_wait*, zin_error* err) {
    return guard(err, [&]() -> zin_status {
      if (rows->struct_size >= sizeof(zin_rows)) [[likely]]
        return Calls::cursor(handle).fetch(max_rows, Operation(op), *rows);
      zin_rows whole{};
      const zin_status status = Calls::cursor(handle).fetch(max_rows, Operation(op), whole);
      fill(rows, whole);
      return status;
    });
  }
  static zin_status ZIN_CALL next_result(zin_cursor* handle, zin_cursor** detached,
                                         const zin_op* op, zin_wait*, zin_error* err) {
    if (detached != nullptr) *detached = nullptr;
    return guard(err, [&]() -> zin_status { return Calls::cursor(handle).next(Operation(op)); });
  }
  static const void* ZIN_CALL get_extension(zin_str) { return nullptr; }

  static constexpr zin_driver table = {
      .struct_size = sizeof(zin_driver),
      .param_style = Driver::param_style,
      .capabilities = Driver::capabilities,
      .name = str(Driver::name),
      .aliases = str(Driver::aliases),
      .dialect = str(Driver::dialect),
      .option_keys = str(Driver::option_keys),
      .conn_new = &Calls::conn_new,
      .conn_close = &Calls::conn_close,
      .start_connect = &start_connect,
      .conn_state = &Calls::conn_state,
      .conn_check = &Calls::conn_check,
      .conn_info = &Calls::conn_info,
      .start_ping = &start_ping,
      .start_reset = &start_reset,
      .op_step = &op_step,
      .cancel = &cancel,
      .start_prepare = &start_prepare,
      .stmt_info = &Calls::stmt_info,
      .stmt_close = &Calls::stmt_close,
      .start_exec = &start_exec,
      .start_batch = nullptr,
      .start_txn = &start_txn,
      .result_info = &Calls::result_info,
      .fetch = &fetch,
      .next_result = &next_result,
      .cursor_close = &Calls::cursor_close,
      .error_detail = &Calls::error_detail,
      .get_extension = &get_extension,
  };
};

}  // namespace zin::plugin
