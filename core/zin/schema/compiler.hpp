// From a blueprint to SQL: what all dialects share, and hooks for what they do not.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/schema/blueprint.hpp"
#include "zin/sql/dialect.hpp"
#include "zin/sql/writer.hpp"

namespace zin::schema {

/// How a step is done.
enum class Way : std::uint8_t {
  statements,  ///< By statements of its own.
  rebuild,     ///< SQLite: by making the table anew, for which it must be looked at.
  depends,     ///< SQLite: by its statement, or by a rebuild where the table forbids that.
};

/// Writes blueprints, which it never changes. [thread-safe]
class Compiler {
 public:
  using Statements = std::vector<std::string>;

  virtual ~Compiler() = default;
  /// That of a dialect. Throws Errc::unsupported for `none`.
  [[nodiscard]] static const Compiler& of(Dialect dialect);

  /// All of it, as Blueprint::to_sql() gives it.
  [[nodiscard]] Statements statements(const Blueprint& blueprint) const;
  /// Throws as statements() does, but for steps that want a rebuild, which pass.
  void check(const Blueprint& blueprint) const;
  /// How that step of it is done. A step of a blueprint that creates is never a rebuild.
  [[nodiscard]] virtual Way way(const Blueprint& blueprint, const Command& step) const;
  /// Whether a step of it is a rebuild or may become one.
  [[nodiscard]] bool may_rebuild(const Blueprint& blueprint) const;
  /// The statements of one step that is none of a rebuild; `table` is what the table is called by
  /// then. For blueprints that alter: what belongs to a new table is not known by its steps alone.
  [[nodiscard]] Statements step(const Blueprint& blueprint, std::string_view table,
                                const Command& step) const;

  // Pieces, for those who write a table's text themselves.

  /// `"email" varchar not null default 'x'`; a column that counts up is `primary key autoincrement`
  /// on SQLite.
  [[nodiscard]] std::string column_text(const ColumnDefinition& column) const;
  /// `foreign key("user_id") references "users"("id") on delete cascade`: SQLite's.
  [[nodiscard]] virtual std::string foreign_key_text(const ForeignKeyDefinition& key) const;
  /// `create unique index "name" on "table" ("a", "b") where ..`; nothing for primary keys.
  [[nodiscard]] Statements index_statements(std::string_view table,
                                            const IndexDefinition& index) const;
  [[nodiscard]] virtual Dialect dialect() const noexcept = 0;
  /// What turns the checks of foreign keys off and on again in this session.
  [[nodiscard]] virtual std::string_view disable_foreign_keys() const noexcept = 0;
  [[nodiscard]] virtual std::string_view enable_foreign_keys() const noexcept = 0;

 protected:
  using Writer = sql::Writer;
  /// The table at a step, and the blueprint around it.
  struct Table {
    std::string_view name;
    const TableOptions& options;
    const std::vector<Command>& commands;
    const CreateTable* create = nullptr;       ///< nullptr: it is altered.
    const IndexDefinition* primary = nullptr;  ///< The key that the blueprint adds.
  };

  // Steps. None of them is called for what Way::rebuild is said of.
  virtual void create(Statements& out, const Table& table) const = 0;
  virtual void add_column(Statements& out, const Table& table,
                          const ColumnDefinition& column) const = 0;
  virtual void change_column(Statements& out, const Table& table,
                             const ColumnDefinition& column) const = 0;
  virtual void drop_columns(Statements& out, const Table& table, const DropColumns& drop) const = 0;
  virtual void add_index(Statements& out, const Table& table,
                         const IndexDefinition& index) const = 0;
  virtual void drop_index(Statements& out, const Table& table, const DropIndex& drop) const = 0;
  virtual void rename_index(Statements& out, const Table& table,
                            const RenameIndex& rename) const = 0;
  virtual void add_foreign_key(Statements& out, const Table& table,
                               const ForeignKeyDefinition& key) const;
  virtual void drop_foreign_key(Statements& out, const Table& table,
                                const DropForeignKey& drop) const = 0;
  virtual void rename_column(Statements& out, const Table& table, const RenameColumn& rename) const;
  virtual void rename_table(Statements& out, const Table& table, const RenameTable& rename) const;
  virtual void drop_table(Statements& out, const Table& table, const DropTable& drop) const;
  virtual void comment_table(Statements& out, const Table& table,
                             const CommentTable& comment) const = 0;
  /// Whether the text of a new table holds what the step adds.
  [[nodiscard]] virtual bool is_in_create(const Table& table, const Command& step) const = 0;
  /// What a column is to have beside its definition, behind all steps.
  virtual void finish_column(Statements& out, const Table& table,
                             const ColumnDefinition& column) const = 0;

  // Parts of them.
  void column(Writer& out, const Table* table, const ColumnDefinition& column) const;
  virtual void type(Writer& out, const ColumnDefinition& column) const = 0;
  virtual void modifiers(Writer& out, const Table* table, const ColumnDefinition& column) const = 0;
  virtual void default_literal(Writer& out, const ColumnDefinition& column,
                               const Value& value) const;
  /// The expression that use_current() means.
  [[nodiscard]] virtual std::string current(const ColumnDefinition& column) const = 0;
  /// ` default ..`, where there is one.
  void default_of(Writer& out, const ColumnDefinition& column) const;
  void allowed(Writer& out, const ColumnDefinition& column) const;
  /// `"a", "b"`, each behind the words.
  void columns(Writer& out, const std::vector<std::string>& names,
               std::string_view words = {}) const;
  /// What is between the parentheses of an index.
  void index_parts(Writer& out, const IndexDefinition& index) const;
  void actions(Writer& out, const ForeignKeyDefinition& key) const;
  void deferral(Writer& out, std::optional<bool> deferrable, std::optional<bool> immediate) const;
  /// `constraint "name" foreign key ("a") references "t" ("b") on delete ..`
  void constraint(Writer& out, const ForeignKeyDefinition& key) const;
  /// A table's name; a dot stands between its schema and it.
  void table_name(Writer& out, std::string_view name) const;
  /// `create temporary table if not exists "name" (` and the columns.
  void create_head(Writer& out, const Table& table) const;
  /// One statement, written by `write(Writer&)`.
  template <class Fn>
  void statement(Statements& out, Fn&& write) const {
    out.push_back(text(std::forward<Fn>(write)));
  }
  template <class Fn>
  [[nodiscard]] std::string text(Fn&& write) const {
    Writer writer{traits_};
    write(writer);
    return writer.take_text();
  }

  explicit Compiler(Dialect dialect) : traits_(DialectTraits::of(dialect)) {}

 private:
  void run(Statements& out, const Table& table, const Command& step) const;
  void run_step(Statements& out, const Table& table, const Command& step) const;

  DialectTraits traits_;
};

}  // namespace zin::schema
