// One row of parameters as libpq takes them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "arena.hpp"
#include "encode.hpp"
#include "types.hpp"
#include "zin/abi/driver.h"

namespace zin::postgres {

/// How many parameters a prepared statement may have: 65,535 (a count of 16 bits in Bind), or 7,498
/// where libpq gives the connection up over a longer answer to Describe: of 30,000 bytes, 4 for
/// each (VALID_LONG_MESSAGE_TYPE in its fe-protocol3.c). libpq 15.18 was seen to do so, 15.20 not;
/// others are taken for the former.
[[nodiscard]] std::uint32_t max_parameters() noexcept;

/// Keeps its memory from execution to execution. [one thread at a time]
class Parameters {
 public:
  /// Converts `n` cells for parameters of these types; they are viewed until libpq has taken them.
  /// Throws DATA or UNSUPPORTED with the parameter's number.
  void bind(const TypeInfo* const* types, const zin_cell* cells, std::uint32_t n,
            const Encoding& how);
  /// Converts them to text, for a server that has not told what it expects.
  void bind_texts(const zin_cell* cells, std::uint32_t n);

  [[nodiscard]] int size() const noexcept { return static_cast<int>(values_.size()); }
  [[nodiscard]] const char* const* values() const noexcept { return values_.data(); }
  [[nodiscard]] const int* lengths() const noexcept { return lengths_.data(); }
  [[nodiscard]] const int* formats() const noexcept { return formats_.data(); }

 private:
  void start(std::uint32_t n);
  void set_text(std::uint32_t index, const zin_cell& cell);

  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
  Arena arena_;
};

/// Throws MISUSE with the row when a parameter changes its type from row to row.
void check_rows(const zin_cell* params, std::uint32_t nparams, std::uint32_t nrows);

}  // namespace zin::postgres
