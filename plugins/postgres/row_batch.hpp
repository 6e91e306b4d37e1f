// Cells of the rows that are handed over next.
// SPDX-License-Identifier: MIT
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <vector>

#include "arena.hpp"
#include "columns.hpp"
#include "zin/abi/driver.h"

namespace zin::postgres {

/// Decodes rows of results. Cells view the result or, where it does not live long enough, copies.
class RowBatch {
 public:
  /// `binary`: the form that the server was asked for. `mask` as zin_exec.column_mask.
  void plan(const Columns& columns, bool binary, std::uint64_t mask);
  void clear() noexcept {
    rows_ = 0;
    arena_.clear();
  }
  /// Decodes row `row`; with `copies` nothing views the result afterwards.
  void add(const PGresult* result, int row, bool copies);
  /// Adds a row of one cell, whose bytes are copied.
  void add_single(zin_type type, const char* bytes, std::size_t size);

  [[nodiscard]] std::uint32_t rows() const noexcept { return rows_; }
  /// Fills what the host sees.
  void show(zin_rows& out, bool last) const noexcept;
  /// How many rows suit a batch: they stay in the first levels of cache.
  [[nodiscard]] std::uint32_t limit(std::uint32_t max_rows) const noexcept {
    constexpr std::uint32_t most = 64;
    return max_rows == 0 || max_rows > most ? most : max_rows;
  }

 private:
  struct Column {
    const TypeInfo* type;
    bool skipped;
    bool viewed;  // its cells view the bytes that the server sent
  };
  [[nodiscard]] zin_cell cell(const Column& column, const PGresult* result, int row, int index,
                              bool copies);

  std::vector<Column> columns_;
  std::vector<zin_cell> cells_;
  Arena arena_;
  std::uint32_t rows_ = 0;
  bool binary_ = true;
};

}  // namespace zin::postgres
