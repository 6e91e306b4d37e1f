// The PostgreSQL driver as a plugin: its C functions begin the operations of a Connection, or go on
// with them. SPDX-License-Identifier: MIT
#include <libpq-fe.h>

#include "capabilities.hpp"
#include "connection.hpp"
#include "zin/plugin/entry.hpp"
#include "zin/plugin/inline_calls.hpp"

namespace zin::postgres {
namespace {

struct Driver {
  using Connection = postgres::Connection;
  using Statement = postgres::Statement;
  using Cursor = postgres::Cursor;
  static constexpr std::string_view option_keys = postgres::option_keys;
};
using Calls = plugin::InlineCalls<Driver>;
using plugin::guard;
using plugin::Operation;

Connection& owner(zin_conn* conn) noexcept { return Calls::connection(conn); }

zin_status ZIN_CALL start_connect(zin_conn* conn, const zin_op* op, zin_wait* wait,
                                  zin_error* err) {
  return guard(err, [&] {
    return owner(conn).start(Operation(op), Needs::unconnected, wait, owner(conn).connect());
  });
}

zin_status ZIN_CALL start_ping(zin_conn* conn, const zin_op* op, zin_wait* wait, zin_error* err) {
  return guard(
      err, [&] { return owner(conn).start(Operation(op), Needs::idle, wait, owner(conn).ping()); });
}

zin_status ZIN_CALL start_reset(zin_conn* conn, std::uint32_t level, const zin_op* op,
                                zin_wait* wait, zin_error* err) {
  return guard(err, [&] {
    Connection& connection = owner(conn);
    return connection.start(Operation(op), connection.is_loading() ? Needs::load : Needs::idle,
                            wait, connection.reset(level));
  });
}

zin_status ZIN_CALL op_step(zin_conn* conn, std::uint64_t token, std::uint32_t ready,
                            zin_wait* wait, zin_error* err) {
  return guard(err, [&] { return owner(conn).step(token, ready, wait); });
}

zin_status ZIN_CALL cancel(zin_conn* conn, std::uint64_t token, std::int64_t deadline_ns,
                           zin_error* err) {
  return guard(err, [&] {
    owner(conn).cancel(token, deadline_ns);
    return ZIN_OK;
  });
}

zin_status ZIN_CALL start_prepare(zin_conn* conn, zin_str sql, const zin_op* op, zin_stmt** out,
                                  zin_wait* wait, zin_error* err) {
  *out = nullptr;
  return guard(err, [&] {
    return owner(conn).start(Operation(op), Needs::idle, wait,
                             owner(conn).prepare(plugin::view(sql), out));
  });
}

zin_status ZIN_CALL start_exec(zin_conn* conn, const zin_exec* exec, const zin_op* op,
                               zin_cursor** out, zin_wait* wait, zin_error* err) {
  *out = nullptr;
  return guard(err, [&] {
    const plugin::Whole<zin_exec> whole(exec);
    return owner(conn).start(Operation(op), Needs::idle, wait, owner(conn).execute(*whole, out));
  });
}

zin_status ZIN_CALL start_batch(zin_conn* conn, const zin_exec* items, std::uint32_t n,
                                std::uint32_t flags, const zin_op* op, zin_cursor** out,
                                zin_wait* wait, zin_error* err) {
  *out = nullptr;
  return guard(err, [&] {
    return owner(conn).start(Operation(op), Needs::idle, wait,
                             owner(conn).batch(items, n, flags, out));
  });
}

zin_status ZIN_CALL start_txn(zin_conn* conn, std::uint32_t verb, std::uint32_t mode, zin_str name,
                              const zin_op* op, zin_wait* wait, zin_error* err) {
  return guard(err, [&] {
    return owner(conn).start(Operation(op), Needs::idle, wait,
                             owner(conn).transact(verb, mode, plugin::view(name)));
  });
}

zin_status ZIN_CALL fetch(zin_cursor* handle, std::uint32_t max_rows, const zin_op* op,
                          zin_rows* rows, zin_wait* wait, zin_error* err) {
  return guard(err, [&]() -> zin_status {
    Cursor& cursor = Calls::cursor(handle);
    Connection& connection = cursor.owner();
    if (!connection.has_rows_in_memory())
      return connection.start(Operation(op), Needs::cursor, wait, connection.fetch(max_rows, rows));
    if (rows->struct_size >= sizeof(zin_rows)) [[likely]]
      return cursor.fetch_held(max_rows, *rows);
    zin_rows whole{};
    const zin_status status = cursor.fetch_held(max_rows, whole);
    if (status == ZIN_OK) plugin::fill(rows, whole);
    return status;
  });
}

zin_status ZIN_CALL next_result(zin_cursor* handle, zin_cursor** detached, const zin_op* op,
                                zin_wait* wait, zin_error* err) {
  if (detached != nullptr) *detached = nullptr;
  return guard(err, [&]() -> zin_status {
    Connection& connection = Calls::cursor(handle).owner();
    if (connection.has_no_next()) return connection.end_of_results();
    return connection.start(Operation(op), Needs::cursor, wait, connection.next_result());
  });
}

// -- the extensions

zin_status ZIN_CALL start_begin(zin_conn* conn, const zin_bulk_target* target, const zin_op* op,
                                zin_wait* wait, zin_error* err) {
  return guard(err, [&] {
    return owner(conn).start(Operation(op), Needs::idle, wait, owner(conn).begin_load(target));
  });
}

zin_status ZIN_CALL start_rows(zin_conn* conn, const zin_cell* cells, std::uint32_t nrows,
                               const zin_op* op, zin_wait* wait, zin_error* err) {
  return guard(err, [&] {
    return owner(conn).start(Operation(op), Needs::load, wait, owner(conn).load_rows(cells, nrows));
  });
}

zin_status ZIN_CALL start_end(zin_conn* conn, std::uint32_t commit, std::int64_t* affected,
                              const zin_op* op, zin_wait* wait, zin_error* err) {
  return guard(err, [&] {
    return owner(conn).start(Operation(op), Needs::load, wait,
                             owner(conn).end_load(commit != 0, affected));
  });
}

zin_status ZIN_CALL poll_notification(zin_conn* conn, zin_notification* out, zin_error* err) {
  return guard(err, [&]() -> zin_status {
    Connection& connection = owner(conn);
    const bool lost = connection.check() != ZIN_OK;
    if (connection.state() != 0 && connection.take_notification(out)) return ZIN_OK;
    if (lost) throw connection_lost("the server has closed the connection", false);
    return ZIN_END;
  });
}

zin_status ZIN_CALL start_wait(zin_conn* conn, zin_notification* out, const zin_op* op,
                               zin_wait* wait, zin_error* err) {
  return guard(err, [&] {
    return owner(conn).start(Operation(op), Needs::idle, wait, owner(conn).wait_notification(out));
  });
}

constexpr zin_bulk bulk = {
    .struct_size = sizeof(zin_bulk),
    .reserved0 = 0,
    .start_begin = &start_begin,
    .start_rows = &start_rows,
    .start_end = &start_end,
};

constexpr zin_notify notify = {
    .struct_size = sizeof(zin_notify),
    .reserved0 = 0,
    .poll = &poll_notification,
    .start_wait = &start_wait,
};

const void* ZIN_CALL get_extension(zin_str id) {
  if (plugin::view(id) == ZIN_EXT_BULK) return &bulk;
  if (plugin::view(id) == ZIN_EXT_NOTIFY) return &notify;
  return nullptr;
}

constexpr zin_driver driver = {
    .struct_size = sizeof(zin_driver),
    .param_style = ZIN_PARAM_DOLLAR,
    .capabilities = capabilities,
    .name = plugin::str("postgres"),
    .aliases = plugin::str("postgresql pgsql"),
    .dialect = plugin::str("postgres"),
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
    .start_batch = &start_batch,
    .start_txn = &start_txn,
    .result_info = &Calls::result_info,
    .fetch = &fetch,
    .next_result = &next_result,
    .cursor_close = &Calls::cursor_close,
    .error_detail = &Calls::error_detail,
    .get_extension = &get_extension,
};

constexpr zin_plugin self_description = plugin::describe(
    {
        .name = "postgres",
        .version = ZIN_PLUGIN_VERSION,
        .vendor = "zin",
        .license = "MIT",
        .build = "compiler " __VERSION__ ", libpq headers " ZIN_LIBPQ_VERSION,
    },
    &plugin::only_driver<driver>, &Canceller::join_all);

}  // namespace
}  // namespace zin::postgres

ZIN_PLUGIN_ENTRY(zin::postgres::self_description)
