// The columns of a result: what the host is told of them, and what their declared types make of a
// value. SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "zin/abi/driver.h"

namespace zin::sqlite {

/// What a column says of its values. SQLite itself has only integer, real, text and blob.
enum class Declared : std::uint8_t {
  plain,
  boolean,
  date,
  time,
  timestamp,
  timestamptz,
  decimal,
  json,
  uuid
};

/// By the first word of the declaration, in any case: DECIMAL(10,2) is a decimal, VARCHAR plain.
[[nodiscard]] Declared declared_as(std::string_view declaration) noexcept;

/// A column whose stored values become something else.
struct DeclaredColumn {
  std::uint32_t index;
  Declared as;
  std::uint32_t scratch;  ///< Offset of this column's own bytes in Columns::scratch.
};

/// Describes the result of one statement; made anew when SQLite has prepared it again.
class Columns {
 public:
  /// The names view memory of `stmt`, until it is prepared again or finalized.
  void describe(sqlite3_stmt* stmt);

  [[nodiscard]] std::uint32_t size() const noexcept {
    return static_cast<std::uint32_t>(columns_.size());
  }
  [[nodiscard]] const zin_column* data() const noexcept {
    return columns_.empty() ? nullptr : columns_.data();
  }
  [[nodiscard]] const std::vector<DeclaredColumn>& declared() const noexcept { return declared_; }
  /// Where the values of declared columns are spelt out when SQLite holds them in another form.
  [[nodiscard]] char* scratch() noexcept { return scratch_.data(); }

 private:
  std::vector<zin_column> columns_;
  std::vector<DeclaredColumn> declared_;
  std::vector<char> scratch_;
};

}  // namespace zin::sqlite
