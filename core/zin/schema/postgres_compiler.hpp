// PostgreSQL: serials, constraints by name, comments as statements.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/schema/compiler.hpp"

namespace zin::schema {

/// Keys of a new table are constraints that are added behind it; where it may be there already,
/// they stand in its text.
class PostgresCompiler final : public Compiler {
 public:
  PostgresCompiler() : Compiler(Dialect::postgres) {}

  [[nodiscard]] Dialect dialect() const noexcept override { return Dialect::postgres; }
  [[nodiscard]] std::string_view disable_foreign_keys() const noexcept override {
    return "set constraints all deferred";
  }
  [[nodiscard]] std::string_view enable_foreign_keys() const noexcept override {
    return "set constraints all immediate";
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
  void add_foreign_key(Statements& out, const Table& table,
                       const ForeignKeyDefinition& key) const override;
  void drop_foreign_key(Statements& out, const Table& table,
                        const DropForeignKey& drop) const override;
  void comment_table(Statements& out, const Table& table,
                     const CommentTable& comment) const override;
  [[nodiscard]] bool is_in_create(const Table& table, const Command& step) const override;
  void finish_column(Statements& out, const Table& table,
                     const ColumnDefinition& column) const override;
  void type(Writer& out, const ColumnDefinition& column) const override;
  void modifiers(Writer& out, const Table* table, const ColumnDefinition& column) const override;
  void default_literal(Writer& out, const ColumnDefinition& column,
                       const Value& value) const override;
  [[nodiscard]] std::string current(const ColumnDefinition& column) const override;

 private:
  void foreign_constraint(Writer& out, const ForeignKeyDefinition& key) const;
  void create_index(Statements& out, const Table& table, const IndexDefinition& index) const;
  void add_unique(Statements& out, const Table& table, const IndexDefinition& index) const;
  void unique_constraint(Writer& out, const IndexDefinition& index) const;
  void allowed_check(Writer& out, const ColumnDefinition& column) const;
  void identity(Writer& out, const ColumnDefinition& column) const;
  void drop_constraint(Statements& out, const Table& table, std::string_view name) const;
  /// An index lies in the schema of its table.
  void index_name_in(Writer& out, const Table& table, std::string_view name) const;
};

}  // namespace zin::schema
