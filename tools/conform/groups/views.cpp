// Group "views": what a driver shows lives as long as it promised, and is its own.
// SPDX-License-Identifier: MIT
#include <cstring>

#include "../check.hpp"
#include "../fence.hpp"
#include "../scratch_table.hpp"
#include "../test_case.hpp"
#include "../text.hpp"

namespace zin::conform {
namespace {

/// All [inline] calls that change nothing.
void look_around(const Connection& c, const Cursor* cursor) {
  (void)c.state();
  zin_conn_info info{};
  info.struct_size = sizeof info;
  (void)c.driver().conn_info(c.get(), &info);
  if (c.driver().conn_check && !cursor) (void)c.driver().conn_check(c.get());
  if (cursor) (void)cursor->names();
}

void cells_live_until_the_next_fetch(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(10);
  Cursor cursor = c.open(table.select_sql());
  while (cursor.fetch(3) == ZIN_OK) {
    const auto first = cursor.copies();
    look_around(c, &cursor);
    require(cursor.copies() == first, "cells changed before the next fetch");
  }
}

void cells_outlive_ops_beside_them(const Subject& s) {
  Connection c{s};
  if (!c.can(ZIN_CAP_MULTI_CURSOR)) skip("the connection has no CAP_MULTI_CURSOR");
  ScratchTable table{c};
  table.fill(10);
  Cursor cursor = c.open(table.select_sql());
  (void)cursor.fetch(3);
  const auto first = cursor.copies();
  Cursor other = c.open(table.select_sql());
  (void)other.rest(2);
  c.refuse("zin_conform is no statement");
  require(cursor.copies() == first, "cells changed when another statement ran");
}

void stable_rows_live_until_the_cursor_is_closed(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(50);
  Cursor cursor = c.open(table.select_sql());
  std::vector<zin_cell> kept;
  Row copies;
  bool stable = false;
  while (cursor.fetch(7) == ZIN_OK) {
    if (!(cursor.rows().flags & ZIN_ROWS_STABLE)) continue;
    stable = true;
    const std::size_t n = std::size_t{cursor.rows().nrows} * cursor.rows().ncols;
    for (std::size_t i = 0; i < n; ++i) {
      kept.push_back(cursor.rows().cells[i]);
      copies.push_back(Value::copy(kept.back()));
    }
  }
  if (!stable) skip("no rows were ROWS_STABLE");
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const Value now = Value::copy(kept[i]);
    require(now == copies[i], "a STABLE cell was {} and is {} before cursor_close",
            to_string(copies[i]), to_string(now));
  }
}

void rows_are_written_and_never_read(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(6);
  const Cursor cursor = c.open(table.select_sql());
  zin_rows rows{};
  std::int64_t id = 0;
  zin_status status = ZIN_OK;
  while (status == ZIN_OK) {
    std::memset(&rows, 0xA5, sizeof rows);  // what the fetch before left is gone
    rows.struct_size = sizeof rows;
    status = s.driver->fetch(cursor.get(), 2, nullptr, &rows, nullptr, nullptr);
    for (std::uint32_t r = 0; status == ZIN_OK && r < rows.nrows; ++r) {
      const Value seen = Value::copy(rows.cells[std::size_t{r} * rows.ncols]).canonical();
      require(seen == Value::integer(++id), "row {} has the id {}", id, to_string(seen));
    }
  }
  require(status == ZIN_END && id == 6, "{} rows came, then {}", id, status);
}

void a_result_of_its_own_memory(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  std::string text = "lent for a moment";
  Cursor cursor = c.open("select ?", {Value::text(text)});
  text.assign(text.size(), '#');
  const auto rows = cursor.rest();
  require(rows.size() == 1 && rows[0].at(0).bytes == "lent for a moment",
          "a parameter in the select list came back as {}", to_string(rows.at(0).at(0)));
}

void columns_live_until_the_cursor_is_closed(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  Cursor cursor = c.open(table.select_sql());
  const zin_result_info info = cursor.info();
  const auto names = cursor.names();
  (void)cursor.rest(1);
  for (std::uint32_t i = 0; i < info.ncols; ++i) {
    require(view(column_at(info.columns, i).name) == names[i],
            "the name of column {} changed before cursor_close", i);
  }
}

void a_statements_columns_live_until_they_get_another_id(const Subject& s) {
  if (!s.can(ZIN_CAP_PREPARE)) skip("the driver has no CAP_PREPARE");
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  Statement statement = c.prepare(table.select_sql());
  const zin_stmt_info before = statement.info();
  (void)statement.open().rest();
  (void)table.rows();
  const zin_stmt_info after = statement.info();
  if (after.columns_id != before.columns_id || before.columns_id == 0) return;
  for (std::uint32_t i = 0; i < before.ncols; ++i) {
    const std::string_view expected = i == 0 ? "id" : "v";
    require(view(column_at(before.columns, i).name) == expected,
            "the name of column {} changed under the same columns_id", i);
  }
}

void conn_info_lives_until_the_connection_is_closed(const Subject& s) {
  Connection c{s};
  const std::string name{view(c.info().server_name)};
  const std::string version{view(c.info().server_version_text)};
  {
    ScratchTable table{c};
    table.fill(3);
  }
  c.refuse("zin_conform is no statement");
  require(view(c.info().server_name) == name && view(c.info().server_version_text) == version,
          "a text of zin_conn_info changed");
}

void error_details_live_until_the_next_op(const Subject& s) {
  if (!s.driver->error_detail) skip("the driver has no error_detail");
  Connection c{s};
  ScratchTable table{c};
  table.insert(1, "first");
  c.refuse(table.insert_sql(), {Value::integer(1), Value::text("second")});
  std::vector<zin_kv> details(8);
  std::vector<std::string> copies;
  for (zin_kv& detail : details) {
    if (s.driver->error_detail(c.get(), static_cast<std::uint32_t>(copies.size()), &detail)) break;
    copies.emplace_back(view(detail.value));
  }
  look_around(c, nullptr);
  for (std::size_t i = 0; i < copies.size(); ++i) {
    require(view(details[i].value) == copies[i], "error_detail {} changed before the next op", i);
  }
}

void a_cell_can_be_bound_straight_from_a_row(const Subject& s) {
  Connection c{s};
  if (!c.can(ZIN_CAP_MULTI_CURSOR)) skip("the connection has no CAP_MULTI_CURSOR");
  ScratchTable table{c};
  table.fill(3);
  Cursor cursor = c.open(table.select_sql());
  (void)cursor.fetch(1);
  const std::string sql = with_placeholders(table.select_one_sql(), s.driver->param_style);
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = str(sql);
  exec.params = cursor.rows().cells;
  exec.nparams = 1;
  zin_cursor* handle = nullptr;
  const Reply reply = c.execute(exec, &handle);
  require(reply.ok(), "a cell of an open cursor was not taken: {}", reply.text());
  Cursor other{c, handle};
  require(other.rest().size() == 1, "a cell of an open cursor was bound as something else");
  require(cursor.rest(1).size() == 2, "the open cursor lost its place");
}

}  // namespace

std::span<const TestCase> view_tests() {
  static constexpr std::string_view group = "views";
  static constexpr TestCase tests[] = {
      {group, "cells_live_until_the_next_fetch", "fetch", cells_live_until_the_next_fetch},
      {group, "cells_outlive_ops_beside_them", "fetch", cells_outlive_ops_beside_them},
      {group, "stable_rows_live_until_the_cursor_is_closed", "zin_rows",
       stable_rows_live_until_the_cursor_is_closed},
      {group, "rows_are_written_and_never_read", "zin_rows", rows_are_written_and_never_read},
      {group, "a_result_has_memory_of_its_own", "R4", a_result_of_its_own_memory},
      {group, "columns_live_until_the_cursor_is_closed", "zin_result_info",
       columns_live_until_the_cursor_is_closed},
      {group, "a_statements_columns_live_until_they_get_another_id", "zin_stmt_info",
       a_statements_columns_live_until_they_get_another_id},
      {group, "conn_info_lives_until_the_connection_is_closed", "zin_conn_info",
       conn_info_lives_until_the_connection_is_closed},
      {group, "error_details_live_until_the_next_op", "error_detail",
       error_details_live_until_the_next_op},
      {group, "a_cell_can_be_bound_straight_from_a_row", "zin_cell",
       a_cell_can_be_bound_straight_from_a_row},
  };
  return tests;
}

}  // namespace zin::conform
