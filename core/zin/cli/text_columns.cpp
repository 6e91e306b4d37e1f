// Padding by what a terminal shows.
// SPDX-License-Identifier: MIT
#include "zin/cli/text_columns.hpp"

#include <algorithm>

#include "zin/cli/display_text.hpp"

namespace zin::cli {

void TextColumns::write(Output& out) const {
  std::vector<std::size_t> widths;
  for (const Row& row : rows_) {
    if (!row.aligned) continue;
    widths.resize(std::max(widths.size(), row.cells.size()));
    for (std::size_t at = 0; at < row.cells.size(); ++at) {
      widths[at] = std::max(widths[at], display_width(row.cells[at]));
    }
  }
  for (const Row& row : rows_) {
    std::string text;
    for (std::size_t at = 0; at < row.cells.size(); ++at) {
      text += row.cells[at];
      if (at + 1 == row.cells.size()) break;
      text.append(widths[at] - display_width(row.cells[at]) + 2, ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out.write(text += '\n');
  }
}

}  // namespace zin::cli
