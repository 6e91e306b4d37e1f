// One row of the binary protocol as cells that view the connector's own memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "client.hpp"
#include "columns.hpp"
#include "connect_options.hpp"
#include "zin/abi/driver.h"

namespace zin::mysql {

/// Reads without copying; what it returns lives until the next row is fetched. It is the
/// statement's result callback (STMT_ATTR_CB_RESULT), which is called for each column of a row in
/// turn, with where its value begins, and says where it ends.
class RowReader {
 public:
  /// Before the first row of an execution. `columns` must outlive it.
  void plan(const Columns& columns, ZeroDates zero_dates);

  /// Before each fetch; `connection` says where the memory of its packet ends.
  void expect(const MYSQL& connection) noexcept {
    end_ = connection.net.buff_end;
    fault_ = Fault::none;
    bytes_ = 0;
  }
  /// After a successful fetch: whether its bytes were a row.
  [[nodiscard]] bool well_formed() const noexcept { return fault_ != Fault::malformed; }
  /// The row's cells. Throws DATA for a date that is no day. Requires: well_formed().
  [[nodiscard]] const zin_cell* finish() {
    if (fault_ != Fault::none) [[unlikely]]
      fail_zero_date();
    return cells_.data();
  }
  [[nodiscard]] std::uint32_t size() const noexcept {
    return static_cast<std::uint32_t>(cells_.size());
  }
  /// Memory behind the cells of the last row.
  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }

  static void on_column(void* reader, unsigned column, unsigned char** row) noexcept;

 private:
  enum class Fault : std::uint8_t { none, malformed, zero_date };

  [[noreturn]] void fail_zero_date();
  /// These three move `at` behind the value; false when it does not end within the packet.
  [[nodiscard]] bool read(std::size_t column, unsigned char*& at, zin_cell& cell) noexcept;
  [[nodiscard]] bool read_civil(Layout layout, unsigned char*& at, zin_cell& cell,
                                std::size_t column) noexcept;
  [[nodiscard]] bool read_view(std::size_t column, unsigned char*& at, zin_cell& cell) noexcept;
  void no_day(const unsigned char* value, unsigned size, zin_type type, zin_cell& cell,
              std::size_t column) noexcept;

  const Columns* columns_ = nullptr;
  std::vector<zin_cell> cells_;
  std::vector<char> zero_texts_;  // room for one text a column, with ZeroDates::text
  const unsigned char* end_ = nullptr;
  std::uint64_t bytes_ = 0;
  std::size_t faulty_column_ = 0;
  ZeroDates zero_dates_ = ZeroDates::error;
  Fault fault_ = Fault::none;
};

}  // namespace zin::mysql
