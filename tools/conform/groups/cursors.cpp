// Group "cursors": results, rows and their ends.
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "../check.hpp"
#include "../scratch_table.hpp"
#include "../test_case.hpp"
#include "../text.hpp"

namespace zin::conform {
namespace {

std::vector<Row> canonical(std::vector<Row> rows) {
  for (Row& row : rows) {
    for (Value& value : row) value = value.canonical();
  }
  return rows;
}

std::vector<Row> rows_up_to(std::int64_t n) {
  std::vector<Row> rows;
  for (std::int64_t id = 1; id <= n; ++id) rows.push_back(row_of(id));
  return rows;
}

void require_rows(const std::vector<Row>& seen, std::int64_t n, std::string_view when) {
  const auto plain = canonical(seen);
  const auto expected = rows_up_to(n);
  require(plain.size() == expected.size(), "{}: {} rows, not {}", when, plain.size(), n);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    require(plain[i] == expected[i], "{}: row {} is ({}, {})", when, i + 1,
            to_string(plain[i].at(0)), to_string(plain[i].at(1)));
  }
}

void an_exec_stands_on_its_result(const Subject& s) {
  Connection c{s};
  const ScratchTable table{c};
  const Cursor insert = c.open(table.insert_sql(), {Value::integer(1), Value::text("v1")});
  require(insert.info().ncols == 0, "an INSERT has {} columns", insert.info().ncols);
}

void a_result_describes_its_columns(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(1);
  Cursor cursor = c.open(table.select_sql());
  require(cursor.names() == std::vector<std::string>{"id", "v"},
          "the columns are not named id and v");
  (void)cursor.rest();
}

void an_empty_result_has_columns_and_no_rows(const Subject& s) {
  Connection c{s};
  const ScratchTable table{c};
  Cursor cursor = c.open(table.select_sql());
  require(cursor.info().ncols == 2, "an empty result has {} columns, not 2", cursor.info().ncols);
  require(cursor.fetch(0) == ZIN_END, "an empty result has rows");
}

void a_result_without_columns_ends_at_once(const Subject& s) {
  Connection c{s};
  const ScratchTable table{c};
  Cursor cursor = c.open(table.insert_sql(), {Value::integer(1), Value::text("v1")});
  for (int i = 0; i < 3; ++i) {
    const zin_status status = cursor.fetch(0);
    require(status == ZIN_END, "fetch on an INSERT answered {}, not END", status);
  }
  cursor.close();
  table.require_ids({1}, "after fetches on an INSERT");  // it ran once
}

void the_end_of_rows_is_latched(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  Cursor cursor = c.open(table.select_sql());
  require_rows(cursor.rest(), 3, "before END");
  for (int i = 0; i < 5; ++i) {
    const zin_status status = cursor.fetch(i % 2 == 0 ? 0 : 1);
    require(status == ZIN_END, "after END fetch answered {} with {} rows", status,
            cursor.rows().nrows);
  }
}

void the_end_of_results_is_latched(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  Cursor cursor = c.open(table.select_sql());
  for (int i = 0; i < 4; ++i) {
    const zin_status status = cursor.next_result();
    require(status == ZIN_END, "a statement with one result: next_result answered {}", status);
  }
  cursor.close();
  table.require_ids({1, 2, 3}, "after a skipped result");
}

void fetch_gives_at_most_what_was_asked(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(10);
  for (const std::uint32_t max_rows : {1u, 2u, 3u, 10u, 11u, 100'000u, UINT32_MAX}) {
    Cursor cursor = c.open(table.select_sql());
    require_rows(cursor.rest(max_rows), 10, fmt::format("{} rows a fetch", max_rows));
  }
}

void fetch_of_zero_leaves_the_choice_to_the_driver(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(10);
  Cursor cursor = c.open(table.select_sql());
  require_rows(cursor.rest(0), 10, "max_rows 0");
}

void all_rows_come_once_and_in_order(const Subject& s) {
  constexpr std::int64_t n = 2000;
  Connection c{s};
  ScratchTable table{c};
  if (s.can(ZIN_CAP_TXN)) c.must(ZIN_TXN_BEGIN);
  table.fill(n);
  if (s.can(ZIN_CAP_TXN)) c.must(ZIN_TXN_COMMIT);
  for (const std::uint32_t max_rows : {0u, 7u, 64u, 1000u}) {
    Cursor cursor = c.open(table.select_sql());
    require_rows(cursor.rest(max_rows), n, fmt::format("{} rows a fetch", max_rows));
  }
}

void rows_last_tells_the_truth(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(5);
  for (const std::uint32_t max_rows : {0u, 1u, 2u, 5u, 6u}) {
    Cursor cursor = c.open(table.select_sql());
    std::size_t rows = 0;
    while (cursor.fetch(max_rows) == ZIN_OK) {
      rows += cursor.rows().nrows;
      const std::uint32_t flags = cursor.rows().flags;
      require((flags & ~(ZIN_ROWS_LAST | ZIN_ROWS_STABLE)) == 0, "unknown flags {:#x} in zin_rows",
              flags);
      if (flags & ZIN_ROWS_LAST) {
        require(cursor.fetch(max_rows) == ZIN_END, "rows came after ROWS_LAST");
        break;
      }
    }
    require(rows == 5, "{} rows came before ROWS_LAST, not 5", rows);
  }
}

void affected_is_counted(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  const std::int64_t inserted = c.run(table.insert_sql(), {Value::integer(4), Value::text("v4")});
  require(inserted == 1, "an INSERT of one row affected {}", inserted);
  const std::int64_t none = c.run(table.delete_sql(), {Value::integer(99)});
  require(none == 0, "a DELETE of no row affected {}", none);
  const std::int64_t one = c.run(table.delete_sql(), {Value::integer(2)});
  require(one == 1, "a DELETE of one row affected {}", one);
  if (c.quirks().update.empty()) return;
  const std::string update = fmt::format("update {} {}", ScratchTable::name, c.quirks().update);
  const std::int64_t matched = c.run(update, {Value::text("v1"), Value::integer(1)});
  require(matched == 1, "an UPDATE to the same value matched one row and affected {}", matched);
}

void a_generated_id_is_a_plain_cell(const Subject& s) {
  Connection c{s};
  const ScratchTable table{c};
  const Cursor cursor = c.open(table.insert_sql(), {Value::integer(7), Value::text("v7")});
  const Value id = Value::copy(cursor.info().last_id);
  require(id.is_null() || id.type == ZIN_T_I64 || id.type == ZIN_T_U64 || id.type == ZIN_T_TEXT,
          "last_id is {}", to_string(id));
}

void a_cursor_may_be_closed_early(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(200);
  Cursor cursor = c.open(table.select_sql());
  (void)cursor.fetch(1);
  cursor.close();
  require_rows(table.rows(), 200, "after a cursor was closed early");
  require((c.state() & (ZIN_CONN_BUSY | ZIN_CONN_DRAINING)) == 0,
          "the connection is still {:#x} after the next op", c.state());
}

void a_second_cursor_is_misuse_unless_declared(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  Cursor first = c.open(table.select_sql());
  (void)first.fetch(1);
  const Row one = first.copies().at(0);
  if (!c.can(ZIN_CAP_MULTI_CURSOR)) {
    require((c.state() & ZIN_CONN_BUSY) != 0,
            "without MULTI_CURSOR an open cursor must show as BUSY; conn_state is {:#x}",
            c.state());
    const Reply reply = c.attempt(table.select_sql());
    require(reply.status == ZIN_E_MISUSE,
            "without MULTI_CURSOR a second cursor was answered with {}, not MISUSE", reply.text());
    std::vector<Row> rows{one};
    for (Row& row : first.rest(1)) rows.push_back(std::move(row));
    require_rows(rows, 3, "after a second cursor was refused");
    return;
  }
  Cursor second = c.open(table.select_sql());
  const auto next = [](Cursor& cursor) {
    (void)cursor.fetch(1);
    return canonical(cursor.copies());
  };
  require(next(second) == std::vector<Row>{row_of(1)}, "the second cursor has other rows");
  require(next(first) == std::vector<Row>{row_of(2)}, "a second cursor moved the first one");
  first.close();
  require(next(second) == std::vector<Row>{row_of(2)}, "closing one cursor moved the other");
}

void streaming_gives_the_same_rows(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(200);
  const std::string sql = table.select_sql();
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.flags = ZIN_EXEC_STREAM | ZIN_EXEC_READONLY;
  exec.sql = str(sql);
  exec.fetch_hint = 10;
  zin_cursor* handle = nullptr;
  const Reply reply = c.execute(exec, &handle);
  require(reply.ok(), "EXEC_STREAM failed: {}", reply.text());
  Cursor cursor{c, handle};
  require_rows(cursor.rest(10), 200, "with EXEC_STREAM");
}

void a_column_mask_changes_no_value_that_is_read(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  const std::string sql = table.select_sql();
  for (const std::uint64_t mask : {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{3}}) {
    zin_exec exec{};
    exec.struct_size = sizeof exec;
    exec.sql = str(sql);
    exec.column_mask = mask;
    zin_cursor* handle = nullptr;
    const Reply reply = c.execute(exec, &handle);
    require(reply.ok(), "with a column_mask: {}", reply.text());
    Cursor cursor{c, handle};
    std::int64_t id = 0;
    for (const Row& row : cursor.rest()) {
      const Row expected = row_of(++id);
      for (std::size_t i = 0; i < 2; ++i) {
        const bool skipped = (row[i].flags & ZIN_CELL_SKIPPED) != 0;
        require(!skipped || !(mask >> i & 1), "a column in the mask was skipped");
        require(skipped ? row[i].is_null() : row[i].canonical() == expected[i],
                "with mask {:#x} column {} of row {} is {}", mask, i, id, to_string(row[i]));
      }
    }
    require(id == 3, "with mask {:#x} {} rows came, not 3", mask, id);
  }
}

}  // namespace

std::span<const TestCase> cursor_tests() {
  static constexpr std::string_view group = "cursors";
  static constexpr TestCase tests[] = {
      {group, "an_exec_stands_on_its_result", "start_exec", an_exec_stands_on_its_result},
      {group, "a_result_describes_its_columns", "result_info", a_result_describes_its_columns},
      {group, "an_empty_result_has_columns_and_no_rows", "start_exec",
       an_empty_result_has_columns_and_no_rows},
      {group, "a_result_without_columns_ends_at_once", "fetch",
       a_result_without_columns_ends_at_once},
      {group, "the_end_of_rows_is_latched", "fetch", the_end_of_rows_is_latched},
      {group, "the_end_of_results_is_latched", "next_result", the_end_of_results_is_latched},
      {group, "fetch_gives_at_most_what_was_asked", "fetch", fetch_gives_at_most_what_was_asked},
      {group, "fetch_of_zero_leaves_the_choice_to_the_driver", "fetch",
       fetch_of_zero_leaves_the_choice_to_the_driver},
      {group, "all_rows_come_once_and_in_order", "fetch", all_rows_come_once_and_in_order},
      {group, "rows_last_tells_the_truth", "zin_rows", rows_last_tells_the_truth},
      {group, "affected_is_counted", "zin_result_info", affected_is_counted},
      {group, "a_generated_id_is_a_plain_cell", "zin_result_info", a_generated_id_is_a_plain_cell},
      {group, "a_cursor_may_be_closed_early", "cursor_close", a_cursor_may_be_closed_early},
      {group, "a_second_cursor_is_misuse_unless_declared", "start_exec",
       a_second_cursor_is_misuse_unless_declared},
      {group, "streaming_gives_the_same_rows", "zin_exec", streaming_gives_the_same_rows},
      {group, "a_column_mask_changes_no_value_that_is_read", "zin_exec",
       a_column_mask_changes_no_value_that_is_read},
  };
  return tests;
}

}  // namespace zin::conform
