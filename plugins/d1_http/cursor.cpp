// Hands rows over that have been read already.
// SPDX-License-Identifier: MIT
#include "cursor.hpp"

#include <algorithm>

#include "connection.hpp"
#include "zin/plugin/cell.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::d1 {
namespace {

constexpr std::size_t before_first = static_cast<std::size_t>(-1);

}  // namespace

Cursor::Part part_of(const ScannedSql& sql, ResultSet& set) {
  Cursor::Part part{&set, sql.changes_rows ? set.changes : 0, plugin::null_cell()};
  // The service tells the last id of the database, whichever statement made it.
  if (sql.inserts && set.changes > 0 && set.last_id.type == ZIN_T_I64) part.last_id = set.last_id;
  return part;
}

Cursor::Cursor(Connection& owner, Statement* statement, std::shared_ptr<Answer> answer,
               std::vector<Part> parts, bool batch)
    : owner_(owner),
      statement_(statement),
      answer_(std::move(answer)),
      parts_(std::move(parts)),
      at_(batch ? before_first : 0),
      batch_(batch) {
  if (statement_ != nullptr) statement_->open = true;
}

Cursor::~Cursor() {
  if (statement_ != nullptr) statement_->open = false;
}

const Cursor::Part& Cursor::current() const {
  if (at_ == before_first) throw plugin::misuse("the cursor stands before the first result");
  return parts_[std::min(at_, parts_.size() - 1)];
}

zin_result_info Cursor::info() const {
  const Part& part = current();
  zin_result_info info{};
  info.ncols = static_cast<std::uint32_t>(part.set->columns.size());
  info.columns = info.ncols == 0 ? nullptr : part.set->columns.data();
  info.affected = part.affected;
  info.last_id = part.last_id;
  info.batch_index = batch_ ? static_cast<std::uint32_t>(std::min(at_, parts_.size() - 1)) : 0;
  info.flags = ZIN_RES_LOCAL | ZIN_RES_LOCAL_ALL;
  if (at_ + 1 >= parts_.size()) info.flags |= ZIN_RES_LAST;
  return info;
}

zin_status Cursor::fetch(std::uint32_t max_rows, const plugin::Operation&, zin_rows& rows) {
  const ResultSet& set = *current().set;
  const std::uint32_t left = at_ >= parts_.size() ? 0 : set.nrows - next_row_;
  const std::uint32_t count = max_rows == 0 ? left : std::min(left, max_rows);
  rows.nrows = count;
  rows.ncols = static_cast<std::uint32_t>(set.columns.size());
  rows.flags = ZIN_ROWS_STABLE | (count == left ? ZIN_ROWS_LAST : 0u);
  rows.cells =
      count == 0 ? nullptr : set.cells.data() + std::size_t{next_row_} * set.columns.size();
  rows.bytes = std::uint64_t{count} * rows.ncols * sizeof(zin_cell);
  next_row_ += count;
  return count == 0 ? ZIN_END : ZIN_OK;
}

zin_status Cursor::next(const plugin::Operation&) noexcept {
  next_row_ = 0;
  if (at_ == before_first)
    at_ = 0;
  else if (at_ < parts_.size())
    ++at_;
  return at_ < parts_.size() ? ZIN_OK : ZIN_END;
}

void Cursor::close() noexcept { owner_.drop(*this); }

}  // namespace zin::d1
