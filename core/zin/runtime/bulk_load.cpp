// Bulk loads by the driver's own way (zin.bulk/1), such as PostgreSQL's COPY.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "zin/abi/ext_bulk.h"
#include "zin/host/abi_text.hpp"
#include "zin/runtime/connection.hpp"
#include "zin/runtime/observed.hpp"

namespace zin::runtime {
namespace {

using detail::Call;

// Enough for a call to cost nothing, few enough to stay in cache.
constexpr std::size_t rows_per_call = 128;
// Progress is told when about as many have been handed over.
constexpr std::size_t progress_rows = 4096;

const zin_bulk* bulk_of(const zin_driver* table) noexcept {
  if (!ZIN_HAS(table, zin_driver, get_extension) || table->get_extension == nullptr) return nullptr;
  const auto* const bulk =
      static_cast<const zin_bulk*>(table->get_extension(host::abi_view(ZIN_EXT_BULK)));
  const bool whole = ZIN_HAS(bulk, zin_bulk, start_end) && bulk->start_begin != nullptr &&
                     bulk->start_rows != nullptr && bulk->start_end != nullptr;
  return whole ? bulk : nullptr;
}

// For each column whether there are texts in it: those the server reads as it does in an INSERT.
std::vector<std::uint8_t> texts_in(const detail::BulkInsert& bulk) {
  std::vector<std::uint8_t> texts(bulk.columns.size());
  for (std::size_t row = 0; row < bulk.rows; ++row) {
    const auto values = bulk.row(row);
    for (std::size_t column = 0; column < texts.size(); ++column)
      if (values[column].type() == Type::text) texts[column] = 1;
  }
  return texts;
}

// A load that was begun; dropped unless it was ended.
class Load {
 public:
  Load(host::DriverConnection& driver, const zin_bulk& bulk, const Call& call, Deadline deadline)
      : driver_(driver), bulk_(bulk), call_(call), op_(deadline) {}
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;
  ~Load() {
    if (!open_) return;
    const zin_status begun =
        bulk_.start_end(driver_.raw(), 0, nullptr, op_.op(), op_.wait(), nullptr);
    static_cast<void>(driver_.finish(op_, begun, nullptr));
  }

  // False when the driver cannot do it for this table.
  bool begin(const zin_bulk_target& target) {
    const zin_status status =
        finish(bulk_.start_begin(driver_.raw(), &target, op_.op(), op_.wait(), &failure_.error));
    if (status == ZIN_E_UNSUPPORTED) return false;
    check(status);
    open_ = true;
    return true;
  }
  void add(const Parameters& cells, std::uint32_t rows) {
    const zin_status status = finish(bulk_.start_rows(driver_.raw(), cells.cells(), rows, op_.op(),
                                                      op_.wait(), &failure_.error));
    if (status < 0) open_ = false;  // the driver has dropped it
    check(status);
  }
  std::int64_t end() {
    open_ = false;
    std::int64_t affected = 0;
    check(finish(
        bulk_.start_end(driver_.raw(), 1, &affected, op_.op(), op_.wait(), &failure_.error)));
    return affected;
  }

 private:
  zin_status finish(zin_status status) { return driver_.finish(op_, status, &failure_.error); }
  void check(zin_status status) const {
    if (status >= 0) return;
    driver_.fail(status, failure_.error,
                 {.status = {.statement = {}, .doing = "bulk insert", .where = &call_.where}});
  }

  host::DriverConnection& driver_;
  const zin_bulk& bulk_;
  const Call& call_;
  host::Operation op_;
  host::ErrorSlot failure_;
  bool open_ = false;
};

}  // namespace

std::optional<std::uint64_t> Connection::load(const detail::BulkInsert& bulk, const Call& call) {
  const zin_bulk* const extension = bulk_of(&driver_.table());
  if (extension == nullptr) return std::nullopt;
  if (!streams_.empty()) refuse_while_streaming();
  std::vector<zin_str> columns;
  columns.reserve(bulk.columns.size());
  for (const std::string& column : bulk.columns) columns.push_back(host::abi_view(column));
  zin_bulk_target target{};
  target.struct_size = sizeof target;
  target.ncolumns = static_cast<std::uint32_t>(columns.size());
  target.table = host::abi_view(bulk.table);
  target.columns = columns.data();
  const std::vector<std::uint8_t> texts = texts_in(bulk);
  target.texts = texts.data();
  Load load{driver_, *extension, call, deadline_of(call)};
  if (!load.begin(target)) return std::nullopt;
  return observed(settings_.observation, call, [&] {
    const std::size_t chunk = std::min(bulk.rows, rows_per_call);
    Parameters cells{chunk * bulk.columns.size()};
    for (std::size_t first = 0; first < bulk.rows; first += chunk) {
      const std::size_t rows = std::min(chunk, bulk.rows - first);
      cells.clear();
      for (std::size_t row = first; row < first + rows; ++row) cells.add(bulk.row(row));
      load.add(cells, static_cast<std::uint32_t>(rows));
      const std::size_t done = first + rows;
      if (done < bulk.rows && first / progress_rows != done / progress_rows) bulk.tell(done);
    }
    return static_cast<std::uint64_t>(load.end());
  });
}

}  // namespace zin::runtime
