// What SQLite's `create index` says beyond what its pragmas tell.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zin::schema {

/// The parts and the rows of one index.
struct SqliteIndexText {
  std::vector<std::string> parts{};  ///< Without order and collation, as they are written.
  std::string predicate{};           ///< Behind WHERE; empty: it is not partial.

  [[nodiscard]] static SqliteIndexText of(std::string_view sql);
};

}  // namespace zin::schema
