// Blueprint: what is to become of one table, as a list of steps.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/schema/column_names.hpp"
#include "zin/schema/type_verbs.hpp"
#include "zin/sql/dialect.hpp"
#include "zin/sql/raw.hpp"

namespace zin {

/// A table that is made, altered, renamed or dropped. It needs no connection: to_sql() gives the
/// text of any dialect, MigrationSchema runs it. Names are quoted, values are literals.
/// [one thread at a time]
class ZIN_API Blueprint : public schema::TypeVerbs {
 public:
  /// `Blueprint::create("users", [](zin::Blueprint& table) { table.id(); })`
  template <std::invocable<Blueprint&> Fn>
  [[nodiscard]] static Blueprint create(std::string_view table, Fn&& fill) {
    Blueprint blueprint = creating(table, false);
    std::invoke(std::forward<Fn>(fill), blueprint);
    return blueprint;
  }
  /// The table and all that belongs to it, unless there is a table of that name.
  template <std::invocable<Blueprint&> Fn>
  [[nodiscard]] static Blueprint create_if_not_exists(std::string_view table, Fn&& fill) {
    Blueprint blueprint = creating(table, true);
    std::invoke(std::forward<Fn>(fill), blueprint);
    return blueprint;
  }
  /// Alters a table.
  template <std::invocable<Blueprint&> Fn>
  [[nodiscard]] static Blueprint table(std::string_view table, Fn&& fill) {
    Blueprint blueprint = altering(table);
    std::invoke(std::forward<Fn>(fill), blueprint);
    return blueprint;
  }
  [[nodiscard]] static Blueprint drop(std::string_view table);
  [[nodiscard]] static Blueprint drop_if_exists(std::string_view table);
  [[nodiscard]] static Blueprint rename(std::string_view from, std::string_view to);
  /// To be filled by hand.
  [[nodiscard]] static Blueprint creating(std::string_view table, bool if_not_exists);
  [[nodiscard]] static Blueprint altering(std::string_view table);

  /// The statements, in order. Throws before any I/O: Errc::invalid_argument for what no database
  /// takes, Errc::unsupported for what this dialect cannot say; the message names the table and the
  /// column. On SQLite Errc::unsupported too for what needs a look at the table that is there:
  /// MigrationSchema does these.
  [[nodiscard]] std::vector<std::string> to_sql(Dialect dialect) const;

  // The table.

  void engine(std::string_view name);
  void inno_db() { engine("InnoDB"); }
  void charset(std::string_view name);
  void collation(std::string_view name);
  /// Gone with the session.
  void temporary();
  void comment(std::string_view text);
  void rename(std::string_view to);
  void drop();
  void drop_if_exists();

  // Keys and indexes. A name is made of the table, the columns and the kind unless one is given.

  schema::IndexVerbs primary(schema::ColumnNames columns, std::string_view name = {},
                             std::string_view algorithm = {});
  schema::IndexVerbs unique(schema::ColumnNames columns, std::string_view name = {},
                            std::string_view algorithm = {});
  schema::IndexVerbs index(schema::ColumnNames columns, std::string_view name = {},
                           std::string_view algorithm = {});
  schema::IndexVerbs full_text(schema::ColumnNames columns, std::string_view name = {},
                               std::string_view algorithm = {});
  schema::IndexVerbs spatial_index(schema::ColumnNames columns, std::string_view name = {},
                                   std::string_view operator_class = {});
  /// What stands between the parentheses is SQL: raw_index("lower(email)", "users_lower_email").
  schema::IndexVerbs raw_index(SqlLiteral expression, std::string_view name);
  schema::IndexVerbs raw_index(const Raw& expression, std::string_view name);
  /// foreign("user_id").references("id").on("users")
  schema::ForeignKeyVerbs foreign(schema::ColumnNames columns, std::string_view name = {});

  // What is there already. An index or key is named by its name, or by its columns in braces.

  void drop_column(schema::ColumnNames columns);
  void drop_columns(schema::ColumnNames columns) { drop_column(std::move(columns)); }
  void rename_column(std::string_view from, std::string_view to);
  /// Without a name that which PostgreSQL gives it.
  void drop_primary();
  void drop_primary(const schema::NameOrColumns& index);
  void drop_unique(const schema::NameOrColumns& index);
  void drop_index(const schema::NameOrColumns& index);
  void drop_full_text(const schema::NameOrColumns& index);
  void drop_spatial_index(const schema::NameOrColumns& index);
  void drop_foreign(const schema::NameOrColumns& key);
  void rename_index(std::string_view from, std::string_view to);
  /// The foreign key of conventional name, and its column.
  void drop_constrained_foreign_id(std::string_view column);
  void drop_timestamps();
  void drop_timestamps_tz() { drop_timestamps(); }
  void drop_soft_deletes(std::string_view column = "deleted_at");
  void drop_soft_deletes_tz(std::string_view column = "deleted_at") { drop_soft_deletes(column); }
  void drop_remember_token();
  void drop_morphs(std::string_view name, std::string_view index = {});

  /// Columns that `fill` adds are placed behind that one, in order, where the dialect has a place
  /// to choose.
  template <std::invocable<Blueprint&> Fn>
  void after(std::string_view column, Fn&& fill) {
    next_after_ = column;
    std::invoke(std::forward<Fn>(fill), *this);
    next_after_.clear();
  }

 private:
  using schema::TypeVerbs::TypeVerbs;
  schema::IndexVerbs index_of(schema::IndexKind kind, schema::ColumnNames columns,
                              std::string_view name, std::string_view algorithm);
  void drop_index_of(schema::IndexKind kind, const schema::NameOrColumns& index);
};

namespace schema {

/// The way back: the reverse of each step, in reverse order. Throws Errc::unsupported with the
/// first step that has none: what was dropped or changed is not known any more.
[[nodiscard]] ZIN_API Blueprint inverse(const Blueprint& blueprint);

}  // namespace schema
}  // namespace zin
