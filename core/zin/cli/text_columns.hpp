// Short lists in aligned columns, for the text output of commands.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "zin/cli/output.hpp"

namespace zin::cli {

/// Rows of cells, each column as wide as its widest cell; the last one is not padded. Cells and
/// lines are valid UTF-8 without control characters.
class TextColumns {
 public:
  void row(std::vector<std::string> cells) { rows_.push_back({std::move(cells), true}); }
  /// A line that takes no part in the alignment.
  void line(std::string text) { rows_.push_back({{std::move(text)}, false}); }
  void write(Output& out) const;

 private:
  struct Row {
    std::vector<std::string> cells;
    bool aligned;
  };
  std::vector<Row> rows_;
};

}  // namespace zin::cli
