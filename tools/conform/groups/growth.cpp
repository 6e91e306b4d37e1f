// Group "structs": hosts whose structs are shorter or longer than ours.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>
#include <vector>

#include "../check.hpp"
#include "../fence.hpp"
#include "../host.hpp"
#include "../plugin_file.hpp"
#include "../scratch_table.hpp"
#include "../test_case.hpp"
#include "../text.hpp"

namespace zin::conform {
namespace {

constexpr std::size_t surplus = 64;
constexpr std::size_t head = sizeof(std::uint32_t);  // struct_size differs, and is not compared

template <class T>
void check_kept(const FencedStruct<T>& given, std::size_t size) {
  require(given.size_intact(), "struct_size {} was changed", size);
  require(given.fence().intact(), "bytes behind struct_size {} were written", size);
}

/// Fills the struct at every size: each time the same bytes, as many as there are, no more.
/// `cuts` are the ends of its fields; `fill` calls the driver.
template <class T, class Fill>
void fills_what_there_is(std::initializer_list<std::size_t> cuts, Fill fill) {
  const FencedStruct<T> whole{sizeof(T)};
  fill(whole.get());
  check_kept(whole, sizeof(T));
  const FencedStruct<T> other{sizeof(T), std::byte{0x5A}};
  fill(other.get());
  const auto* bytes = static_cast<const char*>(whole.fence().data());
  const auto* others = static_cast<const char*>(other.fence().data());
  for (std::size_t i = head; i < sizeof(T); ++i) {
    require(bytes[i] == others[i], "byte {} of {} is not filled in", i, sizeof(T));
  }
  for (const std::size_t size : cuts) {
    const FencedStruct<T> part{size};
    fill(part.get());
    check_kept(part, size);
    require(std::memcmp(bytes + head, static_cast<const char*>(part.fence().data()) + head,
                        size - head) == 0,
            "with struct_size {} the fields differ from those with {}", size, sizeof(T));
  }
  const FencedStruct<T> longer{sizeof(T) + surplus};
  fill(longer.get());
  check_kept(longer, sizeof(T) + surplus);
  const auto* tail = static_cast<const std::byte*>(longer.fence().data()) + sizeof(T);
  require(std::all_of(tail, tail + surplus, [](std::byte b) { return b == Fence::poison; }),
          "bytes behind the fields of version 0.1 were written");
}

void conn_info_fits(const Subject& s) {
  Connection c{s};
  fills_what_there_is<zin_conn_info>(
      {offsetof(zin_conn_info, capabilities), offsetof(zin_conn_info, dialect),
       offsetof(zin_conn_info, server_name), offsetof(zin_conn_info, server_conn_id),
       offsetof(zin_conn_info, max_params)},
      [&](zin_conn_info* info) {
        const zin_status status = s.driver->conn_info(c.get(), info);
        require(status == ZIN_OK, "conn_info with struct_size {} answered {}", info->struct_size,
                status);
      });
}

void stmt_info_fits(const Subject& s) {
  if (!s.can(ZIN_CAP_PREPARE)) skip("the driver has no CAP_PREPARE");
  Connection c{s};
  const ScratchTable table{c};
  const Statement statement = c.prepare(table.select_one_sql());
  fills_what_there_is<zin_stmt_info>(
      {offsetof(zin_stmt_info, ncols), offsetof(zin_stmt_info, params),
       offsetof(zin_stmt_info, columns), offsetof(zin_stmt_info, columns_id)},
      [&](zin_stmt_info* info) {
        const zin_status status = s.driver->stmt_info(statement.get(), info);
        require(status == ZIN_OK, "stmt_info with struct_size {} answered {}", info->struct_size,
                status);
      });
}

void result_info_fits(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(1);
  const Cursor cursor = c.open(table.select_sql());
  fills_what_there_is<zin_result_info>(
      {offsetof(zin_result_info, columns), offsetof(zin_result_info, affected),
       offsetof(zin_result_info, last_id), offsetof(zin_result_info, batch_index),
       offsetof(zin_result_info, warnings)},
      [&](zin_result_info* info) {
        const zin_status status = s.driver->result_info(cursor.get(), info);
        require(status == ZIN_OK, "result_info with struct_size {} answered {}", info->struct_size,
                status);
      });
}

void rows_fit(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(4);
  for (const std::size_t size : {sizeof(zin_rows), offsetof(zin_rows, cells),
                                 offsetof(zin_rows, bytes), sizeof(zin_rows) + surplus}) {
    const Cursor cursor = c.open(table.select_sql());
    const FencedStruct<zin_rows> rows{size};
    zin_error error = empty_error();
    const zin_status status =
        s.driver->fetch(cursor.get(), 2, nullptr, rows.get(), nullptr, &error);
    require(status == ZIN_OK, "fetch with struct_size {} answered {}", size, status);
    check_kept(rows, size);
    require(rows.get()->nrows >= 1 && rows.get()->nrows <= 2 && rows.get()->ncols == 2,
            "with struct_size {} fetch gave {} rows of {} columns", size, rows.get()->nrows,
            rows.get()->ncols);
    const auto* bytes = static_cast<const std::byte*>(rows.fence().data());
    require(std::all_of(bytes + std::min(size, sizeof(zin_rows)), bytes + size,
                        [](std::byte b) { return b == Fence::poison; }),
            "bytes behind the fields of zin_rows were written");
  }
}

void errors_fit(const Subject& s) {
  Connection c{s};
  const auto fail = [&](zin_error* error) {
    zin_exec exec{};
    exec.struct_size = sizeof exec;
    exec.sql = str("zin_conform is no statement");
    zin_cursor* cursor = nullptr;
    const zin_status status =
        s.driver->start_exec(c.get(), &exec, nullptr, &cursor, nullptr, error);
    require(status < 0, "bad SQL was executed");
    // A message for which there is no room is cut.
    if (ZIN_HAS(error, zin_error, flags)) error->flags &= ~std::uint32_t{ZIN_ERRF_TRUNCATED};
  };
  fills_what_there_is<zin_error>(
      {offsetof(zin_error, category), offsetof(zin_error, native_code),
       offsetof(zin_error, position), offsetof(zin_error, retry_after_ns),
       offsetof(zin_error, batch_index), offsetof(zin_error, sqlstate),
       offsetof(zin_error, message_len)},
      fail);
  for (const std::size_t size :
       {offsetof(zin_error, message), offsetof(zin_error, message) + 6, std::size_t{128}}) {
    const FencedStruct<zin_error> part{size};
    fail(part.get());
    check_kept(part, size);
  }
}

/// Runs a SELECT with two rows through these structs.
void select_with(Connection& c, const zin_exec* exec, const zin_op* op, std::size_t expected,
                 std::string_view what) {
  zin_cursor* handle = nullptr;
  zin_error error = empty_error();
  const zin_status status = c.driver().start_exec(c.get(), exec, op, &handle, nullptr, &error);
  require(status == ZIN_OK, "{}: {}", what, to_string(error));
  Cursor cursor{c, handle};
  const std::size_t rows = cursor.rest().size();
  require(rows == expected, "{}: {} rows, not {}", what, rows, expected);
}

void an_exec_may_be_shorter_or_longer(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(2);
  const std::string all = table.select_sql();
  const std::string one = with_placeholders(table.select_one_sql(), s.driver->param_style);
  const zin_cell id = Value::integer(2).cell();
  zin_exec exec{};
  exec.sql = str(all);
  for (const std::size_t size : {offsetof(zin_exec, params), offsetof(zin_exec, fetch_hint),
                                 offsetof(zin_exec, column_mask), sizeof(zin_exec) + surplus}) {
    const FencedStruct<zin_exec> given{exec, size};
    select_with(c, given.get(), nullptr, 2, fmt::format("zin_exec of {} bytes", size));
    check_kept(given, size);
  }
  exec.sql = str(one);
  exec.params = &id;
  exec.nparams = 1;
  for (const std::size_t size : {offsetof(zin_exec, fetch_hint), offsetof(zin_exec, column_mask),
                                 sizeof(zin_exec) + surplus}) {
    const FencedStruct<zin_exec> given{exec, size};
    select_with(c, given.get(), nullptr, 1, fmt::format("zin_exec of {} bytes", size));
  }
}

void an_op_may_be_shorter_or_longer(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(2);
  const std::string sql = table.select_sql();
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = str(sql);
  for (const std::size_t size : {offsetof(zin_op, token), offsetof(zin_op, deadline_ns),
                                 offsetof(zin_op, give_up_ns), sizeof(zin_op) + surplus}) {
    const zin_op op{sizeof op, ZIN_OPF_SYNC, new_token(), ZIN_NEVER, ZIN_NEVER};
    const FencedStruct<zin_op> given{op, size};
    select_with(c, &exec, given.get(), 2, fmt::format("zin_op of {} bytes", size));
    check_kept(given, size);
  }
}

void a_longer_host_is_accepted(const Subject& s) {
  const auto* host = new FencedStruct<zin_host>{*test_host(), sizeof(zin_host) + surplus};
  (void)enter_plugin(open_plugin(s.options.plugin), host->get());
}

}  // namespace

std::span<const TestCase> growth_tests() {
  static constexpr std::string_view group = "structs";
  static constexpr TestCase tests[] = {
      {group, "a_longer_host_is_accepted", "R2", a_longer_host_is_accepted, Needs::nothing},
      {group, "conn_info_fits", "R2", conn_info_fits},
      {group, "stmt_info_fits", "R2", stmt_info_fits},
      {group, "result_info_fits", "R2", result_info_fits},
      {group, "rows_fit", "R2", rows_fit},
      {group, "errors_fit", "R2", errors_fit},
      {group, "an_exec_may_be_shorter_or_longer", "R2", an_exec_may_be_shorter_or_longer},
      {group, "an_op_may_be_shorter_or_longer", "R2", an_op_may_be_shorter_or_longer},
  };
  return tests;
}

}  // namespace zin::conform
