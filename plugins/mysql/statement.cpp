// Describes a statement and keeps its handle.
// SPDX-License-Identifier: MIT
#include "statement.hpp"

#include <new>
#include <utility>

#include "connection.hpp"

namespace zin::mysql {

Statement::Statement(Connection& owner, std::string_view sql, bool keep)
    : owner_(owner),
      sql_(sql),
      handle_(mysql_stmt_init(owner.link().handle())),
      cursor_(*this),
      verb_(verb_of(sql)),
      leaves_(leaves_behind(sql)),
      keep_(keep) {
  if (handle_ == nullptr) throw std::bad_alloc();
}

// What the server has to hear of, the connection has taken with release(). Here its handle is
// closed already, and only memory is left.
Statement::~Statement() {
  if (handle_ != nullptr) mysql_stmt_close(handle_);
}

MYSQL_STMT* Statement::release() noexcept { return std::exchange(handle_, nullptr); }

void Statement::prepared() {
  nparams_ = static_cast<std::uint32_t>(mysql_stmt_param_count(handle_));
  notice_columns();
}

void Statement::read_rows_here() noexcept {
  const ps_result_callback callback = &RowReader::on_column;
  mysql_stmt_attr_set(handle_, STMT_ATTR_CB_RESULT, reinterpret_cast<const void*>(callback));
  mysql_stmt_attr_set(handle_, STMT_ATTR_CB_USER_DATA, &reader_);
}

void Statement::skip_rows_here() noexcept {
  mysql_stmt_attr_set(handle_, STMT_ATTR_CB_RESULT, nullptr);
}

void Statement::notice_columns() {
  notice_columns(mariadb_stmt_fetch_fields(handle_), mysql_stmt_field_count(handle_));
}

// What came with this result is kept by the connection. When it is new the connector takes only a
// part of it over into the statement, and would believe the rest of the old one at the next
// execution, for which the server says no more than that nothing has changed.
void Statement::notice_result() {
  const MYSQL* const mysql = owner_.link().handle();
  const std::uint64_t known = columns_id_;
  if (mysql->fields == nullptr) return notice_columns();
  notice_columns(mysql->fields, mysql->field_count);
  if (columns_id_ == known) [[likely]]
    return;
  const std::size_t count = mysql_stmt_field_count(handle_);
  const MYSQL_FIELD* const kept = mariadb_stmt_fetch_fields(handle_);
  if (count != columns_.size() || !Columns::agree(kept, mysql->fields, count)) gone_ = true;
}

void Statement::notice_columns(const MYSQL_FIELD* fields, std::size_t count) {
  if (columns_.fit(fields, count) && columns_id_ != 0) [[likely]]
    return;
  columns_.describe(fields, count);
  reader_.plan(columns_, owner_.options().zero_dates);
  columns_id_ = owner_.new_columns_id();
}

zin_stmt_info Statement::info() noexcept {
  zin_stmt_info info{};
  info.nparams = nparams_;
  info.ncols = columns_.size();
  info.columns = columns_.data();
  info.columns_id = columns_id_;
  return info;
}

void Statement::close() noexcept {
  closed_ = true;
  if (!owner_.drains(*this)) owner_.drop(*this);
}

}  // namespace zin::mysql
