// Group "statements": prepared statements, and one execution with many rows of parameters.
// SPDX-License-Identifier: MIT
#include "../check.hpp"
#include "../scratch_table.hpp"
#include "../test_case.hpp"
#include "../text.hpp"

namespace zin::conform {
namespace {

void needs_prepare(const Subject& s) {
  if (!s.can(ZIN_CAP_PREPARE)) skip("the driver has no CAP_PREPARE");
}

Row pair_of(std::int64_t id, std::string_view text) {
  return {Value::integer(id), Value::text(text)};
}

void a_statement_tells_its_parameters(const Subject& s) {
  needs_prepare(s);
  Connection c{s};
  const ScratchTable table{c};
  const Statement insert = c.prepare(table.insert_sql());
  require(insert.info().nparams == 2, "an INSERT with two placeholders has {} parameters",
          insert.info().nparams);
  require(insert.info().ncols == 0, "an INSERT returns {} columns", insert.info().ncols);
  const Statement select = c.prepare(table.select_one_sql());
  require(select.info().nparams == 1, "a SELECT with one placeholder has {} parameters",
          select.info().nparams);
  require(select.info().ncols == 2, "a SELECT of two columns returns {}", select.info().ncols);
}

void a_statement_runs_many_times(const Subject& s) {
  needs_prepare(s);
  Connection c{s};
  const ScratchTable table{c};
  {
    Statement insert = c.prepare(table.insert_sql());
    for (std::int64_t id = 1; id <= 20; ++id) {
      const std::int64_t affected = insert.run(pair_of(id, fmt::format("v{}", id)));
      require(affected == 1, "execution {} affected {}", id, affected);
    }
  }
  Statement select = c.prepare(table.select_one_sql());
  for (const std::int64_t id : {20, 1, 7, 7, 99}) {
    const auto rows = select.open({Value::integer(id)}).rest();
    require(rows.size() == (id == 99 ? 0u : 1u), "id {} gave {} rows", id, rows.size());
    if (rows.empty()) continue;
    require(rows[0].at(1).canonical() == row_of(id).at(1), "id {} gave {}", id,
            to_string(rows[0].at(1)));
  }
}

void every_execution_binds_anew(const Subject& s) {
  needs_prepare(s);
  Connection c{s};
  const ScratchTable table{c};
  Statement insert = c.prepare(table.insert_sql());
  insert.run(pair_of(1, "old"));
  insert.run({Value::integer(2), Value::null()});
  require(!insert.attempt({Value::integer(3)}).ok(),
          "one value was given for two placeholders, and the old second one was used");
  const auto rows = table.rows();
  require(rows.size() == 2, "{} rows were stored, not 2", rows.size());
  require(rows[1].at(1).is_null(), "NULL after a text was stored as {}", to_string(rows[1].at(1)));
}

void one_open_cursor_per_statement(const Subject& s) {
  needs_prepare(s);
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  Statement select = c.prepare(table.select_sql());
  Cursor cursor = select.open();
  (void)cursor.fetch(1);
  const Reply reply = select.attempt();
  require(reply.status == ZIN_E_MISUSE, "a second cursor of one statement: {}, not MISUSE",
          reply.text());
  require(cursor.rest().size() == 2, "the open cursor lost its place");
  cursor.close();
  require(select.attempt().ok(), "the statement cannot be used again");
}

void statements_do_not_disturb_each_other(const Subject& s) {
  needs_prepare(s);
  Connection c{s};
  ScratchTable table{c};
  table.fill(5);
  Statement one = c.prepare(table.select_one_sql());
  Statement all = c.prepare(table.select_sql());
  Statement gone = c.prepare(table.select_sql());
  gone.close();
  require(all.open().rest().size() == 5, "a statement gave other rows beside another one");
  require(one.open({Value::integer(3)}).rest().size() == 1,
          "a statement gave other rows after another one");
}

void a_changed_table_gives_right_rows_or_statement_gone(const Subject& s) {
  needs_prepare(s);
  Connection c{s};
  ScratchTable table{c};
  table.fill(2);
  Statement select = c.prepare(table.select_sql());
  (void)select.open().rest();
  c.run(fmt::format("drop table {}", ScratchTable::name));
  c.run(fmt::format("create table {} (id {} primary key, v {}, w {})", ScratchTable::name,
                    c.quirks().integer, c.quirks().text, c.quirks().text));
  c.run(fmt::format("insert into {} values (?, ?, ?)", ScratchTable::name),
        {Value::integer(5), Value::text("a"), Value::text("b")});
  const Reply reply = select.attempt();
  if (!reply.ok()) return;  // STMT_GONE or the server's error: nothing wrong was read
  Cursor cursor = select.open();
  const auto names = cursor.names();
  const auto rows = cursor.rest();
  require(rows.size() == 1 && rows[0].size() == names.size(),
          "after its table was made anew a statement gave {} rows", rows.size());
}

void the_same_columns_id_means_the_same_columns(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(1);
  std::uint64_t id = 0;
  std::vector<std::string> names;
  {
    const Cursor cursor = c.open(table.select_sql());
    id = cursor.info().columns_id;
    names = cursor.names();
  }
  const Cursor other = c.open("select 1, ?", {Value::text("x")});
  require(id == 0 || other.info().columns_id != id,
          "two results with other columns share the id {}", id);
}

/// An INSERT with `rows` of (id, text) in one execution.
Reply insert_many(Connection& c, const ScratchTable& table, const std::vector<Row>& rows,
                  std::int64_t* affected, std::uint32_t flags = 0) {
  const std::string sql = with_placeholders(table.insert_sql(), c.driver().param_style);
  std::vector<zin_cell> cells;
  for (const Row& row : rows) {
    for (const Value& value : row) cells.push_back(value.cell());
  }
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.flags = flags;
  exec.sql = str(sql);
  exec.params = cells.data();
  exec.nparams = 2;
  exec.nrows = static_cast<std::uint32_t>(rows.size());
  zin_cursor* handle = nullptr;
  const Reply reply = c.execute(exec, &handle);
  if (!reply.ok()) return reply;
  const Cursor cursor{c, handle};
  *affected = cursor.info().affected;
  return reply;
}

void needs_bulk(const Subject& s) {
  if (!s.can(ZIN_CAP_BULK_ATOMIC)) skip("the driver has no CAP_BULK_ATOMIC");
}

void many_rows_of_parameters_are_one_result(const Subject& s) {
  needs_bulk(s);
  Connection c{s};
  const ScratchTable table{c};
  std::vector<Row> rows;
  for (std::int64_t id = 1; id <= 100; ++id) rows.push_back(row_of(id));
  rows[3][1] = Value::null();
  std::int64_t affected = 0;
  const Reply reply = insert_many(c, table, rows, &affected);
  require(reply.ok(), "an INSERT of 100 rows failed: {}", reply.text());
  require(affected == 100, "an INSERT of 100 rows affected {}", affected);
  const auto stored = table.rows();
  require(stored.size() == 100, "{} rows were stored, not 100", stored.size());
  require(stored[3].at(1).is_null(), "a NULL among texts was stored as {}",
          to_string(stored[3].at(1)));
  require(stored[99].at(1).canonical() == row_of(100).at(1), "the last row is {}",
          to_string(stored[99].at(1)));
}

void one_row_of_parameters_is_once(const Subject& s) {
  Connection c{s};
  const ScratchTable table{c};
  std::int64_t affected = 0;
  const Reply reply = insert_many(c, table, {row_of(1)}, &affected);
  require(reply.ok() && affected == 1, "nrows 1 answered {} and affected {}", reply.text(),
          affected);
  table.require_ids({1}, "after nrows 1");
}

void many_rows_are_stored_all_or_none(const Subject& s) {
  needs_bulk(s);
  Connection c{s};
  ScratchTable table{c};
  table.insert(3, "there");
  std::int64_t affected = 0;
  const Reply reply =
      insert_many(c, table, {row_of(1), row_of(2), row_of(3), row_of(4)}, &affected);
  require(!reply.ok(), "a duplicate key among many rows was stored");
  require(reply.error.row_index == 2 || reply.error.row_index == ZIN_NO_INDEX,
          "row 2 failed, row_index says {}", reply.error.row_index);
  require(!(reply.error.flags & ZIN_ERRF_PARTIAL), "PARTIAL outside a transaction");
  table.require_ids({3}, "after a failed INSERT of many rows");
}

void mixed_types_in_one_column_are_misuse(const Subject& s) {
  needs_bulk(s);
  Connection c{s};
  const ScratchTable table{c};
  std::int64_t affected = 0;
  const Reply reply = insert_many(
      c, table, {row_of(1), {Value::integer(2), Value::of_view(ZIN_T_BYTES, "v2")}}, &affected);
  require(reply.status == ZIN_E_MISUSE, "TEXT and BYTES in one column answered {}, not MISUSE",
          reply.text());
  table.require_ids({}, "after a refused INSERT of many rows");
}

}  // namespace

std::span<const TestCase> statement_tests() {
  static constexpr std::string_view group = "statements";
  static constexpr TestCase tests[] = {
      {group, "a_statement_tells_its_parameters", "stmt_info", a_statement_tells_its_parameters},
      {group, "a_statement_runs_many_times", "start_exec", a_statement_runs_many_times},
      {group, "every_execution_binds_anew", "zin_exec", every_execution_binds_anew},
      {group, "one_open_cursor_per_statement", "start_exec", one_open_cursor_per_statement},
      {group, "statements_do_not_disturb_each_other", "start_prepare",
       statements_do_not_disturb_each_other},
      {group, "a_changed_table_gives_right_rows_or_statement_gone", "zin_error",
       a_changed_table_gives_right_rows_or_statement_gone},
      {group, "the_same_columns_id_means_the_same_columns", "zin_result_info",
       the_same_columns_id_means_the_same_columns},
      {group, "many_rows_of_parameters_are_one_result", "zin_exec",
       many_rows_of_parameters_are_one_result},
      {group, "one_row_of_parameters_is_once", "zin_exec", one_row_of_parameters_is_once},
      {group, "many_rows_are_stored_all_or_none", "zin_exec", many_rows_are_stored_all_or_none},
      {group, "mixed_types_in_one_column_are_misuse", "zin_exec",
       mixed_types_in_one_column_are_misuse},
  };
  return tests;
}

}  // namespace zin::conform
