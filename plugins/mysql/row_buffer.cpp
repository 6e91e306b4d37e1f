// Copies rows.
// SPDX-License-Identifier: MIT
#include "row_buffer.hpp"

#include <cstring>

namespace zin::mysql {

void RowBuffer::append(const zin_cell* row, std::uint32_t ncols) {
  ncols_ = ncols;
  std::size_t size = 0;
  for (std::uint32_t i = 0; i < ncols; ++i)
    if (row[i].enc != ZIN_ENC_INLINE) size += row[i].len;
  char* at = nullptr;
  if (size != 0) {
    blocks_.push_back(std::make_unique<char[]>(size));
    at = blocks_.back().get();
    bytes_ += size;
  }
  for (std::uint32_t i = 0; i < ncols; ++i) {
    cells_.push_back(row[i]);
    zin_cell& cell = cells_.back();
    if (cell.enc == ZIN_ENC_INLINE || cell.len == 0) continue;
    std::memcpy(at, cell.v.ptr, cell.len);
    cell.v.ptr = at;
    at += cell.len;
  }
}

}  // namespace zin::mysql
