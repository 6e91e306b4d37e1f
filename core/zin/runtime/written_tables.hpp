// Which tables statements that did not run yet will change, and whether a read could need that.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace zin::runtime {

/// For SQLite and what speaks as it does. Names are compared in small letters. What a statement
/// changes is told by its text and by the database's own texts of triggers, views and foreign keys;
/// where a text does not tell, everything counts as changed. [one thread at a time]
class WrittenTables {
 public:
  /// What sqlite_master says of one table, view or trigger.
  struct Object {
    std::string type;
    std::string name;
    std::string table;  ///< Of a trigger: whose it is.
    std::string sql;
  };

  /// A statement that will run.
  void add(std::string_view sql);
  [[nodiscard]] bool none() const noexcept { return names_.empty() && !everything_; }

  /// The table that this read could find other than it will be, or "a table" where that is not
  /// known; empty: none. `catalogue` is asked unless a name in the text answers it.
  [[nodiscard]] std::string needed_by(std::string_view read,
                                      const std::function<std::vector<Object>()>& catalogue) const;

 private:
  std::set<std::string, std::less<>> names_;
  bool everything_ = false;
};

}  // namespace zin::runtime
