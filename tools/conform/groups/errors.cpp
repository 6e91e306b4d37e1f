// Group "errors": what a failure says, and what it leaves alone.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>
#include <cstring>

#include "../check.hpp"
#include "../fence.hpp"
#include "../host.hpp"
#include "../scratch_table.hpp"
#include "../test_case.hpp"
#include "../text.hpp"

namespace zin::conform {
namespace {

constexpr std::string_view nonsense = "zin_conform is no statement";

/// A zin_error in which every byte but struct_size is 0xA5.
zin_error poisoned_error() {
  zin_error error;
  std::memset(&error, 0xA5, sizeof error);
  error.struct_size = sizeof error;
  return error;
}

zin_exec exec_of(std::string_view sql) {
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = str(sql);
  return exec;
}

void check_fields(const zin_error& e, zin_status returned) {
  require(e.struct_size == sizeof e, "struct_size was changed to {}", e.struct_size);
  require(e.status == returned, "the call answered {}, zin_error.status says {}", returned,
          e.status);
  require(e.category <= ZIN_CAT_INTERNAL, "category is {:#x}", e.category);
  constexpr std::uint32_t known = (ZIN_ERRF_TRUNCATED << 1) - 1;
  require((e.flags & ~known) == 0, "flags are {:#x}", e.flags);
  require(e.position >= -1, "position is {}", e.position);
  require(e.retry_after_ns >= -1, "retry_after_ns is {}", e.retry_after_ns);
  require(e.batch_index == ZIN_NO_INDEX, "batch_index is {} without a batch", e.batch_index);
  require(e.row_index == ZIN_NO_INDEX, "row_index is {} with one row of parameters", e.row_index);
  const std::size_t state = strnlen(e.sqlstate, sizeof e.sqlstate);
  require(state == 0 || state == 5, "sqlstate has {} characters", state);
  require(std::all_of(e.sqlstate + state, std::end(e.sqlstate), [](char c) { return c == 0; }),
          "sqlstate is not filled up with NULs");
  require(std::all_of(e.sqlstate, e.sqlstate + state,
                      [](unsigned char c) { return std::isdigit(c) || std::isupper(c); }),
          "sqlstate is not of digits and capitals");
  require(e.message_len > 0 && e.message_len <= sizeof e.message, "message_len is {}",
          e.message_len);
  require(is_utf8({e.message, e.message_len}), "the message is not UTF-8");
}

void success_leaves_the_error_alone(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(2);
  const zin_error before = poisoned_error();
  zin_error error = before;
  const std::string sql = table.select_sql();
  const zin_exec exec = exec_of(sql);
  zin_cursor* handle = nullptr;
  const zin_status status = s.driver->start_exec(c.get(), &exec, nullptr, &handle, nullptr, &error);
  require(status == ZIN_OK, "start_exec answered {}", status);
  const Cursor cursor{c, handle};
  require(std::memcmp(&before, &error, sizeof error) == 0, "start_exec wrote to zin_error");
  zin_rows rows{};
  rows.struct_size = sizeof rows;
  while (s.driver->fetch(handle, 1, nullptr, &rows, nullptr, &error) == ZIN_OK) {
  }
  require(std::memcmp(&before, &error, sizeof error) == 0, "fetch wrote to zin_error");
}

void a_failure_sets_every_field(const Subject& s) {
  Connection c{s};
  zin_error error = poisoned_error();
  const zin_exec exec = exec_of(nonsense);
  zin_cursor* handle = nullptr;
  const zin_status status = s.driver->start_exec(c.get(), &exec, nullptr, &handle, nullptr, &error);
  require(status < 0, "\"{}\" was executed", nonsense);
  check_fields(error, status);
  if (!s.can(ZIN_CAP_PREPARE)) return;
  error = poisoned_error();
  zin_stmt* statement = nullptr;
  const zin_status prepared =
      s.driver->start_prepare(c.get(), str(nonsense), nullptr, &statement, nullptr, &error);
  if (prepared < 0) check_fields(error, prepared);
  if (statement) s.driver->stmt_close(statement);
}

void a_failed_conn_new_sets_every_field(const Subject& s) {
  const zin_kv option{str("no_driver_has_this_option"), str("1")};
  zin_conn* handle = nullptr;
  zin_error error = poisoned_error();
  const zin_status status = s.driver->conn_new(&option, 1, &handle, &error);
  require(status < 0, "conn_new took an unknown option");
  check_fields(error, status);
}

void a_null_error_is_accepted(const Subject& s) {
  const zin_kv option{str("no_driver_has_this_option"), str("1")};
  zin_conn* unborn = nullptr;
  require(s.driver->conn_new(&option, 1, &unborn, nullptr) < 0, "conn_new took an unknown option");
  Connection c{s};
  const zin_exec exec = exec_of(nonsense);
  zin_cursor* cursor = nullptr;
  require(s.driver->start_exec(c.get(), &exec, nullptr, &cursor, nullptr, nullptr) < 0,
          "\"{}\" was executed", nonsense);
  if (s.can(ZIN_CAP_PREPARE)) {
    zin_stmt* statement = nullptr;
    s.driver->start_prepare(c.get(), str(nonsense), nullptr, &statement, nullptr, nullptr);
    if (statement) s.driver->stmt_close(statement);
  }
  if (s.driver->start_txn) {
    (void)s.driver->start_txn(c.get(), 4711, 0, {nullptr, 0}, nullptr, nullptr, nullptr);
  }
}

void a_failure_leaves_outputs_alone(const Subject& s) {
  Connection c{s};
  int here = 0;
  auto* const mark = reinterpret_cast<zin_cursor*>(&here);
  zin_cursor* cursor = mark;
  const zin_exec exec = exec_of(nonsense);
  const zin_status status =
      s.driver->start_exec(c.get(), &exec, nullptr, &cursor, nullptr, nullptr);
  require(status < 0 && (cursor == nullptr || cursor == mark),
          "a failed start_exec wrote to *out, and it is not NULL");
  if (!s.can(ZIN_CAP_PREPARE)) return;
  zin_stmt* statement = reinterpret_cast<zin_stmt*>(&here);
  const zin_status prepared =
      s.driver->start_prepare(c.get(), str(nonsense), nullptr, &statement, nullptr, nullptr);
  if (prepared == ZIN_OK) {  // a server that looks at the text when it runs it
    s.driver->stmt_close(statement);
  } else {
    require(!statement, "a failed start_prepare did not set *out to NULL");
  }
}

void bad_syntax_is_syntax(const Subject& s) {
  Connection c{s};
  const Reply reply = c.refuse(nonsense);
  require(reply.status == ZIN_E_ERROR, "bad SQL was answered with {}", reply.text());
  require(reply.error.category == ZIN_CAT_SYNTAX, "bad SQL is not SYNTAX: {}", reply.text());
  require(reply.error.position <= static_cast<std::int64_t>(nonsense.size()),
          "position {} lies behind the text", reply.error.position);
}

void a_missing_table_is_not_found(const Subject& s) {
  Connection c{s};
  const Reply reply = c.refuse("select * from zin_conform_no_such_table");
  require(reply.error.category == ZIN_CAT_NOT_FOUND, "a missing table is not NOT_FOUND: {}",
          reply.text());
}

void a_duplicate_key_is_a_constraint(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.insert(1, "first");
  const Reply reply = c.refuse(table.insert_sql(), {Value::integer(1), Value::text("second")});
  require(reply.error.category == ZIN_CAT_CONSTRAINT, "a duplicate key is not CONSTRAINT: {}",
          reply.text());
  require(std::string_view{reply.error.sqlstate, 2} == "23", "its sqlstate is not 23xxx: {}",
          reply.text());
  require(table.rows().size() == 1, "a refused row was stored");
}

void error_details_are_known_words(const Subject& s) {
  if (!s.driver->error_detail) skip("the driver has no error_detail");
  Connection c{s};
  ScratchTable table{c};
  table.insert(1, "first");
  c.refuse(table.insert_sql(), {Value::integer(1), Value::text("second")});
  constexpr std::string_view keys[] = {"constraint", "table", "column", "detail", "hint"};
  zin_kv detail{};
  std::uint32_t n = 0;
  for (; s.driver->error_detail(c.get(), n, &detail) == ZIN_OK; ++n) {
    require(std::find(std::begin(keys), std::end(keys), view(detail.key)) != std::end(keys),
            "error_detail {} has the key '{}'", n, view(detail.key));
    require(is_utf8(view(detail.value)), "error_detail {} is not UTF-8", n);
    require(n < 64, "error_detail has no end");
  }
  require(s.driver->error_detail(c.get(), n, &detail) == ZIN_END &&
              s.driver->error_detail(c.get(), UINT32_MAX, &detail) == ZIN_END,
          "error_detail answers no END behind its end");
}

void a_second_statement_is_an_error(const Subject& s) {
  Connection c{s};
  const ScratchTable table{c};
  const std::string one = fmt::format("insert into {} values (1, 'x')", ScratchTable::name);
  const std::string other = fmt::format("insert into {} values (2, 'x')", ScratchTable::name);
  c.refuse(one + "; " + other);
  table.require_ids({}, "after two statements in one text");
  if (!s.can(ZIN_CAP_PREPARE)) return;
  zin_stmt* statement = nullptr;
  const std::string both = one + "; " + other;
  const zin_status status =
      s.driver->start_prepare(c.get(), str(both), nullptr, &statement, nullptr, nullptr);
  if (statement) s.driver->stmt_close(statement);
  require(status < 0, "two statements in one text were prepared");
}

void an_empty_text_is_an_error(const Subject& s) {
  Connection c{s};
  c.refuse("");
  c.refuse("  \n ");
  const zin_exec exec{sizeof exec, 0, {nullptr, 0}, nullptr, nullptr, 0, 0, 0, 0, 0};
  zin_cursor* cursor = nullptr;
  require(!c.execute(exec, &cursor).ok(), "an empty text with ptr NULL was executed");
}

void a_wrong_number_of_parameters_is_an_error(const Subject& s) {
  Connection c{s};
  const ScratchTable table{c};
  const Value id = Value::integer(1);
  const Value text = Value::text("x");
  for (const Row& parameters : {Row{}, Row{id}, Row{id, text, text}}) {
    const Reply reply = c.attempt(table.insert_sql(), parameters);
    require(!reply.ok(), "{} values were taken for 2 placeholders", parameters.size());
  }
  table.require_ids({}, "after wrong numbers of parameters");
  require(!c.attempt(table.select_sql(), {id}).ok(), "a value was taken for no placeholder");
}

void unknown_flags_are_ignored(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(2);
  const std::string sql = table.select_sql();
  zin_exec exec = exec_of(sql);
  exec.flags = 0xFFFF0000u | ZIN_EXEC_READONLY;
  const zin_op op{sizeof op, 0xFFFF0000u | ZIN_OPF_SYNC, new_token(), ZIN_NEVER, ZIN_NEVER};
  zin_cursor* handle = nullptr;
  zin_error error = empty_error();
  const zin_status status = s.driver->start_exec(c.get(), &exec, &op, &handle, nullptr, &error);
  require(status == ZIN_OK, "unknown flags in zin_exec and zin_op: {}", to_string(error));
  Cursor cursor{c, handle};
  require(cursor.rest().size() == 2, "unknown flags changed the rows");
}

void the_connection_survives_errors(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(1);
  for (int i = 0; i < 5; ++i) {
    c.refuse(nonsense);
    c.refuse(table.insert_sql(), {Value::integer(1), Value::text("twice")});
    require(c.state() == ZIN_CONN_USABLE, "after an error conn_state is {:#x}", c.state());
  }
  table.require_ids({1}, "after errors");
}

void a_step_of_no_op_is_misuse(const Subject& s) {
  if (!s.driver->op_step) skip("the driver has no op_step");
  Connection c{s};
  zin_wait wait{};
  wait.struct_size = sizeof wait;
  zin_error error = empty_error();
  const zin_status status = s.driver->op_step(c.get(), new_token(), 0, &wait, &error);
  require(status == ZIN_E_MISUSE, "a step of an op that is not in flight answered {}", status);
}

void a_batch_without_the_capability_is_unsupported(const Subject& s) {
  if (s.can(ZIN_CAP_BATCH)) skip("the driver declares BATCH");
  if (!s.driver->start_batch) return;  // NULL says the same
  Connection c{s};
  const ScratchTable table{c};
  const std::string sql = fmt::format("insert into {} values (1, 'x')", ScratchTable::name);
  const zin_exec item = exec_of(sql);
  zin_cursor* cursor = nullptr;
  zin_error error = empty_error();
  const zin_status status =
      s.driver->start_batch(c.get(), &item, 1, 0, nullptr, &cursor, nullptr, &error);
  require(status == ZIN_E_UNSUPPORTED, "start_batch without BATCH answered {}", status);
  table.require_ids({}, "after a refused batch");
}

}  // namespace

std::span<const TestCase> error_tests() {
  static constexpr std::string_view group = "errors";
  static constexpr TestCase tests[] = {
      {group, "success_leaves_the_error_alone", "zin_error", success_leaves_the_error_alone},
      {group, "a_failure_sets_every_field", "zin_error", a_failure_sets_every_field},
      {group, "a_failed_conn_new_sets_every_field", "zin_error",
       a_failed_conn_new_sets_every_field},
      {group, "a_null_error_is_accepted", "R6", a_null_error_is_accepted},
      {group, "a_failure_leaves_outputs_alone", "zin_driver", a_failure_leaves_outputs_alone},
      {group, "bad_syntax_is_syntax", "zin_category", bad_syntax_is_syntax},
      {group, "a_missing_table_is_not_found", "zin_category", a_missing_table_is_not_found},
      {group, "a_duplicate_key_is_a_constraint", "zin_category", a_duplicate_key_is_a_constraint},
      {group, "error_details_are_known_words", "error_detail", error_details_are_known_words},
      {group, "a_second_statement_is_an_error", "zin_exec", a_second_statement_is_an_error},
      {group, "an_empty_text_is_an_error", "zin_exec", an_empty_text_is_an_error},
      {group, "a_wrong_number_of_parameters_is_an_error", "zin_exec",
       a_wrong_number_of_parameters_is_an_error},
      {group, "unknown_flags_are_ignored", "R6", unknown_flags_are_ignored},
      {group, "the_connection_survives_errors", "conn_state", the_connection_survives_errors},
      {group, "a_step_of_no_op_is_misuse", "op_step", a_step_of_no_op_is_misuse},
      {group, "a_batch_without_the_capability_is_unsupported", "R2",
       a_batch_without_the_capability_is_unsupported},
  };
  return tests;
}

}  // namespace zin::conform
