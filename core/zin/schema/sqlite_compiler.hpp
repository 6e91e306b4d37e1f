// SQLite: what its CREATE TABLE and its few ALTERs say.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/schema/compiler.hpp"

namespace zin::schema {

/// ALTER TABLE cannot change a column, nor keys: Way::rebuild tells which steps need more. Names of
/// foreign keys are not written.
class SqliteCompiler final : public Compiler {
 public:
  SqliteCompiler() : Compiler(Dialect::sqlite) {}

  [[nodiscard]] Way way(const Blueprint& blueprint, const Command& step) const override;
  [[nodiscard]] std::string foreign_key_text(const ForeignKeyDefinition& key) const override;
  [[nodiscard]] Dialect dialect() const noexcept override { return Dialect::sqlite; }
  // `pragma foreign_keys` does nothing inside of a transaction.
  [[nodiscard]] std::string_view disable_foreign_keys() const noexcept override {
    return "pragma defer_foreign_keys = 1";
  }
  [[nodiscard]] std::string_view enable_foreign_keys() const noexcept override {
    return "pragma defer_foreign_keys = 0";
  }

 protected:
  void create(Statements& out, const Table& table) const override;
  void add_column(Statements& out, const Table& table,
                  const ColumnDefinition& column) const override;
  void change_column(Statements& out, const Table& table,
                     const ColumnDefinition& column) const override;
  void drop_columns(Statements& out, const Table& table, const DropColumns& drop) const override;
  void add_index(Statements& out, const Table& table, const IndexDefinition& index) const override;
  void drop_index(Statements& out, const Table& table, const DropIndex& drop) const override;
  void rename_index(Statements& out, const Table& table, const RenameIndex& rename) const override;
  void drop_foreign_key(Statements& out, const Table& table,
                        const DropForeignKey& drop) const override;
  void comment_table(Statements& out, const Table& table,
                     const CommentTable& comment) const override;
  [[nodiscard]] bool is_in_create(const Table& table, const Command& step) const override;
  void finish_column(Statements& out, const Table& table,
                     const ColumnDefinition& column) const override;
  void type(Writer& out, const ColumnDefinition& column) const override;
  void modifiers(Writer& out, const Table* table, const ColumnDefinition& column) const override;
  [[nodiscard]] std::string current(const ColumnDefinition& column) const override;
};

}  // namespace zin::schema
