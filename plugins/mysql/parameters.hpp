// Cells as parameters of the binary protocol.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "client.hpp"
#include "zin/abi/driver.h"

namespace zin::mysql {

/// Keeps what the connector points to while a statement executes. The texts stay where the host has
/// them, since they are borrowed until the operation ends.
class Parameters {
 public:
  /// Checks `nrows` rows. Throws DATA for a value that the server has no form of, UNSUPPORTED for a
  /// type that it does not have, MISUSE for a column that changes its type. No I/O.
  void check(const zin_cell* params, std::uint32_t nparams, std::uint32_t nrows);

  /// Binds one row for the next execution. Requires: checked.
  void bind(MYSQL_STMT* stmt, const zin_cell* row, std::uint32_t nparams);

  /// Binds `nrows` rows for one execution (array binding). Requires: checked with all rows.
  void bind_rows(MYSQL_STMT* stmt, const zin_cell* params, std::uint32_t nparams,
                 std::uint32_t nrows);
  /// Back to one row.
  void end_rows(MYSQL_STMT* stmt) noexcept;

  /// Bytes that a row takes in a request, at most.
  [[nodiscard]] static std::size_t size_of(const zin_cell* row, std::uint32_t nparams) noexcept;

 private:
  /// What a MYSQL_BIND points to.
  struct Slot {
    union {
      std::int64_t whole;
      double real;
      float small_real;
      MYSQL_TIME civil;
    };
    unsigned long length = 0;
    my_bool is_null = 0;
    char indicator = STMT_INDICATOR_NONE;
    Slot() noexcept : whole(0) {}
  };

  static my_bool on_row(void* parameters, MYSQL_BIND* binds, unsigned row) noexcept;
  void reserve(std::uint32_t nparams);
  /// Type and sign of the column that `cell` belongs to.
  static void set_type(MYSQL_BIND& bind, const zin_cell& cell) noexcept;
  static void set_value(MYSQL_BIND& bind, Slot& slot, const zin_cell& cell) noexcept;

  std::vector<MYSQL_BIND> binds_;
  std::vector<Slot> slots_;
  std::vector<zin_cell> column_types_;  // the first cell of a column that is not NULL
  const zin_cell* rows_ = nullptr;
  std::uint32_t nparams_ = 0;
  bool bound_ = false;  // the statement has binds_ as they are, but for what they point to
};

}  // namespace zin::mysql
