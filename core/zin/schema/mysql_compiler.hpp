// MySQL: columns with places, keys in ALTER TABLE, options of tables.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/schema/compiler.hpp"

namespace zin::schema {

/// A new table's indexes are added behind it; where it may be there already, they stand in its
/// text.
class MysqlCompiler : public Compiler {
 public:
  MysqlCompiler() : MysqlCompiler(Dialect::mysql) {}

  [[nodiscard]] Dialect dialect() const noexcept override { return Dialect::mysql; }
  [[nodiscard]] std::string_view disable_foreign_keys() const noexcept override {
    return "set foreign_key_checks = 0";
  }
  [[nodiscard]] std::string_view enable_foreign_keys() const noexcept override {
    return "set foreign_key_checks = 1";
  }

 protected:
  explicit MysqlCompiler(Dialect dialect) : Compiler(dialect) {}

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
  void rename_table(Statements& out, const Table& table, const RenameTable& rename) const override;
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

  // What MariaDB has differently.

  [[nodiscard]] virtual std::string_view uuid_words() const noexcept { return "char(36)"; }
  [[nodiscard]] virtual std::string_view srid_words() const noexcept { return " srid "; }
  /// Whether a text, a document or bytes may have a literal as default, not an expression alone.
  [[nodiscard]] virtual bool takes_long_literals() const noexcept { return false; }

 private:
  void in_create(Writer& out, const Table& table, const Command& step) const;
  void table_options(Writer& out, const Table& table) const;
  void index_text(Writer& out, const IndexDefinition& index) const;
  void shape(Writer& out, const ColumnDefinition& column) const;
  void alter(Writer& out, const Table& table, std::string_view words) const;
  static void lock(Writer& out, std::string_view mode);
};

}  // namespace zin::schema
