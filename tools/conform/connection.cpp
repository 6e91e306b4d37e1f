// The raw C ABI, each answer checked.
// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "check.hpp"
#include "text.hpp"

namespace zin::conform {
namespace {

constexpr std::array<std::string_view, 15> categories{
    "UNKNOWN",   "CONNECTION", "AUTH",    "PERMISSION",    "SYNTAX",
    "NOT_FOUND", "CONSTRAINT", "DATA",    "SERIALIZATION", "BUSY",
    "RESOURCE",  "CANCELLED",  "TIMEOUT", "UNSUPPORTED",   "INTERNAL"};

zin_exec exec_of(std::string_view sql, const std::vector<zin_cell>& cells) {
  zin_exec exec{};
  exec.struct_size = sizeof exec;
  exec.sql = str(sql);
  exec.params = cells.empty() ? nullptr : cells.data();
  exec.nparams = static_cast<std::uint32_t>(cells.size());
  return exec;
}

}  // namespace

zin_error empty_error() noexcept {
  zin_error error{};
  error.struct_size = sizeof error;
  return error;
}

const zin_column& column_at(const zin_column* columns, std::uint32_t index) noexcept {
  const auto* first = reinterpret_cast<const std::byte*>(columns);
  return *reinterpret_cast<const zin_column*>(first + std::size_t{index} * columns->struct_size);
}

std::string to_string(const zin_error& error) {
  const std::string_view category =
      error.category < categories.size() ? categories[error.category] : "?";
  const std::size_t length = std::min<std::size_t>(error.message_len, sizeof error.message);
  return fmt::format("{} {} [{}] {}", error.status, category,
                     std::string_view{error.sqlstate, strnlen(error.sqlstate, 8)},
                     std::string_view{error.message, length});
}

std::string Reply::text() const { return ok() ? fmt::format("{}", status) : to_string(error); }

zin_conn* Connection::new_handle(const Subject& subject) {
  std::vector<zin_kv> options;
  for (const auto& [key, value] : subject.options.connection) {
    options.push_back({str(key), str(value)});
  }
  zin_conn* handle = nullptr;
  zin_error error = empty_error();
  const zin_status status =
      subject.driver->conn_new(options.empty() ? nullptr : options.data(),
                               static_cast<std::uint32_t>(options.size()), &handle, &error);
  require(status == ZIN_OK, "conn_new answered {}: {}", status, to_string(error));
  require(handle != nullptr, "conn_new answered OK and gave no handle");
  return handle;
}

Connection::Connection(const Subject& subject)
    : driver_{subject.driver}, handle_{new_handle(subject)} {
  zin_error error = empty_error();
  const zin_status status = driver_->start_connect(handle_, nullptr, nullptr, &error);
  if (status != ZIN_OK) {
    driver_->conn_close(handle_);
    throw Failed{fmt::format("start_connect answered {}: {}", status, to_string(error))};
  }
  info_.struct_size = sizeof info_;
  const zin_status told = driver_->conn_info(handle_, &info_);
  if (told != ZIN_OK) {
    driver_->conn_close(handle_);
    throw Failed{fmt::format("conn_info answered {} on an open connection", told)};
  }
  quirks_ = &quirks_of(view(info_.dialect));
}

Connection::~Connection() { close(); }

void Connection::close() {
  if (handle_) driver_->conn_close(std::exchange(handle_, nullptr));
}

Reply Connection::execute(const zin_exec& exec, zin_cursor** cursor) {
  Reply reply{ZIN_OK, empty_error()};
  *cursor = nullptr;
  reply.status = driver_->start_exec(handle_, &exec, nullptr, cursor, nullptr, &reply.error);
  require(reply.status <= ZIN_OK, "start_exec without a zin_op answered {}", reply.status);
  require(!reply.ok() || *cursor, "start_exec answered OK and gave no cursor");
  return reply;
}

Cursor Connection::open(std::string_view sql, const Row& parameters) {
  const std::string text = with_placeholders(sql, driver_->param_style);
  const auto cells = cells_of(parameters);
  zin_cursor* cursor = nullptr;
  const Reply reply = execute(exec_of(text, cells), &cursor);
  require(reply.ok(), "\"{}\" failed: {}", text, reply.text());
  return {*this, cursor};
}

std::int64_t Connection::run(std::string_view sql, const Row& parameters) {
  Cursor cursor = open(sql, parameters);
  return cursor.info().affected;
}

Reply Connection::attempt(std::string_view sql, const Row& parameters) {
  const std::string text = with_placeholders(sql, driver_->param_style);
  const auto cells = cells_of(parameters);
  zin_cursor* cursor = nullptr;
  const Reply reply = execute(exec_of(text, cells), &cursor);
  if (reply.ok()) driver_->cursor_close(cursor);
  return reply;
}

Reply Connection::refuse(std::string_view sql, const Row& parameters) {
  const Reply reply = attempt(sql, parameters);
  require(!reply.ok(), "\"{}\" succeeded, and should have failed", sql.substr(0, 200));
  return reply;
}

std::vector<Row> Connection::rows(std::string_view sql, const Row& parameters) {
  return open(sql, parameters).rest();
}

Statement Connection::prepare(std::string_view sql) {
  const std::string text = with_placeholders(sql, driver_->param_style);
  zin_stmt* handle = nullptr;
  zin_error error = empty_error();
  const zin_status status =
      driver_->start_prepare(handle_, str(text), nullptr, &handle, nullptr, &error);
  require(status == ZIN_OK, "start_prepare of \"{}\" answered {}: {}", text, status,
          to_string(error));
  require(handle != nullptr, "start_prepare answered OK and gave no statement");
  return {*this, handle};
}

Reply Connection::transaction(std::uint32_t verb, std::uint32_t mode, std::string_view savepoint) {
  Reply reply{ZIN_OK, empty_error()};
  reply.status =
      driver_->start_txn(handle_, verb, mode, str(savepoint), nullptr, nullptr, &reply.error);
  return reply;
}

void Connection::must(std::uint32_t verb, std::uint32_t mode, std::string_view savepoint) {
  const Reply reply = transaction(verb, mode, savepoint);
  require(reply.status == ZIN_OK, "start_txn with verb {} answered {}", verb, reply.text());
}

Reply Connection::reset(std::uint32_t level) {
  Reply reply{ZIN_OK, empty_error()};
  reply.status = driver_->start_reset(handle_, level, nullptr, nullptr, &reply.error);
  return reply;
}

Cursor::Cursor(Cursor&& other) noexcept
    : connection_{other.connection_},
      handle_{std::exchange(other.handle_, nullptr)},
      rows_{other.rows_} {}

void Cursor::close() {
  zin_cursor* handle = std::exchange(handle_, nullptr);
  if (handle && connection_->get()) connection_->driver().cursor_close(handle);
}

zin_result_info Cursor::info() const {
  zin_result_info info{};
  info.struct_size = sizeof info;
  const zin_status status = connection_->driver().result_info(handle_, &info);
  require(status == ZIN_OK, "result_info answered {}", status);
  return info;
}

std::vector<std::string> Cursor::names() const {
  const zin_result_info result = info();
  std::vector<std::string> names;
  require(result.ncols == 0 || result.columns, "a result of {} columns describes none",
          result.ncols);
  for (std::uint32_t i = 0; i < result.ncols; ++i) {
    const zin_column& column = column_at(result.columns, i);
    require(column.struct_size == result.columns->struct_size,
            "column {} has struct_size {}, the stride is {}", i, column.struct_size,
            result.columns->struct_size);
    names.emplace_back(view(column.name));
  }
  return names;
}

zin_status Cursor::fetch(std::uint32_t max_rows) {
  zin_error error = empty_error();
  rows_ = {};
  rows_.struct_size = sizeof rows_;
  const zin_status status =
      connection_->driver().fetch(handle_, max_rows, nullptr, &rows_, nullptr, &error);
  require(status >= 0, "fetch failed: {}", to_string(error));
  require(status == ZIN_OK || status == ZIN_END, "fetch without a zin_op answered {}", status);
  if (status == ZIN_END) {
    rows_.nrows = 0;
  } else {
    require(rows_.nrows > 0, "fetch answered OK with no rows");
    require(max_rows == 0 || rows_.nrows <= max_rows, "fetch of {} rows gave {}", max_rows,
            rows_.nrows);
    require(rows_.cells != nullptr, "fetch gave {} rows and no cells", rows_.nrows);
    require(rows_.ncols == info().ncols, "the rows have {} columns, the result has {}", rows_.ncols,
            info().ncols);
  }
  return status;
}

std::vector<Row> Cursor::copies() const {
  std::vector<Row> copies(rows_.nrows);
  for (std::uint32_t r = 0; r < rows_.nrows; ++r) {
    for (std::uint32_t c = 0; c < rows_.ncols; ++c) {
      copies[r].push_back(Value::copy(rows_.cells[std::size_t{r} * rows_.ncols + c]));
    }
  }
  return copies;
}

std::vector<Row> Cursor::rest(std::uint32_t max_rows) {
  std::vector<Row> all;
  while (fetch(max_rows) == ZIN_OK) {
    for (Row& row : copies()) all.push_back(std::move(row));
    require(all.size() <= 1'000'000, "fetch gave more than a million rows and still no END");
  }
  return all;
}

zin_status Cursor::next_result() {
  zin_error error = empty_error();
  const zin_status status =
      connection_->driver().next_result(handle_, nullptr, nullptr, nullptr, &error);
  require(status >= 0, "next_result failed: {}", to_string(error));
  return status;
}

Statement::Statement(Statement&& other) noexcept
    : connection_{other.connection_}, handle_{std::exchange(other.handle_, nullptr)} {}

void Statement::close() {
  zin_stmt* handle = std::exchange(handle_, nullptr);
  if (handle && connection_->get()) connection_->driver().stmt_close(handle);
}

zin_stmt_info Statement::info() const {
  zin_stmt_info info{};
  info.struct_size = sizeof info;
  const zin_status status = connection_->driver().stmt_info(handle_, &info);
  require(status == ZIN_OK, "stmt_info answered {}", status);
  return info;
}

Cursor Statement::open(const Row& parameters) {
  const auto cells = cells_of(parameters);
  zin_exec exec = exec_of({}, cells);
  exec.stmt = handle_;
  zin_cursor* cursor = nullptr;
  const Reply reply = connection_->execute(exec, &cursor);
  require(reply.ok(), "a prepared statement failed: {}", reply.text());
  return {*connection_, cursor};
}

Reply Statement::attempt(const Row& parameters) {
  const auto cells = cells_of(parameters);
  zin_exec exec = exec_of({}, cells);
  exec.stmt = handle_;
  zin_cursor* cursor = nullptr;
  const Reply reply = connection_->execute(exec, &cursor);
  if (reply.ok()) connection_->driver().cursor_close(cursor);
  return reply;
}

std::int64_t Statement::run(const Row& parameters) { return open(parameters).info().affected; }

}  // namespace zin::conform
