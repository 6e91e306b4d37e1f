// What the driver has to know of a statement before it sends it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zin::d1 {

/// One statement, taken apart on this side: the service prepares nothing for later.
struct ScannedSql {
  /// A placeholder in the text.
  struct Place {
    std::size_t offset;
    std::size_t length;
    std::uint32_t parameter;  ///< From 0, numbered as SQLite does: `?2` and `:name` may come twice.
  };

  std::string text;  ///< Without what stands behind the statement's semicolon.
  std::vector<Place> places;
  std::uint32_t nparams = 0;
  bool read_only = false;     ///< Changes no data, whatever it reads.
  bool changes_rows = false;  ///< INSERT, REPLACE, UPDATE or DELETE.
  bool inserts = false;       ///< INSERT or REPLACE that never updates instead.
  bool transaction = false;   ///< BEGIN, COMMIT, SAVEPOINT and their kind, which D1 refuses.
};

/// Throws SYNTAX, with SQLSTATE 42601, when `sql` is empty or more than one statement.
[[nodiscard]] ScannedSql scan_sql(std::string_view sql);

}  // namespace zin::d1
