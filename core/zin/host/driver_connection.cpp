// Calls across the driver ABI.
// SPDX-License-Identifier: MIT
#include "zin/host/driver_connection.hpp"

#include "zin/base/cell.hpp"
#include "zin/base/interval.hpp"
#include "zin/host/abi_text.hpp"
#include "zin/host/parents_driver.hpp"

namespace zin::host {
namespace {

using detail::Cell;
using detail::Encoding;

// The cells of core and of the ABI are the same 16 bytes.
static_assert(sizeof(Cell) == sizeof(zin_cell) && offsetof(Cell, len) == offsetof(zin_cell, len));
static_assert(offsetof(Cell, type) == offsetof(zin_cell, type));
static_assert(offsetof(Cell, encoding) == offsetof(zin_cell, enc));
static_assert(offsetof(Cell, flags) == offsetof(zin_cell, flags));
static_assert(static_cast<zin_type>(Type::null) == ZIN_T_NULL);
static_assert(static_cast<zin_type>(Type::boolean) == ZIN_T_BOOL);
static_assert(static_cast<zin_type>(Type::int64) == ZIN_T_I64);
static_assert(static_cast<zin_type>(Type::uint64) == ZIN_T_U64);
static_assert(static_cast<zin_type>(Type::float32) == ZIN_T_F32);
static_assert(static_cast<zin_type>(Type::float64) == ZIN_T_F64);
static_assert(static_cast<zin_type>(Type::decimal) == ZIN_T_DECIMAL);
static_assert(static_cast<zin_type>(Type::text) == ZIN_T_TEXT);
static_assert(static_cast<zin_type>(Type::json) == ZIN_T_JSON);
static_assert(static_cast<zin_type>(Type::bytes) == ZIN_T_BYTES);
static_assert(static_cast<zin_type>(Type::uuid) == ZIN_T_UUID);
static_assert(static_cast<zin_type>(Type::date) == ZIN_T_DATE);
static_assert(static_cast<zin_type>(Type::time) == ZIN_T_TIME);
static_assert(static_cast<zin_type>(Type::timestamp) == ZIN_T_TIMESTAMP);
static_assert(static_cast<zin_type>(Type::timestamptz) == ZIN_T_TIMESTAMPTZ);
static_assert(static_cast<zin_type>(Type::interval) == ZIN_T_INTERVAL);
static_assert(static_cast<zin_type>(Type::array) == ZIN_T_ARRAY);
static_assert(static_cast<zin_type>(Type::native) == ZIN_T_NATIVE);
static_assert(static_cast<std::uint8_t>(Encoding::view) == ZIN_ENC_VIEW);
static_assert(static_cast<std::uint8_t>(Encoding::wire_text) == ZIN_ENC_WIRE_TEXT);
static_assert(detail::cell_inexact == ZIN_CELL_INEXACT);
static_assert(sizeof(Interval) == sizeof(zin_interval));
static_assert(offsetof(Interval, days) == offsetof(zin_interval, days));
static_assert(offsetof(Interval, months) == offsetof(zin_interval, months));

// While it lives the current fiber, if there is one, is where it may block.
class Blocking {
 public:
  Blocking(detail::Workers* workers, bool blocks)
      : fiber_(blocks && workers != nullptr ? detail::Fiber::polling() : nullptr) {
    if (fiber_ == nullptr) return;
    home_ = &fiber_->loop();
    fiber_->move_to(workers->loop());
  }
  Blocking(const Blocking&) = delete;
  Blocking& operator=(const Blocking&) = delete;
  ~Blocking() {
    if (fiber_ != nullptr) fiber_->move_to(*home_);
  }

 private:
  detail::Fiber* fiber_;
  detail::Loop* home_ = nullptr;
};

CallContext doing(std::string_view what, Deadline deadline) {
  return {.status = {.statement = {}, .doing = what}, .deadline = deadline};
}

}  // namespace

DriverConnection::DriverConnection(const DriverHandle& driver, const Options& options,
                                   detail::Workers* workers)
    : driver_(&driver), workers_(workers), handle_(nullptr, Closer{&driver}) {
  std::vector<zin_kv> pairs;
  pairs.reserve(options.size());
  for (const auto& [key, value] : options) pairs.push_back({abi_view(key), abi_view(value)});
  zin_conn* made = nullptr;
  zin_error error = empty_error();
  const zin_status status =
      table().conn_new(pairs.data(), static_cast<std::uint32_t>(pairs.size()), &made, &error);
  if (status < 0)
    throw_status(driver, nullptr, status, error, {.statement = {}, .doing = "configure"});
  handle_.reset(made);
}

void DriverConnection::connect(Deadline deadline) {
  const Blocking elsewhere{workers_, (table().capabilities & ZIN_CAP_CONNECT_BLOCKS) != 0};
  zin_error error = empty_error();
  Operation op{deadline, std::chrono::nanoseconds{0}};
  const zin_status status =
      finish(op, table().start_connect(handle_.get(), op.op(), op.wait(), &error), &error);
  if (status < 0) fail(status, error, doing("connect", deadline));
  zin_conn_info info{};
  info.struct_size = sizeof info;
  table().conn_info(handle_.get(), &info);
  server_.dialect = text_of(info.dialect);
  server_.server_name = text_of(info.server_name);
  server_.server_version = text_of(info.server_version_text);
  if (info.name_quotes.len == 2) server_.name_quotes = text_of(info.name_quotes);
  server_.capabilities = info.capabilities;
  server_.max_sql_bytes = info.max_sql_bytes;
  server_.max_params = info.max_params;
  server_.max_batch_items = info.max_batch_items;
}

bool DriverConnection::stands() const noexcept {
  if ((state() & ZIN_CONN_USABLE) == 0) return false;
  return table().conn_check == nullptr || table().conn_check(handle_.get()) >= 0;
}

void DriverConnection::ping(Deadline deadline) {
  if (table().start_ping == nullptr) return;
  zin_error error = empty_error();
  Operation op{deadline, std::chrono::nanoseconds{0}};
  const zin_status status =
      finish(op, table().start_ping(handle_.get(), op.op(), op.wait(), &error), &error);
  if (status < 0) fail(status, error, doing("ping", deadline));
}

void DriverConnection::reset(std::uint32_t level, Deadline deadline) {
  if (table().start_reset == nullptr) {
    throw Error(Errc::unsupported, "the driver cannot reset a connection; it is closed instead");
  }
  zin_error error = empty_error();
  Operation op{deadline, std::chrono::nanoseconds{0}};
  op.ignore_cancel();
  const zin_status status =
      finish(op, table().start_reset(handle_.get(), level, op.op(), op.wait(), &error), &error);
  if (status < 0) fail(status, error, doing("reset", deadline));
}

StatementHandle DriverConnection::prepare(std::string_view sql, const CallContext& call) {
  ErrorSlot slot;
  Operation op{call.deadline};
  zin_stmt* made = nullptr;
  const zin_status status = finish(
      op,
      table().start_prepare(handle_.get(), abi_view(sql), op.op(), &made, op.wait(), &slot.error),
      &slot.error);
  if (status < 0) fail(status, slot.error, call);
  return StatementHandle{made, StatementCloser{this}};
}

void DriverConnection::transact(std::uint32_t verb, std::uint32_t mode, std::string_view name,
                                const CallContext& call) {
  if (table().start_txn == nullptr || !can(ZIN_CAP_TXN)) {
    throw Error(Errc::unsupported, "the driver " + std::string{driver_->name()} +
                                       " has no transactions; run the statements one by one");
  }
  ErrorSlot slot;
  Operation op{call.deadline, call.slack};
  if (verb != ZIN_TXN_BEGIN) op.ignore_cancel();
  const zin_status status = finish(
      op,
      table().start_txn(handle_.get(), verb, mode, abi_view(name), op.op(), op.wait(), &slot.error),
      &slot.error);
  if (status < 0) fail(status, slot.error, call);
}

void DriverConnection::leave_to_parent() noexcept { driver_ = &parents_driver(); }

void DriverConnection::fail(zin_status status, const zin_error& error,
                            const CallContext& call) const {
  throw_status(*driver_, handle_.get(), status, error, call.status);
}

}  // namespace zin::host
