// Hands rows over, one at a time where that costs no copy.
// SPDX-License-Identifier: MIT
#include "cursor.hpp"

#include <algorithm>

#include "statement.hpp"
#include "zin/plugin/cell.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::sqlite {

Cursor::~Cursor() {
  if (state_ == State::on_row || state_ == State::running) database_.remove_running(*this);
}

zin_result_info Cursor::info() noexcept {
  zin_result_info info{};
  info.ncols = statement_.columns().size();
  info.columns = statement_.columns().data();
  info.columns_id = statement_.columns_id();
  info.affected = affected_;
  info.last_id = has_last_id_ ? plugin::whole_cell(ZIN_T_I64, last_id_) : plugin::null_cell();
  info.flags = ZIN_RES_LAST;
  if (state_ == State::buffered || state_ == State::ended)
    info.flags |= ZIN_RES_LOCAL | ZIN_RES_LOCAL_ALL;
  return info;
}

void Cursor::open(std::uint64_t token, std::uint64_t column_mask) {
  token_ = token;
  column_mask_ = column_mask;
  if (buffer_.size() != 0) buffer_.clear();
  next_buffered_ = 0;
  affected_ = 0;
  has_last_id_ = false;
  state_ = State::ended;
}

void Cursor::plan() {
  if (planned_columns_ == statement_.columns_id() && planned_mask_ == column_mask_) return;
  reader_.plan(statement_.columns(), column_mask_);
  planned_columns_ = statement_.columns_id();
  planned_mask_ = column_mask_;
}

void Cursor::stand_on_row() {
  database_.add_running(*this);
  state_ = State::on_row;
}

void Cursor::end() noexcept {
  if (state_ == State::on_row || state_ == State::running) database_.remove_running(*this);
  state_ = State::ended;
}

zin_status Cursor::finish(int code, zin_rows& rows) {
  if (code == SQLITE_DONE) {  // another step would begin the query anew
    end();
    return fetch_rest(0, rows);
  }
  plugin::Failure failure = statement_.step_failure(code);
  sqlite3_reset(handle_);
  end();
  throw failure;
}

zin_status Cursor::fetch_rest(std::uint32_t max_rows, zin_rows& rows) {
  if (state_ == State::aborted) {
    state_ = State::ended;
    plugin::Failure failure(ZIN_E_CANCELLED, ZIN_CAT_CANCELLED, aborted_because_);
    failure.sqlstate = "57014";
    throw failure;
  }
  const std::size_t left = state_ == State::buffered ? buffer_.size() - next_buffered_ : 0;
  const auto count =
      static_cast<std::uint32_t>(max_rows == 0 ? left : std::min<std::size_t>(left, max_rows));
  rows.nrows = count;
  rows.ncols = statement_.columns().size();
  rows.flags = ZIN_ROWS_STABLE | (count == left ? ZIN_ROWS_LAST : 0u);
  rows.cells = count == 0 ? nullptr : buffer_.row(next_buffered_);
  rows.bytes = count == 0 ? 0 : buffer_.bytes();
  next_buffered_ += count;
  return count == 0 ? ZIN_END : ZIN_OK;
}

zin_status Cursor::next(const plugin::Operation&) noexcept {
  if (state_ == State::on_row || state_ == State::running) {
    sqlite3_reset(handle_);
    end();
  }
  state_ = State::ended;
  return ZIN_END;
}

void Cursor::abort(const char* why) noexcept {
  sqlite3_reset(handle_);
  end();
  state_ = State::aborted;
  aborted_because_ = why;
}

void Cursor::close() noexcept {
  sqlite3_reset(handle_);
  end();
  state_ = State::closed;
  statement_.cursor_closed();
}

}  // namespace zin::sqlite
