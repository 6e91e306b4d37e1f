// What the server says in words only: which constraint, table and column, and where in the text.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace zin::mysql {

/// Parts that the message does not name are empty.
struct ErrorDetails {
  std::string constraint, table, column;
  void clear() noexcept {
    constraint.clear();
    table.clear();
    column.clear();
  }
};

/// Takes the English messages of both servers apart; the values that they quote are left alone.
[[nodiscard]] ErrorDetails error_details(unsigned number, std::string_view message);

/// Where "... near 'from x' at line 2" stands in `sql`, in bytes; -1 when the message does not say
/// it, or more than one place fits.
[[nodiscard]] std::int64_t error_position(std::string_view message, std::string_view sql);

}  // namespace zin::mysql
