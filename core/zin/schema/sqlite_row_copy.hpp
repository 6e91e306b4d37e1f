// Carries the rows of an SQLite table into the one that takes its place.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "zin/runtime/session.hpp"
#include "zin/schema/sqlite_table_plan.hpp"

namespace zin::schema {

/// From the table of a plan to the one that was made of it under the name `to`. The plan must
/// outlive it. [one thread at a time]
class SqliteRowCopy {
 public:
  SqliteRowCopy(Session& tx, const SqliteTablePlan& plan, std::string_view to);

  /// With their rowids, where both tables have these. Throws what the server says of a row that the
  /// new table does not take, and Errc::invalid_argument where no column would stay.
  void copy();
  /// That each row was copied: their number, each value of a column that stays as it is, and of one
  /// that is defined anew whether it is NULL. Throws Errc::data_error with what it found.
  void compare();
  /// Rows of the old table.
  [[nodiscard]] std::int64_t count() const noexcept { return count_; }

 private:
  [[nodiscard]] std::string rowid_name() const;
  [[nodiscard]] std::string join() const;

  Session& tx_;
  const SqliteTablePlan& plan_;
  std::string from_;
  std::string to_;
  std::int64_t count_;
};

}  // namespace zin::schema
