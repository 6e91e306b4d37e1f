// The inner loop of every read.
// SPDX-License-Identifier: MIT
#include "row_batch.hpp"

#include "decode.hpp"
#include "zin/plugin/cell.hpp"

namespace zin::postgres {
namespace {

// What is decoded to a number or a text of its own needs no copy of the bytes.
bool is_viewed(Form form) noexcept {
  return form == Form::text || form == Form::json || form == Form::jsonb || form == Form::bytes ||
         form == Form::uuid || form == Form::array;
}

}  // namespace

void RowBatch::plan(const Columns& columns, bool binary, std::uint64_t mask) {
  binary_ = binary;
  columns_.clear();
  for (std::uint32_t i = 0; i < columns.size(); ++i) {
    const TypeInfo* const type = columns.type(i);
    const bool skipped = mask != 0 && i < 64 && (mask >> i & 1u) == 0;
    columns_.push_back({type, skipped, !binary || is_viewed(type->form)});
  }
  clear();
}

inline zin_cell RowBatch::cell(const Column& column, const PGresult* result, int row, int index,
                               bool copies) {
  if (column.skipped) [[unlikely]]
    return plugin::null_cell(ZIN_CELL_SKIPPED);
  const int length = PQgetlength(result, row, index);
  // Only what is empty can be NULL: one call less for each cell.
  if (length == 0 && PQgetisnull(result, row, index) != 0) return plugin::null_cell();
  const auto size = static_cast<std::size_t>(length);
  const char* bytes = PQgetvalue(result, row, index);
  if (copies && column.viewed) bytes = arena_.copy(bytes, size);
  return binary_ ? decode(*column.type, {bytes, size}, arena_)
                 : decode_text(*column.type, {bytes, size}, arena_);
}

void RowBatch::add(const PGresult* result, int row, bool copies) {
  const std::size_t width = columns_.size();
  const std::size_t first = std::size_t{rows_} * width;
  if (cells_.size() < first + width) cells_.resize(first + 16 * width);
  zin_cell* const cells = cells_.data() + first;
  for (std::size_t i = 0; i < width; ++i)
    cells[i] = cell(columns_[i], result, row, static_cast<int>(i), copies);
  ++rows_;
}

void RowBatch::add_single(zin_type type, const char* bytes, std::size_t size) {
  if (cells_.size() < std::size_t{rows_} + 1) cells_.resize(rows_ + 16u);
  cells_[rows_++] = plugin::view_cell(type, arena_.copy(bytes, size),
                                      static_cast<std::uint32_t>(size), ZIN_CELL_NUL_TERMINATED);
}

void RowBatch::show(zin_rows& out, bool last) const noexcept {
  out.flags = last ? ZIN_ROWS_LAST : 0;
  out.nrows = rows_;
  out.ncols = static_cast<std::uint32_t>(columns_.size());
  out.cells = cells_.data();
  out.bytes = arena_.bytes() + cells_.size() * sizeof(zin_cell);
}

}  // namespace zin::postgres
