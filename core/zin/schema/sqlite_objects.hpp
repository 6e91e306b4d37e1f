// What an SQLite database holds besides rows, as its schema table has it.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/runtime/session.hpp"

namespace zin::schema {

/// One row of sqlite_schema.
struct SqliteObject {
  std::string type;  ///< "table", "index", "view" or "trigger".
  std::string name;
  std::string table;  ///< The table or view that it is on; of a table or view itself.
  std::string sql;    ///< Empty for the indexes of keys that a table declares.
  friend bool operator==(const SqliteObject&, const SqliteObject&) = default;
};

/// All of "main". [one thread at a time]
class SqliteObjects {
 public:
  [[nodiscard]] static SqliteObjects of(Session& session);

  [[nodiscard]] const std::vector<SqliteObject>& all() const noexcept { return objects_; }
  /// nullptr: there is none. Points into the list.
  [[nodiscard]] const SqliteObject* find(std::string_view type,
                                         std::string_view name) const noexcept;
  /// Those of a table with a text of their own, in order: its indexes or triggers.
  [[nodiscard]] std::vector<SqliteObject> on(std::string_view table, std::string_view type) const;
  /// Ordinary tables with a foreign key that leads to it; it may be one itself.
  [[nodiscard]] std::vector<SqliteObject> referring_to(std::string_view table) const;

 private:
  std::vector<SqliteObject> objects_;
};

/// What does not compile, a sentence each: views that cannot be read, triggers that could not run.
/// Each names its view or trigger. Changes nothing.
[[nodiscard]] std::vector<std::string> broken_objects(Session& session,
                                                      const SqliteObjects& objects);

/// A text between single quotes, those in it doubled.
[[nodiscard]] std::string sqlite_text(std::string_view text);

}  // namespace zin::schema
