// Reads a row of the text protocol.
// SPDX-License-Identifier: MIT
#include "text_row.hpp"

#include "zin/plugin/cell.hpp"

namespace zin::mysql {

TextRow::TextRow(const Columns& columns) : columns_(columns), cells_(columns.size()) {}

const zin_cell* TextRow::read(MYSQL_ROW row, const unsigned long* lengths) noexcept {
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    zin_cell& cell = cells_[i];
    if (row[i] == nullptr) {
      cell = plugin::null_cell();
      continue;
    }
    const auto length = static_cast<std::uint32_t>(lengths[i]);
    cell = plugin::view_cell(columns_.type(i), row[i], length);
    switch (columns_.layout(i)) {
      case Layout::view:
        break;
      case Layout::bits: {
        std::uint64_t value = 0;
        for (std::uint32_t at = 0; at < length && at < 8; ++at)
          value = value << 8 | static_cast<unsigned char>(row[i][at]);
        cell = plugin::whole_cell(ZIN_T_U64, static_cast<std::int64_t>(value));
        break;
      }
      default:
        cell.enc = ZIN_ENC_WIRE_TEXT;
    }
  }
  return cells_.data();
}

}  // namespace zin::mysql
