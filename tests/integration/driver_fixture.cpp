// Loads the driver and wraps its calls.
// SPDX-License-Identifier: MIT
#include "driver_fixture.hpp"

#include <dlfcn.h>
#include <poll.h>
#include <stdlib.h>  // NOLINT: mkdtemp

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace zin::test {
namespace {

std::mutex log_mutex;
std::vector<std::string> log_lines;

std::int64_t host_now(void*) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void host_log(void*, std::int32_t, zin_str component, zin_str message) {
  const std::lock_guard lock(log_mutex);
  log_lines.push_back(text(component) + ": " + text(message));
}

const zin_host& host() {
  static const zin_host host = [] {
    zin_host made{};
    made.struct_size = sizeof(zin_host);
    made.abi_version = ZIN_ABI_VERSION;
    made.name = str("driver tests");
    made.log_level = ZIN_LOG_TRACE;
    made.log = &host_log;
    made.now_ns = &host_now;
    return made;
  }();
  return host;
}

}  // namespace

zin_plugin_entry_fn plugin_entry() {
  static const zin_plugin_entry_fn entry = [] {
    const char* const path = std::getenv("ZIN_DRIVER_PLUGIN");
    if (path == nullptr) throw std::runtime_error("ZIN_DRIVER_PLUGIN names no file");
    void* const library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr) throw std::runtime_error(dlerror());
    const auto symbol = reinterpret_cast<zin_plugin_entry_fn>(dlsym(library, ZIN_ENTRY_SYMBOL));
    if (symbol == nullptr) throw std::runtime_error(dlerror());
    return symbol;
  }();
  return entry;
}

const zin_plugin& plugin() {
  static const zin_plugin* const loaded = [] {
    Fault fault;
    const zin_plugin* const answered = plugin_entry()(&host(), &fault);
    if (answered == nullptr) throw std::runtime_error(fault.text());
    return answered;
  }();
  return *loaded;
}

const zin_driver& driver() {
  // Of a plugin with several the one that ZIN_DRIVER_NAME names, else the first.
  static const auto* const table = [] {
    const char* const wanted = std::getenv("ZIN_DRIVER_NAME");
    std::uint32_t kind = 0;
    for (std::uint32_t i = 0;; ++i) {
      const void* const found = plugin().get_impl(i, &kind);
      if (found == nullptr) throw std::runtime_error("no implementation of that name");
      const auto* const one = static_cast<const zin_driver*>(found);
      if (wanted == nullptr || text(one->name) == wanted) return one;
    }
  }();
  return *table;
}

std::vector<std::string> take_log() {
  const std::lock_guard lock(log_mutex);
  return std::exchange(log_lines, {});
}

zin_cell null() { return zin_cell{}; }

zin_cell inline_cell(zin_type type, std::int64_t value) {
  zin_cell cell{};
  cell.v.i = value;
  cell.type = type;
  return cell;
}

zin_cell i64(std::int64_t value) { return inline_cell(ZIN_T_I64, value); }

zin_cell u64(std::uint64_t value) {
  zin_cell cell{};
  cell.v.u = value;
  cell.type = ZIN_T_U64;
  return cell;
}

zin_cell f64(double value) {
  zin_cell cell{};
  cell.v.f = value;
  cell.type = ZIN_T_F64;
  return cell;
}

zin_cell view(zin_type type, std::string_view bytes, std::uint8_t enc) {
  zin_cell cell{};
  cell.v.ptr = bytes.data();
  cell.len = static_cast<std::uint32_t>(bytes.size());
  cell.type = type;
  cell.enc = enc;
  return cell;
}

std::string show(const zin_cell& cell) {
  std::ostringstream out;
  out.precision(17);
  if (cell.enc == ZIN_ENC_WIRE_TEXT)
    return "wire " + std::to_string(cell.type) + " " + bytes_of(cell);
  switch (cell.type) {
    case ZIN_T_NULL:
      return (cell.flags & ZIN_CELL_SKIPPED) != 0 ? "skipped" : "null";
    case ZIN_T_BOOL:
      out << "bool " << cell.v.i;
      break;
    case ZIN_T_I64:
      out << "i64 " << cell.v.i;
      break;
    case ZIN_T_F64:
      out << "f64 " << cell.v.f;
      break;
    case ZIN_T_DECIMAL:
      out << ((cell.flags & ZIN_CELL_INEXACT) != 0 ? "inexact " : "decimal ") << bytes_of(cell);
      break;
    case ZIN_T_TEXT:
      out << "text " << bytes_of(cell);
      break;
    case ZIN_T_JSON:
      out << ((cell.flags & ZIN_CELL_INEXACT) != 0 ? "inexact json " : "json ") << bytes_of(cell);
      break;
    case ZIN_T_BYTES:
    case ZIN_T_UUID:
      out << (cell.type == ZIN_T_UUID ? "uuid " : "bytes ") << std::hex;
      for (const char c : bytes_of(cell)) {
        const auto byte = static_cast<unsigned char>(c);
        out << (byte < 16 ? "0" : "") << static_cast<unsigned>(byte);
      }
      break;
    case ZIN_T_DATE:
      out << "date " << cell.v.i;
      break;
    case ZIN_T_TIME:
      out << "time " << cell.v.i;
      break;
    case ZIN_T_TIMESTAMP:
      out << "timestamp " << cell.v.i;
      break;
    case ZIN_T_TIMESTAMPTZ:
      out << "timestamptz " << cell.v.i;
      break;
    case ZIN_T_F32:
      out.precision(9);
      out << "f32 " << cell.v.f;
      break;
    case ZIN_T_U64:
      out << "u64 " << cell.v.u;
      break;
    case ZIN_T_INTERVAL: {
      zin_interval interval;
      std::memcpy(&interval, cell.v.ptr, sizeof interval);
      out << "interval " << interval.months << " mons " << interval.days << " days " << interval.us
          << " us";
      break;
    }
    case ZIN_T_ARRAY: {
      const auto* const items = static_cast<const zin_cell*>(cell.v.ptr);
      out << "array [";
      for (std::uint32_t i = 0; i < cell.len; ++i) out << (i == 0 ? "" : ", ") << show(items[i]);
      out << "]";
      break;
    }
    case ZIN_T_NATIVE:
      out << "native " << bytes_of(cell);
      break;
    default:
      out << "type " << static_cast<unsigned>(cell.type);
  }
  return out.str();
}

bool stepped() {
  static const bool asked = std::getenv("ZIN_TEST_STEPPED") != nullptr;
  return asked;
}

zin_op operation(std::uint64_t token, std::int64_t deadline_ns) {
  static std::atomic<std::uint64_t> own_tokens{UINT64_C(1) << 32};
  zin_op op{};
  op.struct_size = sizeof(op);
  op.flags = stepped() ? 0 : ZIN_OPF_SYNC;
  op.token = token == 0 && stepped() ? ++own_tokens : token;
  op.deadline_ns = deadline_ns;
  op.give_up_ns = deadline_ns;
  return op;
}

std::int64_t now_ns() { return host_now(nullptr); }

zin_wait empty_wait() {
  zin_wait wait{};
  wait.struct_size = sizeof wait;
  return wait;
}

namespace {

// What came of waiting, as the ready bits of a step.
std::uint32_t wait_for(const zin_wait& wait) {
  if ((wait.kind & ZIN_WAIT_NOW) != 0) return 0;
  std::vector<pollfd> fds;
  for (std::uint32_t i = 0; i < wait.nfds; ++i) {
    const std::uint32_t events = wait.fds[i].events;
    const bool reads = (events & ZIN_READY_READ) != 0, writes = (events & ZIN_READY_WRITE) != 0;
    fds.push_back({static_cast<int>(wait.fds[i].fd),
                   static_cast<short>((reads ? POLLIN : 0) | (writes ? POLLOUT : 0)), 0});
  }
  int timeout_ms = -1;
  if (wait.deadline_ns != ZIN_NEVER)
    timeout_ms = static_cast<int>(
        std::max<std::int64_t>(0, (wait.deadline_ns - now_ns() + 999'999) / 1'000'000));
  poll(fds.data(), fds.size(), timeout_ms);
  std::uint32_t ready = 0;
  for (std::uint32_t i = 0; i < wait.nfds; ++i) {
    std::uint32_t seen = 0;
    if ((fds[i].revents & POLLIN) != 0) seen |= ZIN_READY_READ;
    if ((fds[i].revents & POLLOUT) != 0) seen |= ZIN_READY_WRITE;
    if ((fds[i].revents & (POLLERR | POLLHUP)) != 0) seen |= ZIN_READY_ERROR;
    wait.fds[i].revents = seen;
    ready |= seen;
  }
  return ready;
}

}  // namespace

zin_status complete(zin_conn* conn, const zin_op& op, zin_wait& wait, zin_status first,
                    zin_error* err) {
  const std::int64_t patience = now_ns() + 30'000'000'000;
  bool asked = false;
  zin_status status = first;
  while (status == ZIN_PENDING) {
    BOOST_REQUIRE_MESSAGE((op.flags & ZIN_OPF_SYNC) == 0, "a synchronous operation is PENDING");
    std::uint32_t ready = wait_for(wait);
    const std::int64_t now = now_ns();
    BOOST_REQUIRE_MESSAGE(now < patience, "an operation does not end");
    if (now >= wait.deadline_ns) ready |= ZIN_READY_TIMER;
    if (now >= op.deadline_ns && !std::exchange(asked, true)) ready |= ZIN_READY_CANCEL;
    if (now >= op.give_up_ns) ready |= ZIN_READY_TIMEOUT;
    std::thread([&] {
      wait = empty_wait();
      status = driver().op_step(conn, op.token, ready, &wait, err);
    }).join();
  }
  return status;
}

void Result::close() {
  if (cursor_ != nullptr) driver().cursor_close(std::exchange(cursor_, nullptr));
}

zin_result_info Result::info() const {
  zin_result_info info{};
  info.struct_size = sizeof(info);
  BOOST_REQUIRE_EQUAL(driver().result_info(cursor_, &info), ZIN_OK);
  return info;
}

zin_status Result::fetch(std::uint32_t max_rows, std::int64_t deadline_ns) {
  rows = {};
  rows.struct_size = sizeof(rows);
  const zin_op op = operation(token_, deadline_ns);
  zin_wait wait = empty_wait();
  const zin_status first = driver().fetch(cursor_, max_rows, &op, &rows, &wait, &fault);
  return complete(conn_, op, wait, first, &fault);
}

zin_status Result::next(std::int64_t deadline_ns) {
  const zin_op op = operation(token_, deadline_ns);
  zin_wait wait = empty_wait();
  fault = Fault();
  const zin_status first = driver().next_result(cursor_, nullptr, &op, &wait, &fault);
  return complete(conn_, op, wait, first, &fault);
}

std::vector<Row> Result::all() {
  std::vector<Row> out;
  zin_status status = ZIN_OK;
  while ((status = fetch()) == ZIN_OK) {
    for (std::uint32_t r = 0; r < rows.nrows; ++r) {
      Row row;
      for (std::uint32_t c = 0; c < rows.ncols; ++c)
        row.push_back(show(rows.cells[std::size_t{r} * rows.ncols + c]));
      out.push_back(std::move(row));
    }
  }
  BOOST_REQUIRE_MESSAGE(status == ZIN_END, fault.text());
  return out;
}

zin_stmt_info Prepared::info() const {
  zin_stmt_info info{};
  info.struct_size = sizeof(info);
  BOOST_REQUIRE_EQUAL(driver().stmt_info(stmt_, &info), ZIN_OK);
  return info;
}

Connection::Connection(const Options& options) {
  std::vector<zin_kv> given;
  given.reserve(options.size());
  for (const auto& [key, value] : options) given.push_back({str(key), str(value)});
  if (driver().conn_new(given.data(), static_cast<std::uint32_t>(given.size()), &conn_, &fault) !=
      ZIN_OK)
    throw std::runtime_error(fault.text());
}

zin_status Connection::connect(std::int64_t deadline_ns) {
  const zin_op op = operation(0, deadline_ns);
  zin_wait wait = empty_wait();
  return complete(conn_, op, wait, driver().start_connect(conn_, &op, &wait, &fault), &fault);
}

zin_status Connection::ping() {
  const zin_op op = operation(0);
  zin_wait wait = empty_wait();
  return complete(conn_, op, wait, driver().start_ping(conn_, &op, &wait, &fault), &fault);
}

zin_conn_info Connection::info() const {
  zin_conn_info info{};
  info.struct_size = sizeof(info);
  BOOST_REQUIRE_EQUAL(driver().conn_info(conn_, &info), ZIN_OK);
  return info;
}

std::optional<Result> Connection::try_exec(const Exec& exec) {
  zin_exec out{};
  out.struct_size = sizeof(out);
  out.flags = exec.flags;
  out.sql = str(exec.sql);
  out.stmt = exec.stmt;
  out.params = exec.params.data();
  out.nparams = static_cast<std::uint32_t>(exec.params.size()) / (exec.nrows == 0 ? 1 : exec.nrows);
  out.nrows = exec.nrows;
  out.column_mask = exec.column_mask;
  const zin_op op = operation(exec.token, exec.deadline_ns);
  zin_cursor* cursor = nullptr;
  fault = Fault();
  zin_wait wait = empty_wait();
  const zin_status first = driver().start_exec(conn_, &out, &op, &cursor, &wait, &fault);
  if (complete(conn_, op, wait, first, &fault) != ZIN_OK) {
    BOOST_CHECK(cursor == nullptr);
    return std::nullopt;
  }
  BOOST_REQUIRE(cursor != nullptr);
  return Result(conn_, cursor, op.token);
}

Result Connection::exec(const Exec& exec) {
  auto result = try_exec(exec);
  BOOST_REQUIRE_MESSAGE(result.has_value(), fault.text());
  return std::move(*result);
}

std::vector<Row> Connection::query(std::string_view sql, std::vector<zin_cell> params) {
  return exec(sql, std::move(params)).all();
}

std::string Connection::value(std::string_view sql, std::vector<zin_cell> params) {
  const auto rows = query(sql, std::move(params));
  BOOST_REQUIRE_EQUAL(rows.size(), 1u);
  BOOST_REQUIRE_EQUAL(rows[0].size(), 1u);
  return rows[0][0];
}

zin_status Connection::fails(std::string_view sql, std::vector<zin_cell> params) {
  const auto result = try_exec(Exec{.sql = sql, .params = std::move(params)});
  BOOST_CHECK_MESSAGE(!result.has_value(), "it should have failed: " << sql);
  return fault.status;
}

Prepared Connection::prepare(std::string_view sql) {
  zin_stmt* stmt = nullptr;
  const zin_op op = operation(0);
  zin_wait wait = empty_wait();
  const zin_status first = driver().start_prepare(conn_, str(sql), &op, &stmt, &wait, &fault);
  BOOST_REQUIRE_MESSAGE(complete(conn_, op, wait, first, &fault) == ZIN_OK, fault.text());
  return Prepared(stmt);
}

zin_status Connection::txn(std::uint32_t verb, std::uint32_t mode, std::string_view name) {
  const zin_op op = operation(0);
  zin_wait wait = empty_wait();
  const zin_status first = driver().start_txn(conn_, verb, mode, str(name), &op, &wait, &fault);
  return complete(conn_, op, wait, first, &fault);
}

zin_status Connection::reset(std::uint32_t level) {
  const zin_op op = operation(0);
  zin_wait wait = empty_wait();
  const zin_status first = driver().start_reset(conn_, level, &op, &wait, &fault);
  return complete(conn_, op, wait, first, &fault);
}

std::string Connection::detail(std::string_view key) const {
  zin_kv entry{};
  for (std::uint32_t i = 0; driver().error_detail(conn_, i, &entry) == ZIN_OK; ++i)
    if (text(entry.key) == key) return text(entry.value);
  return {};
}

Folder::Folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "zin-driver-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace zin::test
