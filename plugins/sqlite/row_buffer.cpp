// Copies of rows in blocks that do not move.
// SPDX-License-Identifier: MIT
#include "row_buffer.hpp"

#include <cstring>

namespace zin::sqlite {
namespace {

constexpr std::size_t block_size = 4096;

}  // namespace

void RowBuffer::clear() noexcept {
  cells_.clear();
  blocks_.clear();
  free_ = nullptr;
  room_ = 0;
  bytes_ = 0;
}

const void* RowBuffer::keep(const void* bytes, std::size_t size) {
  const std::size_t needed = size + 1;  // a text keeps the 0 byte that its flag promises
  bytes_ += size;
  if (needed > room_) {
    const std::size_t fresh = needed > block_size / 4 ? needed : block_size;
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(fresh));
    char* const block = blocks_.back().get();
    if (fresh == needed && fresh != block_size) {  // a large value lives alone
      std::memcpy(block, bytes, size);
      block[size] = '\0';
      return block;
    }
    free_ = block;
    room_ = fresh;
  }
  char* const at = free_;
  if (size != 0) std::memcpy(at, bytes, size);
  at[size] = '\0';
  free_ += needed;
  room_ -= needed;
  return at;
}

void RowBuffer::append(const zin_cell* row, std::uint32_t ncols) {
  ncols_ = ncols;
  for (std::uint32_t i = 0; i < ncols; ++i) {
    cells_.push_back(row[i]);
    zin_cell& cell = cells_.back();
    if (cell.enc == ZIN_ENC_VIEW) cell.v.ptr = keep(cell.v.ptr, cell.len);
  }
}

}  // namespace zin::sqlite
