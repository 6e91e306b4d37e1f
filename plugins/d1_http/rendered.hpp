// Statements with their values, as JSON.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanned_sql.hpp"
#include "zin/abi/driver.h"

namespace zin::d1 {

/// What the service takes of one statement (limits of D1).
inline constexpr std::uint32_t most_params = 100;
inline constexpr std::size_t most_sql_bytes = 100'000;
inline constexpr std::size_t most_value_bytes = 2'000'000;
/// A blob goes as hexadecimal text, which has the limit of a value.
inline constexpr std::size_t most_blob_bytes = most_value_bytes / 2;

/// One statement to run, with the cells of one row.
struct Item {
  const ScannedSql* sql;
  const zin_cell* params;
  std::uint32_t row = ZIN_NO_INDEX;  ///< To be named in a failure.
};

/// Where the text that is sent differs from the one that was given.
class Offsets {
 public:
  void note(std::size_t sent, std::size_t given) { all_.emplace_back(sent, given); }
  /// The given text's offset for one of the sent text.
  [[nodiscard]] std::int64_t given(std::int64_t sent) const noexcept;

 private:
  std::vector<std::pair<std::size_t, std::size_t>> all_;
};

/// Appends `{"sql":...,"params":[...]}`.
///
/// Integers and booleans stand in the text as literals: D1 binds every JSON number as REAL, so that
/// `?/2` with 5 would be 2.5 and a text column would keep '5.0', and beyond 2^53 digits would be
/// lost. As literals all 64 bits are exact. A blob is `unhex(?)`. Throws DATA for NaN, infinity,
/// text that is no UTF-8 and what SQLite cannot store; RESOURCE beyond a limit above; all before
/// anything is sent.
void render(const Item& item, std::string& out, Offsets& offsets);

/// Appends the values alone, as a JSON array: the text is not to be changed. Throws DATA for whole
/// numbers beyond 2^53 and UNSUPPORTED for blobs, besides.
void render_values(const Item& item, std::string& out);

/// Appends `text` as a JSON string. Throws DATA when it is no UTF-8.
void append_json(std::string_view text, std::string& out);

}  // namespace zin::d1
