// The driver for MySQL and MariaDB as a plugin.
// SPDX-License-Identifier: MIT
#include "capabilities.hpp"
#include "client.hpp"
#include "connect_options.hpp"
#include "connection.hpp"
#include "cursor.hpp"
#include "late_kill.hpp"
#include "statement.hpp"
#include "zin/abi/ext_local_infile.h"
#include "zin/plugin/entry.hpp"
#include "zin/plugin/inline_calls.hpp"
#include "zin/plugin/operation.hpp"

namespace zin::mysql {
namespace {

using plugin::guard;
using plugin::Operation;
using plugin::view;

struct Driver {
  using Connection = mysql::Connection;
  using Statement = mysql::Statement;
  using Cursor = mysql::Cursor;
  static constexpr std::string_view option_keys = mysql::option_keys;
};

using Calls = plugin::InlineCalls<Driver>;

zin_status ZIN_CALL start_connect(zin_conn* conn, const zin_op* op, zin_wait* wait,
                                  zin_error* err) {
  return guard(err, [&] { return Calls::connection(conn).start_connect(Operation(op), wait); });
}

zin_status ZIN_CALL start_ping(zin_conn* conn, const zin_op* op, zin_wait* wait, zin_error* err) {
  return guard(err, [&] { return Calls::connection(conn).start_ping(Operation(op), wait); });
}

zin_status ZIN_CALL start_reset(zin_conn* conn, std::uint32_t level, const zin_op* op,
                                zin_wait* wait, zin_error* err) {
  return guard(err,
               [&] { return Calls::connection(conn).start_reset(level, Operation(op), wait); });
}

zin_status ZIN_CALL op_step(zin_conn* conn, std::uint64_t token, std::uint32_t ready,
                            zin_wait* wait, zin_error* err) {
  return guard(err, [&] { return Calls::connection(conn).step(token, ready, wait); });
}

zin_status ZIN_CALL cancel(zin_conn* conn, std::uint64_t token, std::int64_t deadline_ns,
                           zin_error* err) {
  return guard(err, [&] {
    Calls::connection(conn).cancel(token, deadline_ns);
    return ZIN_OK;
  });
}

zin_status ZIN_CALL start_prepare(zin_conn* conn, zin_str sql, const zin_op* op, zin_stmt** out,
                                  zin_wait* wait, zin_error* err) {
  *out = nullptr;
  return guard(err, [&] {
    return Calls::connection(conn).start_prepare(view(sql), out, Operation(op), wait);
  });
}

zin_status ZIN_CALL start_exec(zin_conn* conn, const zin_exec* exec, const zin_op* op,
                               zin_cursor** out, zin_wait* wait, zin_error* err) {
  *out = nullptr;
  return guard(err, [&] {
    const plugin::Whole<zin_exec> whole(exec);
    return Calls::connection(conn).start_exec(*whole, out, Operation(op), wait);
  });
}

zin_status ZIN_CALL start_txn(zin_conn* conn, std::uint32_t verb, std::uint32_t mode, zin_str name,
                              const zin_op* op, zin_wait* wait, zin_error* err) {
  return guard(err, [&] {
    return Calls::connection(conn).start_transact(verb, mode, view(name), Operation(op), wait);
  });
}

zin_status ZIN_CALL fetch(zin_cursor* cursor, std::uint32_t max_rows, const zin_op* op,
                          zin_rows* rows, zin_wait* wait, zin_error* err) {
  return guard(err,
               [&] { return Calls::cursor(cursor).fetch(max_rows, Operation(op), rows, wait); });
}

zin_status ZIN_CALL next_result(zin_cursor* cursor, zin_cursor** detached, const zin_op* op,
                                zin_wait* wait, zin_error* err) {
  if (detached != nullptr) *detached = nullptr;
  return guard(err, [&] { return Calls::cursor(cursor).next(Operation(op), wait); });
}

zin_status ZIN_CALL start_load(zin_conn* conn, zin_str sql, zin_str data, zin_local_loaded* out,
                               const zin_op* op, zin_wait* wait, zin_error* err) {
  return guard(err, [&] {
    return Calls::connection(conn).start_local_load(view(sql), view(data), out, Operation(op),
                                                    wait);
  });
}

constexpr zin_local_infile local_infile = {
    .struct_size = sizeof(zin_local_infile),
    .reserved0 = 0,
    .start_load = &start_load,
};

const void* ZIN_CALL get_extension(zin_str id) {
  return view(id) == ZIN_EXT_LOCAL_INFILE ? &local_infile : nullptr;
}

constexpr zin_driver table = {
    .struct_size = sizeof(zin_driver),
    .param_style = ZIN_PARAM_QMARK,
    .capabilities = all_capabilities,
    .name = plugin::str("mysql"),
    .aliases = plugin::str("mariadb"),
    .dialect = plugin::str("mysql"),
    .option_keys = plugin::str(option_keys),
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

constexpr zin_plugin description = plugin::describe(
    {
        .name = "mysql",
        .version = ZIN_PLUGIN_VERSION,
        .vendor = "zin",
        .license = "MIT",
        .build = "compiler " __VERSION__ ", MariaDB Connector/C " MARIADB_PACKAGE_VERSION,
    },
    &plugin::only_driver<table>, &join_late_kills);

}  // namespace
}  // namespace zin::mysql

ZIN_PLUGIN_ENTRY(zin::mysql::description)
