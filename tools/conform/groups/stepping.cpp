// Group "stepping": operations that answer PENDING and go on in op_step.
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "../check.hpp"
#include "../dribbling_proxy.hpp"
#include "../host.hpp"
#include "../scratch_table.hpp"
#include "../stepper.hpp"
#include "../test_case.hpp"
#include "../text.hpp"

namespace zin::conform {
namespace {

void needs_steps(const Subject& s) {
  if ((s.driver->capabilities & (ZIN_CAP_ASYNC_FD | ZIN_CAP_ASYNC_WAKE)) == 0)
    skip("the driver does not declare ASYNC");
}

/// All rows of one statement, every call of it stepped.
std::vector<Row> rows_by_steps(const zin_driver& driver, zin_conn* connection, std::string_view sql,
                               const Stepping& how) {
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.flags = ZIN_EXEC_STREAM;
  exec.sql = str(sql);
  zin_cursor* cursor = nullptr;
  Stepping same = how;
  same.token = new_token();
  Stepper stepper{driver, connection, same};
  const Reply started = stepper.run([&](const zin_op* op, zin_wait* wait, zin_error* err) {
    return driver.start_exec(connection, &exec, op, &cursor, wait, err);
  });
  require(started.ok(), "stepped, \"{}\" failed: {}", sql, started.text());
  require(cursor != nullptr, "a stepped start_exec was OK and gave no cursor");
  std::vector<Row> all;
  for (;;) {
    zin_rows rows{};
    rows.struct_size = sizeof rows;
    const Reply reply = stepper.run([&](const zin_op* op, zin_wait* wait, zin_error* err) {
      return driver.fetch(cursor, 0, op, &rows, wait, err);
    });
    require(reply.ok(), "a stepped fetch failed: {}", reply.text());
    if (reply.status == ZIN_END) break;
    for (std::uint32_t r = 0; r < rows.nrows; ++r) {
      Row row;
      for (std::uint32_t c = 0; c < rows.ncols; ++c)
        row.push_back(Value::copy(rows.cells[std::size_t{r} * rows.ncols + c]).canonical());
      all.push_back(std::move(row));
    }
  }
  driver.cursor_close(cursor);
  return all;
}

void require_all(const std::vector<Row>& rows, std::int64_t n) {
  require(rows.size() == static_cast<std::size_t>(n), "{} rows came, not {}", rows.size(), n);
  for (std::int64_t id = 1; id <= n; ++id) {
    const Row& row = rows[static_cast<std::size_t>(id - 1)];
    require(row == row_of(id), "row {} is ({}, {})", id, to_string(row.at(0)),
            to_string(row.at(1)));
  }
}

void steps_on_any_thread_give_the_same_rows(const Subject& s) {
  needs_steps(s);
  Connection c{s};
  ScratchTable table{c};
  table.fill(200);
  require_all(rows_by_steps(c.driver(), c.get(), table.select_sql(), {.hops = true}), 200);
}

void spurious_steps_are_harmless(const Subject& s) {
  needs_steps(s);
  Connection c{s};
  ScratchTable table{c};
  table.fill(50);
  require_all(rows_by_steps(c.driver(), c.get(), table.select_sql(), {.spurious = true}), 50);
}

void a_stepped_prepare_gives_a_statement(const Subject& s) {
  needs_steps(s);
  if (!s.can(ZIN_CAP_PREPARE)) skip("the driver has no CAP_PREPARE");
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  const std::string sql = with_placeholders(table.select_one_sql(), c.driver().param_style);
  zin_stmt* handle = nullptr;
  const Reply reply = Stepper{c, {}}.run([&](const zin_op* op, zin_wait* wait, zin_error* err) {
    return c.driver().start_prepare(c.get(), str(sql), op, &handle, wait, err);
  });
  require(reply.ok() && handle != nullptr, "a stepped prepare answered {}", reply.text());
  Statement statement{c, handle};
  require(statement.open({Value::integer(2)}).rest().size() == 1, "it finds no row");
}

void stepped_transactions_keep_and_undo(const Subject& s) {
  needs_steps(s);
  if (!s.can(ZIN_CAP_TXN)) skip("the driver has no CAP_TXN");
  Connection c{s};
  ScratchTable table{c};
  const auto verb = [&](std::uint32_t which) {
    const Reply reply = Stepper{c, {}}.run([&](const zin_op* op, zin_wait* wait, zin_error* err) {
      return c.driver().start_txn(c.get(), which, 0, str(""), op, wait, err);
    });
    require(reply.ok(), "a stepped start_txn({}) answered {}", which, reply.text());
  };
  verb(ZIN_TXN_BEGIN);
  require((c.state() & ZIN_CONN_IN_TXN) != 0, "after a stepped BEGIN there is no transaction");
  table.insert(1, "v1");
  verb(ZIN_TXN_ROLLBACK);
  verb(ZIN_TXN_BEGIN);
  table.insert(2, "v2");
  verb(ZIN_TXN_COMMIT);
  table.require_ids({2}, "after a stepped ROLLBACK and a stepped COMMIT");
}

void an_end_that_is_asked_for_keeps_the_connection(const Subject& s) {
  needs_steps(s);
  if (!s.can(ZIN_CAP_CANCEL_STEP)) skip("the driver has no CAP_CANCEL_STEP");
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  const std::string sql = table.select_sql();
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = str(sql);
  for (int i = 0; i < 5; ++i) {
    zin_cursor* cursor = nullptr;
    const Reply reply =
        Stepper{c, {.cancels = true}}.run([&](const zin_op* op, zin_wait* wait, zin_error* err) {
          return c.driver().start_exec(c.get(), &exec, op, &cursor, wait, err);
        });
    if (reply.ok()) c.driver().cursor_close(cursor);  // it won the race
    require(reply.ok() || reply.status == ZIN_E_CANCELLED, "a cancel by step answered {}",
            reply.text());
    require((c.state() & ZIN_CONN_USABLE) != 0, "after a cancel by step conn_state is {:#x}",
            c.state());
    table.require_ids({1, 2, 3}, "after a cancel by step");
  }
}

void an_operation_in_flight_shuts_out_others(const Subject& s) {
  needs_steps(s);
  Connection c{s};
  ScratchTable table{c};
  table.fill(1);
  const std::string sql = table.select_sql();
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = str(sql);
  Stepper stepper{c, {}};
  const zin_op op{sizeof op, 0, stepper.token(), ZIN_NEVER, ZIN_NEVER};
  zin_wait wait{};
  wait.struct_size = sizeof wait;
  zin_cursor* cursor = nullptr;
  zin_status status = c.driver().start_exec(c.get(), &exec, &op, &cursor, &wait, nullptr);
  if (status == ZIN_PENDING) {
    require((c.state() & ZIN_CONN_BUSY) != 0, "with an op PENDING the connection is not BUSY");
    const Reply other = c.attempt(sql);
    require(other.status == ZIN_E_MISUSE, "a second operation answered {}", other.text());
    const zin_status stranger = c.driver().op_step(c.get(), new_token(), 0, &wait, nullptr);
    require(stranger == ZIN_E_MISUSE, "a step of another token answered {}", stranger);
  }
  if (status == ZIN_PENDING) status = stepper.go_on(wait).status;
  require(status == ZIN_OK, "the operation answered {}", status);
  c.driver().cursor_close(cursor);
}

std::string option_of(const Subject& s, std::string_view wanted) {
  std::string found;
  for (const auto& [key, value] : s.options.connection)
    if (key == wanted) found = value;
  return found;
}

void a_server_may_dribble(const Subject& s) {
  needs_steps(s);
  const std::string host = option_of(s, "host");
  const std::string port = option_of(s, "port");
  if (host.empty() || port.empty() || host.starts_with('/') || !option_of(s, "socket").empty())
    skip("needs the options host and port");
  Connection plain{s};
  ScratchTable table{plain};
  table.fill(30);
  const DribblingProxy proxy{host, port};
  std::vector<zin_kv> options;
  for (const auto& [key, value] : s.options.connection)
    if (key != "host" && key != "port") options.push_back({str(key), str(value)});
  options.push_back({str("host"), str("127.0.0.1")});
  options.push_back({str("port"), str(proxy.port())});
  zin_conn* handle = nullptr;
  zin_error error = empty_error();
  require(s.driver->conn_new(options.data(), static_cast<std::uint32_t>(options.size()), &handle,
                             &error) == ZIN_OK,
          "conn_new: {}", to_string(error));
  struct Closing {
    const zin_driver& driver;
    zin_conn* handle;
    ~Closing() { driver.conn_close(handle); }
  } closing{*s.driver, handle};
  const Reply connected =
      Stepper{*s.driver, handle, {}}.run([&](const zin_op* op, zin_wait* wait, zin_error* err) {
        return s.driver->start_connect(handle, op, wait, err);
      });
  require(connected.ok(), "through a dribbling server it does not connect: {}", connected.text());
  require_all(rows_by_steps(*s.driver, handle, table.select_sql(), {}), 30);
}

}  // namespace

std::span<const TestCase> stepping_tests() {
  static constexpr std::string_view group = "stepping";
  static constexpr TestCase tests[] = {
      {group, "steps_on_any_thread_give_the_same_rows", "R5",
       steps_on_any_thread_give_the_same_rows},
      {group, "spurious_steps_are_harmless", "Waiting", spurious_steps_are_harmless},
      {group, "a_stepped_prepare_gives_a_statement", "start_prepare",
       a_stepped_prepare_gives_a_statement},
      {group, "stepped_transactions_keep_and_undo", "start_txn",
       stepped_transactions_keep_and_undo},
      {group, "an_end_that_is_asked_for_keeps_the_connection", "Time",
       an_end_that_is_asked_for_keeps_the_connection},
      {group, "an_operation_in_flight_shuts_out_others", "operations",
       an_operation_in_flight_shuts_out_others},
      {group, "a_server_may_dribble", "Waiting", a_server_may_dribble},
  };
  return tests;
}

}  // namespace zin::conform
