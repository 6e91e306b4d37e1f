// What an SQLite table is to become: its text and its indexes, changed step by step.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "zin/schema/compiler.hpp"
#include "zin/schema/sqlite_objects.hpp"
#include "zin/schema/sqlite_table_text.hpp"

namespace zin::schema {

/// Edits of one table, none of which touches the database. A step that cannot be is
/// Errc::invalid_argument, naming table and column or key, with what there is. [one thread at a
/// time]
class SqliteTablePlan {
 public:
  /// Where the value of a column comes from.
  struct Source {
    std::string column;  ///< Of the new table.
    std::string from;    ///< Of the old one.
    bool same = true;    ///< It is defined as it was, so that each value must stay the same.
  };

  /// Of the table as it is. Throws Errc::undefined_table or, for a virtual one, Errc::unsupported.
  SqliteTablePlan(const Compiler& compiler, const SqliteObjects& objects, std::string_view table);

  /// Applies a step that is done by a rebuild.
  void apply(const Command& step);
  /// Whether SQLite's own ALTER TABLE takes the column out: nothing else names it.
  [[nodiscard]] bool drops_alone(std::string_view column) const;
  /// Whether a key that the table itself declares is called so: `drop index` cannot drop it.
  [[nodiscard]] bool declares_key(std::string_view index) const;

  [[nodiscard]] const SqliteTableText& before() const noexcept { return before_; }
  [[nodiscard]] const SqliteTableText& after() const noexcept { return after_; }
  /// Those that are to be there, with their texts.
  [[nodiscard]] const std::vector<SqliteObject>& indexes() const noexcept { return indexes_; }
  /// The columns that are copied; generated ones are not.
  [[nodiscard]] const std::vector<Source>& sources() const noexcept { return sources_; }

 private:
  void add(const AddColumn& step);
  void change(const ChangeColumn& step);
  void drop(const DropColumns& step);
  void add(const AddIndex& step);
  void drop(const DropIndex& step);
  void add(const AddForeignKey& step);
  void drop(const DropForeignKey& step);
  void drop_column(const std::string& name);
  void drop_primary_key();
  [[nodiscard]] SqliteColumn column_of(const ColumnDefinition& definition) const;
  [[nodiscard]] SqliteRule rule_of(const std::string& text) const;
  [[noreturn]] void refuse(const std::string& what) const;
  [[nodiscard]] std::string key_name(const std::vector<std::string>& columns,
                                     std::string_view last_part) const;

  const Compiler& compiler_;
  std::string table_;
  SqliteTableText before_;
  SqliteTableText after_;
  std::vector<SqliteObject> indexes_;
  std::vector<Source> sources_;
};

}  // namespace zin::schema
