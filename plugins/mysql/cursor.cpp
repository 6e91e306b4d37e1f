// Hands rows over, one at a time where that costs no copy.
// SPDX-License-Identifier: MIT
#include "cursor.hpp"

#include <algorithm>

#include "connection.hpp"
#include "statement.hpp"
#include "text_row.hpp"
#include "zin/plugin/cell.hpp"
#include "zin/plugin/growth.hpp"

namespace zin::mysql {

zin_result_info Cursor::info() noexcept {
  zin_result_info info{};
  info.ncols = statement_.columns().size();
  info.columns = statement_.columns().data();
  info.columns_id = statement_.columns_id();
  info.affected = affected_;
  if (last_id_ == 0)
    info.last_id = plugin::null_cell();
  else
    info.last_id = plugin::whole_cell(last_id_ > INT64_MAX ? ZIN_T_U64 : ZIN_T_I64,
                                      static_cast<std::int64_t>(last_id_));
  info.warnings = warnings_;
  if (!more_) info.flags |= ZIN_RES_LAST;
  if (!reads()) info.flags |= ZIN_RES_LOCAL | ZIN_RES_LOCAL_ALL;
  return info;
}

void Cursor::open(std::uint64_t token, bool stands_alone) noexcept {
  token_ = token;
  stands_alone_ = stands_alone;
  if (buffer_.size() != 0) buffer_.clear();
  next_buffered_ = 0;
  set_counts(0, 0, 0);
  more_ = false;
  unwanted_ = false;
  state_ = State::ended;
}

void Cursor::set_counts(std::int64_t affected, std::uint64_t last_id,
                        std::uint32_t warnings) noexcept {
  affected_ = affected;
  last_id_ = last_id;
  warnings_ = warnings;
}

void Cursor::end() noexcept {
  state_ = State::ended;
  if (!more_) statement_.owner().result_ended();
}

void Cursor::end_unless_stopped() {
  const bool stopped = statement_.owner().take_stop();
  end();
  if (stopped) throw statement_.owner().stopped();
}

// The connector does not read the packet that ends an unbuffered result: 0xFE, two bytes that count
// warnings, two that tell where the session stands.
void Cursor::take_end_status() noexcept {
  MYSQL* const mysql = statement_.owner().link().handle();
  const unsigned char* const packet = mysql->net.read_pos;
  if (packet != nullptr && packet + 5 <= mysql->net.buff_end && packet[0] == 254) {
    warnings_ = packet[1] + 256u * packet[2];
    mysql->server_status = packet[3] + 256u * packet[4];
  }
  more_ = (mysql->server_status & SERVER_MORE_RESULTS_EXIST) != 0;
}

bool Cursor::take_row(int code, bool discard) {
  if (code == 0 && statement_.reader().well_formed()) [[likely]] {
    if (!discard) row_ = statement_.reader().finish();
    return true;
  }
  more_ = false;
  if (code == MYSQL_NO_DATA) {
    take_end_status();
    return false;
  }
  plugin::Failure failure = code == MYSQL_DATA_MALFORMED || code == 0
                                ? statement_.owner().malformed()
                                : statement_.owner().failure(stands_alone_, &statement_);
  if (failure.native_code == cr_malformed_packet && stands_alone_)
    failure.flags |= ZIN_ERRF_MAYBE_APPLIED;
  end();
  throw failure;
}

Task<bool> Cursor::read_row(bool discard) {
  statement_.reader().expect(*statement_.owner().link().handle());
  FetchCall call(statement_.handle());
  co_await statement_.owner().link().run(call);
  co_return take_row(call.result, discard);
}

bool Cursor::start_result() {
  MYSQL* const mysql = statement_.owner().link().handle();
  MYSQL_STMT* const handle = statement_.handle();
  more_ = (mysql->server_status & SERVER_MORE_RESULTS_EXIST) != 0;
  statement_.notice_result();
  if (statement_.columns().size() != 0) {
    statement_.read_rows_here();
    state_ = State::streaming;
    return true;
  }
  set_counts(static_cast<std::int64_t>(mysql_stmt_affected_rows(handle)),
             mysql_stmt_insert_id(handle), handle->upsert_status.warning_count);
  end();
  return false;
}

// A reading statement's first row is read with its execution, since an error often comes in its
// place. What changes data must be known to have done so, and is read whole.
bool Cursor::take_first(bool found) {
  const bool reads = statement_.verb() == Verb::read || statement_.verb() == Verb::other;
  if (found && reads) {
    state_ = State::on_row;
    return false;
  }
  if (found) {
    buffer_.append(row_, statement_.columns().size());
    return true;
  }
  end();
  if (reads) return false;
  affected_ = static_cast<std::int64_t>(buffer_.size());
  last_id_ = statement_.owner().link().handle()->insert_id;
  if (buffer_.size() != 0) state_ = State::buffered;
  return false;
}

Task<> Cursor::begin_result() {
  if (!start_result()) co_return;
  for (bool again = true; again;) {
    const bool found = co_await read_row(false);
    again = take_first(found);
  }
}

void Cursor::begin_result_at_once() {
  if (!start_result()) return;
  for (bool again = true; again;) {
    statement_.reader().expect(*statement_.owner().link().handle());
    again = take_first(take_row(mysql_stmt_fetch(statement_.handle()), false));
  }
}

void Cursor::take_text_rows(MYSQL_RES* rows) {
  TextRow text(statement_.columns());
  while (const MYSQL_ROW row = mysql_fetch_row(rows))
    buffer_.append(text.read(row, mysql_fetch_lengths(rows)), statement_.columns().size());
  if (buffer_.size() != 0) state_ = State::buffered;
}

void Cursor::hand_over(const zin_cell* cells, zin_rows& rows) const noexcept {
  rows.cells = cells;
  rows.nrows = 1;
  rows.ncols = statement_.reader().size();
  rows.flags = 0;
  rows.bytes = statement_.reader().bytes();
}

zin_status Cursor::fetch(std::uint32_t max_rows, const plugin::Operation& op, zin_rows* rows,
                         zin_wait* wait) {
  int events = 0;
  zin_status status = ZIN_OK;
  if (rows->struct_size >= sizeof(zin_rows)) [[likely]] {
    status = fetch_into(*rows, max_rows, op, events);
  } else {
    zin_rows whole{};
    status = fetch_into(whole, max_rows, op, events);
    if (events == 0) plugin::fill(rows, whole);
  }
  if (events == 0) [[likely]]
    return status;
  return statement_.owner().operate(op, wait, fetch_later(rows, events));
}

zin_status Cursor::fetch_into(zin_rows& rows, std::uint32_t max_rows, const plugin::Operation& op,
                              int& events) {
  if (state_ == State::on_row) {
    hand_over(row_, rows);
    state_ = State::streaming;
    return ZIN_OK;
  }
  if (state_ != State::streaming) return fetch_rest(max_rows, rows);
  Connection& owner = statement_.owner();
  owner.check_free();
  statement_.reader().expect(*owner.link().handle());
  FetchCall call(statement_.handle());
  events = owner.try_call(op, call);
  if (events != 0) return ZIN_PENDING;
  if (take_row(call.result, false)) [[likely]] {
    hand_over(row_, rows);
    return ZIN_OK;
  }
  end_unless_stopped();
  return fetch_rest(max_rows, rows);
}

Task<zin_status> Cursor::fetch_later(zin_rows* rows, int events) {
  FetchCall call(statement_.handle());
  auto rest = statement_.owner().link().resume(call, events);
  co_await rest;
  zin_rows whole{};
  zin_status status = ZIN_OK;
  if (take_row(call.result, false)) {
    hand_over(row_, whole);
  } else {
    end_unless_stopped();
    status = fetch_rest(0, whole);
  }
  plugin::fill(rows, whole);
  co_return status;
}

zin_status Cursor::fetch_rest(std::uint32_t max_rows, zin_rows& rows) {
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

Task<> Cursor::discard_row() {
  statement_.skip_rows_here();
  if (state_ == State::on_row) state_ = State::streaming;
  if (state_ == State::streaming) {
    const bool found = co_await read_row(true);
    if (!found) state_ = State::ended;
    co_return;
  }
  const bool another = co_await next_result();
  if (!another) co_return;
  more_ = (statement_.owner().link().handle()->server_status & SERVER_MORE_RESULTS_EXIST) != 0;
  if (mysql_stmt_field_count(statement_.handle()) != 0) state_ = State::streaming;
}

void Cursor::abandon(bool open) noexcept {
  state_ = open ? State::ended : State::closed;
  more_ = false;
}

void Cursor::close_failed() noexcept {
  if (is_open() || reads()) {
    close();
    return;
  }
  statement_.owner().cursor_closed(statement_);
}

Task<> Cursor::skip_rows() {
  statement_.skip_rows_here();
  if (state_ == State::on_row) state_ = State::streaming;
  while (state_ == State::streaming) {
    const bool found = co_await read_row(true);
    if (!found) state_ = State::ended;
  }
}

Task<bool> Cursor::next_result() {
  if (!more_) co_return false;
  StatementNextCall call(statement_.handle());
  co_await statement_.owner().link().run(call);
  more_ = false;
  if (call.result == 0) co_return true;
  if (call.result < 0) co_return false;
  plugin::Failure failure = statement_.owner().failure(true);
  end();
  throw failure;
}

Task<zin_status> Cursor::step_to_next() {
  co_await skip_rows();
  buffer_.clear();
  next_buffered_ = 0;
  const bool another = co_await next_result();
  if (!another) {
    end();
    co_return ZIN_END;
  }
  co_await begin_result();
  co_return ZIN_OK;
}

zin_status Cursor::next(const plugin::Operation& op, zin_wait* wait) {
  Connection& owner = statement_.owner();
  owner.check_free();
  if (!reads()) {
    state_ = State::ended;
    return ZIN_END;
  }
  return owner.operate(op, wait, step_to_next());
}

void Cursor::close() noexcept {
  const bool unread = reads() && statement_.owner().link().alive();
  state_ = State::closed;
  if (unread) {
    unwanted_ = true;
    state_ = State::streaming;
    statement_.owner().drain_later(statement_);
    return;
  }
  statement_.owner().cursor_closed(statement_);
}

}  // namespace zin::mysql
