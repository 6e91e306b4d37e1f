// What a blueprint has gathered: its table, options and steps.
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/schema/column_verbs.hpp"
#include "zin/schema/command.hpp"
#include "zin/schema/foreign_key_verbs.hpp"
#include "zin/schema/index_verbs.hpp"

namespace zin::schema {

/// Of a table that is created. Left out where the dialect has no such thing, but for `temporary`,
/// which all have.
struct TableOptions {
  std::string engine{};     ///< MySQL, MariaDB.
  std::string charset{};    ///< MySQL, MariaDB.
  std::string collation{};  ///< MySQL, MariaDB.
  bool temporary = false;
  friend bool operator==(const TableOptions&, const TableOptions&) = default;
};

/// The state below the verbs of Blueprint. [one thread at a time]
class ZIN_API TableDraft {
 public:
  /// The table, as it is called before any of it is done; "app.users" names its schema too.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const TableOptions& options() const noexcept { return options_; }
  /// Whether it makes the table; else the table is there.
  [[nodiscard]] bool creates() const noexcept { return create_.has_value(); }

  /// All steps in the order in which they are done, complete: indexes that columns wish for are
  /// commands of their own at the end, names that were not given are the conventional ones.
  [[nodiscard]] std::vector<Command> commands() const;

  // For tools that make a blueprint of definitions. What is returned can be changed until the
  // blueprint is moved or copied.

  ColumnVerbs add_column(ColumnDefinition column);
  IndexVerbs add_index(IndexDefinition index);
  ForeignKeyVerbs add_foreign_key(ForeignKeyDefinition key);
  /// Any other step. Requires: it is no CreateTable.
  void add_command(Command command);
  /// Takes back what was said of the column. What column verbs refer to may be gone.
  void remove_column(std::string_view name);

 protected:
  TableDraft(std::string name, std::optional<CreateTable> create);

  // The column behind which the next one is placed; empty: anywhere.
  std::string next_after_;
  TableOptions options_;

 private:
  std::string name_;
  std::optional<CreateTable> create_;
  // In the order in which they were said; what is added moves none of the others.
  std::deque<Command> said_;
};

}  // namespace zin::schema
