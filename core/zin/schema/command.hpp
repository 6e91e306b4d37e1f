// The steps of a blueprint, for those who walk it: compilers, the rebuild, the inverse.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "zin/schema/column_definition.hpp"
#include "zin/schema/foreign_key_definition.hpp"
#include "zin/schema/index_definition.hpp"

namespace zin::schema {

/// Always the first command of its blueprint; its primary key, indexes and foreign keys are
/// commands behind it.
struct CreateTable {
  std::vector<ColumnDefinition> columns{};
  bool if_not_exists = false;
  friend bool operator==(const CreateTable&, const CreateTable&) = default;
};
struct DropTable {
  bool if_exists = false;
  friend bool operator==(const DropTable&, const DropTable&) = default;
};
/// Commands behind it are of the table under its new name.
struct RenameTable {
  std::string to;
  friend bool operator==(const RenameTable&, const RenameTable&) = default;
};
struct CommentTable {
  std::string comment;
  friend bool operator==(const CommentTable&, const CommentTable&) = default;
};
struct AddColumn {
  ColumnDefinition column;
  friend bool operator==(const AddColumn&, const AddColumn&) = default;
};
/// The column of that name becomes what is said: what is not said, it loses.
struct ChangeColumn {
  ColumnDefinition column;
  friend bool operator==(const ChangeColumn&, const ChangeColumn&) = default;
};
struct DropColumns {
  std::vector<std::string> columns;
  friend bool operator==(const DropColumns&, const DropColumns&) = default;
};
struct RenameColumn {
  std::string from;
  std::string to;
  friend bool operator==(const RenameColumn&, const RenameColumn&) = default;
};
struct AddIndex {
  IndexDefinition index;
  friend bool operator==(const AddIndex&, const AddIndex&) = default;
};
struct DropIndex {
  IndexKind kind = IndexKind::index;
  std::string name;                    ///< Always said, but for primary keys without a name.
  std::vector<std::string> columns{};  ///< Those of which the name was made; else empty.
  friend bool operator==(const DropIndex&, const DropIndex&) = default;
};
struct RenameIndex {
  std::string from;
  std::string to;
  friend bool operator==(const RenameIndex&, const RenameIndex&) = default;
};
struct AddForeignKey {
  ForeignKeyDefinition key;
  friend bool operator==(const AddForeignKey&, const AddForeignKey&) = default;
};
struct DropForeignKey {
  std::string name;                    ///< Always said.
  std::vector<std::string> columns{};  ///< Those of which the name was made; else empty.
  friend bool operator==(const DropForeignKey&, const DropForeignKey&) = default;
};

using Command = std::variant<CreateTable, DropTable, RenameTable, CommentTable, AddColumn,
                             ChangeColumn, DropColumns, RenameColumn, AddIndex, DropIndex,
                             RenameIndex, AddForeignKey, DropForeignKey>;

/// The step in words, for messages: `drop column "email"`, `create table`. [thread-safe]
[[nodiscard]] ZIN_API std::string described(const Command& command);

}  // namespace zin::schema
