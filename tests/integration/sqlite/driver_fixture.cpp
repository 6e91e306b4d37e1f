// Loads the driver and wraps its calls.
// SPDX-License-Identifier: MIT
#include "driver_fixture.hpp"

#include <dlfcn.h>
#include <stdlib.h>  // NOLINT: mkdtemp

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <mutex>
#include <sstream>
#include <stdexcept>

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
    const char* const path = std::getenv("ZIN_SQLITE_PLUGIN");
    if (path == nullptr) throw std::runtime_error("ZIN_SQLITE_PLUGIN names no file");
    void* const library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr) throw std::runtime_error(dlerror());
    const auto symbol = reinterpret_cast<zin_plugin_entry_fn>(dlsym(library, ZIN_ENTRY_SYMBOL));
    if (symbol == nullptr) throw std::runtime_error(dlerror());
    return symbol;
  }();
  return entry;
}

const zin_plugin& sqlite_plugin() {
  static const zin_plugin* const plugin = [] {
    Fault fault;
    const zin_plugin* const loaded = plugin_entry()(&host(), &fault);
    if (loaded == nullptr) throw std::runtime_error(fault.text());
    return loaded;
  }();
  return *plugin;
}

const zin_driver& driver() {
  std::uint32_t kind = 0;
  static const auto* const table =
      static_cast<const zin_driver*>(sqlite_plugin().get_impl(0, &kind));
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
      out << "json " << bytes_of(cell);
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
    default:
      out << "type " << static_cast<unsigned>(cell.type);
  }
  return out.str();
}

zin_op operation(std::uint64_t token, std::int64_t deadline_ns) {
  zin_op op{};
  op.struct_size = sizeof(op);
  op.flags = ZIN_OPF_SYNC;
  op.token = token;
  op.deadline_ns = deadline_ns;
  op.give_up_ns = deadline_ns;
  return op;
}

std::int64_t now_ns() { return host_now(nullptr); }

void Result::close() {
  if (cursor_ != nullptr) driver().cursor_close(std::exchange(cursor_, nullptr));
}

zin_result_info Result::info() const {
  zin_result_info info{};
  info.struct_size = sizeof(info);
  BOOST_REQUIRE_EQUAL(driver().result_info(cursor_, &info), ZIN_OK);
  return info;
}

zin_status Result::fetch(std::uint32_t max_rows) {
  rows = {};
  rows.struct_size = sizeof(rows);
  const zin_op op = operation(token_);
  return driver().fetch(cursor_, max_rows, &op, &rows, nullptr, &fault);
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

zin_status Connection::connect() { return driver().start_connect(conn_, nullptr, nullptr, &fault); }

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
  if (driver().start_exec(conn_, &out, &op, &cursor, nullptr, &fault) != ZIN_OK) {
    BOOST_CHECK(cursor == nullptr);
    return std::nullopt;
  }
  BOOST_REQUIRE(cursor != nullptr);
  return Result(cursor, exec.token);
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
  BOOST_REQUIRE_MESSAGE(
      driver().start_prepare(conn_, str(sql), nullptr, &stmt, nullptr, &fault) == ZIN_OK,
      fault.text());
  return Prepared(stmt);
}

zin_status Connection::txn(std::uint32_t verb, std::uint32_t mode, std::string_view name) {
  return driver().start_txn(conn_, verb, mode, str(name), nullptr, nullptr, &fault);
}

zin_status Connection::reset(std::uint32_t level) {
  return driver().start_reset(conn_, level, nullptr, nullptr, &fault);
}

std::string Connection::detail(std::string_view key) const {
  zin_kv entry{};
  for (std::uint32_t i = 0; driver().error_detail(conn_, i, &entry) == ZIN_OK; ++i)
    if (text(entry.key) == key) return text(entry.value);
  return {};
}

Folder::Folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "zin-sqlite-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace zin::test
