// A cell whose value came as text, in canonical form.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "zin/base/cell.hpp"

namespace zin::detail {

/// What a cell of Encoding::wire_text stands for, and room for what a view of it needs.
struct WireText {
  WireText() = default;
  WireText(const WireText&) = delete;
  WireText& operator=(const WireText&) = delete;

  /// Returns false when the text is none of the cell's type. Text itself is viewed where it lies.
  [[nodiscard]] bool parse(const Cell& wire);

  /// Good as long as this and what `wire` views.
  Cell cell;

 private:
  std::array<std::uint8_t, 16> uuid_{};
  std::string bytes_;
};

}  // namespace zin::detail
