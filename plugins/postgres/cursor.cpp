// Rows that lie in memory, and what is told of a result.
// SPDX-License-Identifier: MIT
#include "cursor.hpp"

#include <charconv>
#include <string_view>

#include "connection.hpp"
#include "statement.hpp"

namespace zin::postgres {

void Cursor::open(Statement* of, const zin_exec& exec) noexcept {
  statement = of;
  columns = of == nullptr ? &own_columns : &of->columns;
  columns_id = of == nullptr ? 0 : of->columns_id;
  if (of != nullptr) of->cursor_open = true;
  results.clear();
  next_result = 0;
  next_row = 0;
  batch_handed = stream_over = is_batch = before_first = stands_alone = false;
  failure.reset();
  affected = 0;
  column_mask = exec.column_mask;
  flags = exec.flags;
  item = 0;
  state = State::ended;
}

void Cursor::plan(bool binary) {
  // The same statement as the last time: nothing to plan.
  if (columns_id != 0 && columns_id == planned_id && column_mask == planned_mask) [[likely]] {
    batch.clear();
    return;
  }
  batch.plan(*columns, binary, column_mask);
  planned_id = columns_id;
  planned_mask = column_mask;
}

zin_result_info Cursor::info() const {
  if (before_first) throw plugin::misuse("the batch stands before its first item");
  zin_result_info info{};
  info.ncols = columns->size();
  info.columns = columns->data();
  info.columns_id = columns_id;
  info.affected = affected;
  info.batch_index = item;
  const bool local = state == State::buffered || state == State::ended;
  info.flags = (local ? ZIN_RES_LOCAL : 0) | (is_batch ? 0 : ZIN_RES_LAST);
  if (local && !is_batch) info.flags |= ZIN_RES_LOCAL_ALL;
  return info;
}

zin_status Cursor::fetch_held(std::uint32_t max_rows, zin_rows& out) {
  batch.clear();
  const std::uint32_t limit = batch.limit(max_rows);
  while (next_result < results.size() && batch.rows() < limit) {
    const PGresult* const result = results[next_result].get();
    const int size = PQntuples(result);
    while (next_row < size && batch.rows() < limit) batch.add(result, next_row++, false);
    if (next_row < size) break;
    // The last result stays: the batch views it.
    if (next_result + 1 == results.size() && batch.rows() != 0) break;
    ++next_result;
    next_row = 0;
  }
  if (batch.rows() == 0) {
    state = State::ended;
    return ZIN_END;
  }
  const bool last =
      next_result + 1 >= results.size() &&
      (next_result >= results.size() || next_row >= PQntuples(results[next_result].get()));
  batch.show(out, last);
  return ZIN_OK;
}

void Cursor::close() noexcept { owner_.close_cursor(); }

std::int64_t affected_rows(PGresult* result) noexcept {
  const std::string_view tag = PQcmdStatus(result);
  // The commonest tag of all has a count, but nothing was changed.
  if (tag.starts_with('S')) return 0;
  for (const std::string_view counted : {"INSERT", "UPDATE", "DELETE", "MERGE", "COPY"})
    if (tag.starts_with(counted)) {
      const std::string_view text = PQcmdTuples(result);
      std::int64_t rows = 0;
      std::from_chars(text.data(), text.data() + text.size(), rows);
      return rows;
    }
  return 0;
}

}  // namespace zin::postgres
