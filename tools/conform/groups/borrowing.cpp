// Group "lifetimes": what a driver was lent is gone when the call is over.
// SPDX-License-Identifier: MIT
#include <cstring>
#include <deque>

#include "../check.hpp"
#include "../fence.hpp"
#include "../host.hpp"
#include "../scratch_table.hpp"
#include "../test_case.hpp"
#include "../text.hpp"

namespace zin::conform {
namespace {

/// One execution with all that it borrows behind fences, which close() takes away.
class LentExec {
 public:
  LentExec(std::string_view sql, std::uint32_t param_style, const Row& parameters)
      : sql_{with_placeholders(sql, param_style)},
        cells_{parameters.size() * sizeof(zin_cell)},
        exec_{sizeof(zin_exec)} {
    auto* cells = static_cast<zin_cell*>(cells_.data());
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      cells[i] = parameters[i].cell();
      if (cells[i].enc == ZIN_ENC_INLINE) continue;
      texts_.emplace_back(parameters[i].bytes);
      cells[i].v.ptr = texts_.back().str().ptr;
    }
    zin_exec exec{};
    exec.struct_size = sizeof exec;
    exec.sql = sql_.str();
    exec.params = parameters.empty() ? nullptr : cells;
    exec.nparams = static_cast<std::uint32_t>(parameters.size());
    std::memcpy(exec_.get(), &exec, sizeof exec);
  }

  [[nodiscard]] zin_exec* get() const noexcept { return exec_.get(); }
  void close() noexcept {
    sql_.close();
    cells_.close();
    exec_.close();
    for (FencedText& text : texts_) text.close();
  }

 private:
  FencedText sql_;
  Fence cells_;
  FencedStruct<zin_exec> exec_;
  std::deque<FencedText> texts_;
};

/// Executes, takes back what was lent, and gives the open cursor.
Cursor lend_exec(Connection& c, std::string_view sql, const Row& parameters) {
  LentExec lent{sql, c.driver().param_style, parameters};
  zin_cursor* handle = nullptr;
  const Reply reply = c.execute(*lent.get(), &handle);
  require(reply.ok(), "\"{}\" failed: {}", sql, reply.text());
  lent.close();
  return {c, handle};
}

void options_are_copied(const Subject& s) {
  const auto& options = s.options.connection;
  Fence pairs{options.size() * sizeof(zin_kv)};
  auto* kv = static_cast<zin_kv*>(pairs.data());
  std::deque<FencedText> texts;
  for (std::size_t i = 0; i < options.size(); ++i) {
    texts.emplace_back(options[i].first);
    kv[i].key = texts.back().str();
    texts.emplace_back(options[i].second);
    kv[i].value = texts.back().str();
  }
  zin_conn* handle = nullptr;
  FencedStruct<zin_error> error;
  const zin_status created =
      s.driver->conn_new(options.empty() ? nullptr : kv, static_cast<std::uint32_t>(options.size()),
                         &handle, error.get());
  require(created == ZIN_OK, "conn_new answered {}", created);
  pairs.close();
  error.close();
  for (FencedText& text : texts) text.close();
  const zin_status connected = s.driver->start_connect(handle, nullptr, nullptr, nullptr);
  s.driver->conn_close(handle);
  require(connected == ZIN_OK, "start_connect answered {}", connected);
}

void texts_end_where_their_length_says(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(1);
  const std::string sql = table.select_sql() + " this is not part of it";
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = {sql.data(), table.select_sql().size()};
  zin_cursor* handle = nullptr;
  const Reply reply = c.execute(exec, &handle);
  require(reply.ok(), "a text was read beyond its length: {}", reply.text());
  const Cursor cursor{c, handle};
}

void an_exec_is_borrowed(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  Cursor cursor = lend_exec(c, table.select_sql(), {});
  require(cursor.rest(1).size() == 3, "rows were lost when the text was gone");
}

void parameters_of_a_query_are_borrowed(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  const std::string sql = fmt::format("select * from {} where v = ?", ScratchTable::name);
  Cursor cursor = lend_exec(c, sql, {Value::text("v2")});
  const auto rows = cursor.rest(1);
  require(rows.size() == 1 && rows[0].at(0).canonical() == Value::integer(2),
          "{} rows came when the parameter was gone, not the second one", rows.size());
}

void parameters_of_an_insert_are_borrowed(const Subject& s) {
  Connection c{s};
  const ScratchTable table{c};
  const std::string text(5000, 'x');
  lend_exec(c, table.insert_sql(), {Value::integer(1), Value::text(text.substr(0, 200))}).close();
  const Value seen = table.rows().at(0).at(1).canonical();
  require(seen == Value::text(text.substr(0, 200)), "it was stored as {}", to_string(seen));
}

void a_statements_text_and_parameters_are_borrowed(const Subject& s) {
  if (!s.can(ZIN_CAP_PREPARE)) skip("the driver has no CAP_PREPARE");
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  FencedText sql{with_placeholders(table.select_one_sql(), s.driver->param_style)};
  zin_stmt* handle = nullptr;
  const zin_status status =
      s.driver->start_prepare(c.get(), sql.str(), nullptr, &handle, nullptr, nullptr);
  require(status == ZIN_OK, "start_prepare answered {}", status);
  const Statement statement{c, handle};
  sql.close();
  for (const std::int64_t id : {1, 3}) {
    LentExec lent{"", s.driver->param_style, {Value::integer(id)}};
    lent.get()->stmt = handle;
    lent.get()->sql = {nullptr, 0};
    zin_cursor* open = nullptr;
    const Reply reply = c.execute(*lent.get(), &open);
    require(reply.ok(), "a statement failed when its text was gone: {}", reply.text());
    lent.close();
    Cursor cursor{c, open};
    const auto rows = cursor.rest();
    require(rows.size() == 1 && rows[0].at(0).canonical() == Value::integer(id),
            "id {} gave {} rows", id, rows.size());
  }
}

void an_op_is_borrowed(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(3);
  const std::string sql = table.select_sql();
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = str(sql);
  const zin_op value{sizeof value, ZIN_OPF_SYNC, new_token(), now_ns() + 60'000'000'000, ZIN_NEVER};
  FencedStruct<zin_op> first{value, sizeof value};
  zin_cursor* handle = nullptr;
  const zin_status status =
      s.driver->start_exec(c.get(), &exec, first.get(), &handle, nullptr, nullptr);
  require(status == ZIN_OK, "start_exec answered {}", status);
  first.close();
  const Cursor cursor{c, handle};
  zin_status fetched = ZIN_OK;
  for (int i = 0; fetched == ZIN_OK; ++i) {
    FencedStruct<zin_op> op{value, sizeof value};
    FencedStruct<zin_rows> rows;
    fetched = s.driver->fetch(handle, 1, op.get(), rows.get(), nullptr, nullptr);
    op.close();
    rows.close();
    require(i <= 3, "3 rows have no end");
  }
  require(fetched == ZIN_END, "fetch answered {}", fetched);
}

void an_error_is_borrowed(const Subject& s) {
  Connection c{s};
  ScratchTable table{c};
  table.fill(1);
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = str("zin_conform is no statement");
  FencedStruct<zin_error> error;
  zin_cursor* cursor = nullptr;
  const zin_status status =
      s.driver->start_exec(c.get(), &exec, nullptr, &cursor, nullptr, error.get());
  require(status < 0, "bad SQL was executed");
  error.close();
  zin_kv detail{};
  for (std::uint32_t i = 0; s.driver->error_detail && i < 8; ++i) {
    if (s.driver->error_detail(c.get(), i, &detail) != ZIN_OK) break;
  }
  c.refuse("zin_conform is no statement");
  table.require_ids({1}, "after an error whose struct is gone");
}

void a_savepoints_name_is_borrowed(const Subject& s) {
  if (!s.can(ZIN_CAP_SAVEPOINT)) skip("the driver has no CAP_SAVEPOINT");
  Connection c{s};
  ScratchTable table{c};
  c.must(ZIN_TXN_BEGIN);
  FencedText name{"lent"};
  const zin_status status =
      s.driver->start_txn(c.get(), ZIN_TXN_SAVEPOINT, 0, name.str(), nullptr, nullptr, nullptr);
  require(status == ZIN_OK, "SAVEPOINT answered {}", status);
  name.close();
  table.insert(1, "v1");
  c.must(ZIN_TXN_ROLLBACK_TO, 0, "lent");
  c.must(ZIN_TXN_COMMIT);
  table.require_ids({}, "after ROLLBACK_TO");
}

}  // namespace

std::span<const TestCase> borrowing_tests() {
  static constexpr std::string_view group = "lifetimes";
  static constexpr TestCase tests[] = {
      {group, "options_are_copied", "R4", options_are_copied},
      {group, "texts_end_where_their_length_says", "R4", texts_end_where_their_length_says},
      {group, "an_exec_is_borrowed", "R4", an_exec_is_borrowed},
      {group, "parameters_of_a_query_are_borrowed", "R4", parameters_of_a_query_are_borrowed},
      {group, "parameters_of_an_insert_are_borrowed", "R4", parameters_of_an_insert_are_borrowed},
      {group, "a_statements_text_and_parameters_are_borrowed", "R4",
       a_statements_text_and_parameters_are_borrowed},
      {group, "an_op_is_borrowed", "R4", an_op_is_borrowed},
      {group, "an_error_is_borrowed", "R4", an_error_is_borrowed},
      {group, "a_savepoints_name_is_borrowed", "R4", a_savepoints_name_is_borrowed},
  };
  return tests;
}

}  // namespace zin::conform
