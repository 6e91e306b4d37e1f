// Group "lifecycle": from conn_new to conn_close.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <thread>

#include "../check.hpp"
#include "../connection.hpp"
#include "../heap.hpp"
#include "../host.hpp"
#include "../process_state.hpp"
#include "../scratch_table.hpp"
#include "../test_case.hpp"
#include "../text.hpp"

namespace zin::conform {
namespace {

void an_unknown_option_is_misuse_and_named(const Subject& s) {
  constexpr std::string_view key = "no_driver_has_this_option";
  const zin_kv option{str(key), str("1")};
  zin_conn* handle = nullptr;
  zin_error error = empty_error();
  const zin_status status = s.driver->conn_new(&option, 1, &handle, &error);
  if (status >= 0 && handle) s.driver->conn_close(handle);
  require(status == ZIN_E_MISUSE, "conn_new with an unknown option answered {}, not MISUSE",
          status);
  require(!handle, "a failed conn_new gave a handle");
  const std::string_view message{error.message, error.message_len};
  require(message.find(key) != std::string_view::npos, "the message does not name the key: '{}'",
          message);
}

void an_unconnected_handle_has_no_state(const Subject& s) {
  zin_conn* handle = Connection::new_handle(s);
  const std::uint32_t state = s.driver->conn_state(handle);
  zin_conn_info info{};
  info.struct_size = sizeof info;
  const zin_status status = s.driver->conn_info(handle, &info);
  s.driver->conn_close(handle);
  require(state == 0, "before connecting conn_state is {:#x}, not 0", state);
  require(status == ZIN_E_MISUSE, "before connecting conn_info answered {}, not MISUSE", status);
}

void connecting_makes_it_usable(const Subject& s) {
  Connection c{s};
  require(c.state() == ZIN_CONN_USABLE, "after connecting conn_state is {:#x}, not USABLE alone",
          c.state());
  if (s.driver->conn_check) {
    const zin_status status = s.driver->conn_check(c.get());
    require(status == ZIN_OK, "conn_check of a live connection answered {}", status);
  }
}

void conn_info_tells_who_serves(const Subject& s) {
  Connection c{s};
  const zin_conn_info& info = c.info();
  const std::uint64_t left_over = info.capabilities & ~s.driver->capabilities;
  require(left_over == 0, "the connection can {:#x}, which the driver's best one cannot",
          left_over);
  for (const zin_str text :
       {info.dialect, info.server_name, info.server_version_text, info.name_quotes}) {
    require(is_utf8(view(text)), "a text of zin_conn_info is not UTF-8");
  }
  require(info.name_quotes.len == 0 || info.name_quotes.len == 2,
          "name_quotes is '{}', which is not the two characters around a name",
          view(info.name_quotes));
  require((info.dialect.len == 0) == (s.driver->dialect.len == 0),
          "the driver's dialect is '{}', the connection's '{}'", view(s.driver->dialect),
          view(info.dialect));
}

void ping_and_reset_answer(const Subject& s) {
  Connection c{s};
  zin_error error = empty_error();
  if (s.driver->start_ping) {
    const zin_status status = s.driver->start_ping(c.get(), nullptr, nullptr, &error);
    require(status == ZIN_OK, "start_ping answered {}: {}", status, to_string(error));
  }
  if (!s.driver->start_reset) return;
  for (const std::uint32_t level : {ZIN_RESET_LIGHT, ZIN_RESET_FULL}) {
    const Reply reply = c.reset(level);
    require(reply.status == ZIN_OK, "start_reset({}) answered {}", level, reply.text());
    require(c.state() == ZIN_CONN_USABLE, "after a reset conn_state is {:#x}", c.state());
  }
}

void reset_treats_statements_as_declared(const Subject& s) {
  if (!s.driver->start_reset) skip("the driver has no start_reset");
  if (!s.can(ZIN_CAP_PREPARE)) skip("the driver has no CAP_PREPARE");
  Connection c{s};
  const ScratchTable table{c};
  Statement statement = c.prepare(table.select_sql());
  c.reset(ZIN_RESET_LIGHT);
  require(statement.attempt().ok(), "a light reset ended a prepared statement");
  c.reset(ZIN_RESET_FULL);
  const Reply reply = statement.attempt();
  if (c.can(ZIN_CAP_RESET_DROPS_STMTS)) {
    require(!reply.ok() && (reply.error.flags & ZIN_ERRF_STMT_GONE),
            "RESET_DROPS_STMTS is declared, but the statement answered {} without STMT_GONE",
            reply.text());
  } else {
    require(reply.ok(), "a full reset ended a prepared statement without RESET_DROPS_STMTS");
  }
}

void without_async_no_op_is_pending(const Subject& s) {
  if (s.driver->capabilities & (ZIN_CAP_ASYNC_FD | ZIN_CAP_ASYNC_WAKE)) {
    skip("the driver declares ASYNC");
  }
  Connection c{s};
  const ScratchTable table{c};
  zin_op op{sizeof op, 0, new_token(), ZIN_NEVER, ZIN_NEVER};
  zin_wait wait{};
  wait.struct_size = sizeof wait;
  const std::string sql = table.select_sql();
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = str(sql);
  zin_cursor* cursor = nullptr;
  zin_error error = empty_error();
  const zin_status status = s.driver->start_exec(c.get(), &exec, &op, &cursor, &wait, &error);
  require(status == ZIN_OK, "start_exec without OPF_SYNC answered {}", status);
  const Cursor closing{c, cursor};
}

void a_deadline_in_the_past_is_a_timeout_or_comes_too_late(const Subject& s) {
  Connection c{s};
  const ScratchTable table{c};
  const zin_op op{sizeof op, ZIN_OPF_SYNC, new_token(), now_ns() - 1, ZIN_NEVER};
  const std::string sql = table.select_sql();
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = str(sql);
  zin_cursor* cursor = nullptr;
  zin_error error = empty_error();
  const zin_status status = s.driver->start_exec(c.get(), &exec, &op, &cursor, nullptr, &error);
  if (status == ZIN_OK) s.driver->cursor_close(cursor);
  require(status == ZIN_OK || (status == ZIN_E_TIMEOUT && error.category == ZIN_CAT_TIMEOUT),
          "with a deadline in the past start_exec answered {}", to_string(error));
  const Reply again = c.attempt(sql);
  require(again.ok(), "the connection did not live on after a deadline: {}", again.text());
}

void a_cancel_of_nothing_is_ok(const Subject& s) {
  if (!s.can(ZIN_CAP_CANCEL)) skip("the driver has no CAP_CANCEL");
  Connection c{s};
  ScratchTable table{c};
  table.fill(1);
  for (const std::uint64_t token : {std::uint64_t{0}, new_token(), UINT64_MAX}) {
    zin_error error = empty_error();
    const zin_status status = s.driver->cancel(c.get(), token, now_ns() + 1'000'000'000, &error);
    require(status == ZIN_OK, "a cancel of an op that does not run answered {}: {}", status,
            to_string(error));
  }
  table.require_ids({1}, "after a late cancel");
}

void two_connections_are_independent(const Subject& s) {
  Connection first{s};
  Connection second{s};
  const ScratchTable table{first};
  second.close();
  require(first.attempt(table.select_sql()).ok(), "closing one connection hurt another");
}

void close_frees_what_is_open(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  Cursor cursor = c.open(table.select_sql());
  (void)cursor.fetch(1);
  c.close();
}

void close_frees_statements(const Subject& s) {
  if (!s.can(ZIN_CAP_PREPARE)) skip("the driver has no CAP_PREPARE");
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  const Statement statement = c.prepare(table.select_one_sql());
  const Statement other = c.prepare(table.insert_sql());
  c.close();
}

void close_is_allowed_inside_a_transaction(const Subject& s) {
  if (!s.can(ZIN_CAP_TXN)) skip("the driver has no CAP_TXN");
  Connection c{s};
  ScratchTable table{c};
  c.must(ZIN_TXN_BEGIN);
  table.insert(1, "lost");
  const std::string sql = table.select_sql();
  c.close();
  Connection again{s};
  if (!again.attempt(sql).ok()) return;  // each connection is a database of its own
  const auto rows = again.rows(sql);
  again.run(fmt::format("drop table {}", ScratchTable::name));
  require(rows.empty(), "{} uncommitted rows outlived their connection", rows.size());
}

void the_thread_may_change_between_calls(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  std::string trouble;
  const auto elsewhere = [&](auto&& work) {
    std::thread{[&] {
      try {
        work();
      } catch (const Failed& failed) {
        trouble = failed.message;
      }
    }}.join();
    require(trouble.empty(), "on another thread: {}", trouble);
  };
  elsewhere([&] { table.fill(2); });
  Cursor cursor = c.open(table.select_sql());
  elsewhere([&] { require(cursor.rest(1).size() == 2, "fetch lost a row"); });
  elsewhere([&] { cursor.close(); });
  table.require_ids({1, 2}, "after calls on other threads");
}

void descriptors_are_closed_on_exec(const Subject& s) {
  const auto before = open_descriptors();
  Connection c{s};
  ScratchTable table{c};
  table.fill(1);
  for (const auto& [fd, cloexec] : open_descriptors()) {
    require(cloexec || before.contains(fd), "descriptor {} would be inherited by a child process",
            fd);
  }
}

void close_closes_its_descriptors(const Subject& s) {
  {
    Connection warm{s};  // what is opened once per process stays
    const ScratchTable table{warm};
  }
  const auto before = open_descriptors();
  {
    Connection c{s};
    ScratchTable table{c};
    table.fill(1);
  }
  for (const auto& [fd, cloexec] : open_descriptors()) {
    require(before.contains(fd), "descriptor {} is still open after conn_close", fd);
  }
}

void nothing_is_leaked(const Subject& s) {
  const auto use = [&] {
    Connection c{s};
    ScratchTable table{c};
    table.fill(20);
    const bool prepares = s.can(ZIN_CAP_PREPARE);
    for (int i = 0; prepares && i < 5; ++i) {
      Statement statement = c.prepare(table.select_one_sql());
      statement.run({Value::integer(i)});
    }
    c.refuse("this is no statement");
    c.refuse(table.insert_sql(), {Value::integer(1), Value::text("twice")});
    Cursor open = c.open(table.select_sql());
    (void)open.fetch(1);
    c.close();
  };
  // What the allocator keeps in caches of its own comes to an end; a leak grows for ever.
  constexpr std::size_t times = 20;
  std::size_t growth = SIZE_MAX;
  for (int round = 0; round < 8 && growth > times * 32; ++round) {
    const std::size_t before = heap_bytes();
    for (std::size_t i = 0; i < times; ++i) use();
    const std::size_t after = heap_bytes();
    growth = after > before ? after - before : 0;
  }
  require(growth <= times * 32, "each {} connections take {} bytes more of the heap", times,
          growth);
  require(!heap_has_leaks(), "LeakSanitizer found leaks, see its report");
}

void shutdown_returns(const Subject& s) {
  {
    Connection c{s};
    const ScratchTable table{c};
  }
  if (s.plugin->shutdown) s.plugin->shutdown();
}

}  // namespace

std::span<const TestCase> lifecycle_tests() {
  static constexpr std::string_view group = "lifecycle";
  static constexpr TestCase tests[] = {
      {group, "an_unknown_option_is_misuse_and_named", "conn_new",
       an_unknown_option_is_misuse_and_named},
      {group, "an_unconnected_handle_has_no_state", "conn_state",
       an_unconnected_handle_has_no_state},
      {group, "connecting_makes_it_usable", "conn_state", connecting_makes_it_usable},
      {group, "conn_info_tells_who_serves", "conn_info", conn_info_tells_who_serves},
      {group, "ping_and_reset_answer", "start_reset", ping_and_reset_answer},
      {group, "reset_treats_statements_as_declared", "start_reset",
       reset_treats_statements_as_declared},
      {group, "without_async_no_op_is_pending", "R5", without_async_no_op_is_pending},
      {group, "a_deadline_in_the_past_is_a_timeout_or_comes_too_late", "Time",
       a_deadline_in_the_past_is_a_timeout_or_comes_too_late},
      {group, "a_cancel_of_nothing_is_ok", "cancel", a_cancel_of_nothing_is_ok},
      {group, "two_connections_are_independent", "R5", two_connections_are_independent},
      {group, "close_frees_what_is_open", "R3", close_frees_what_is_open},
      {group, "close_frees_statements", "R3", close_frees_statements},
      {group, "close_is_allowed_inside_a_transaction", "conn_close",
       close_is_allowed_inside_a_transaction},
      {group, "the_thread_may_change_between_calls", "R5", the_thread_may_change_between_calls},
      {group, "descriptors_are_closed_on_exec", "R8", descriptors_are_closed_on_exec},
      {group, "close_closes_its_descriptors", "R3", close_closes_its_descriptors},
      {group, "nothing_is_leaked", "R3", nothing_is_leaked},
      {group, "shutdown_returns", "R7", shutdown_returns},
  };
  return tests;
}

}  // namespace zin::conform
