// MigrationSchema: blueprints carried out on a session, and questions about its tables.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/runtime/session.hpp"
#include "zin/schema/blueprint.hpp"
#include "zin/schema/column_names.hpp"
#include "zin/schema/snapshot.hpp"
#include "zin/sql/raw.hpp"

namespace zin {

/// Changes and reads the tables of a session, which must outlive it. A blueprint is compiled for
/// the session's dialect, and refused as a whole before anything is sent (see Blueprint::to_sql());
/// its statements then run one after the other on the session. So give it the Session of a
/// transaction where all of them are to happen or none: PostgreSQL and SQLite undo them, MySQL and
/// MariaDB commit each by itself. On SQLite, steps that its ALTER TABLE cannot do are done by
/// making the table anew, in a transaction of their own.
///
/// A session that is a schema::BlueprintSink gets the blueprints instead, and runs nothing of them.
/// Everything throws what the session throws. [one thread at a time] [blocks]
class ZIN_API MigrationSchema {
 public:
  [[nodiscard]] static MigrationSchema create(Session& session) { return MigrationSchema{session}; }

  /// schema.create("users", [](zin::Blueprint& table) { table.id(); });
  template <std::invocable<Blueprint&> Fn>
  void create(std::string_view table, Fn&& fill) {
    run(Blueprint::create(table, std::forward<Fn>(fill)));
  }
  /// Nothing is done, and nothing compared, when there is a table of that name.
  template <std::invocable<Blueprint&> Fn>
  void create_if_not_exists(std::string_view table, Fn&& fill) {
    run(Blueprint::create_if_not_exists(table, std::forward<Fn>(fill)));
  }
  /// Alters a table.
  template <std::invocable<Blueprint&> Fn>
  void table(std::string_view table, Fn&& fill) {
    run(Blueprint::table(table, std::forward<Fn>(fill)));
  }
  void rename(std::string_view from, std::string_view to) { run(Blueprint::rename(from, to)); }
  void drop(std::string_view table) { run(Blueprint::drop(table)); }
  void drop_if_exists(std::string_view table) { run(Blueprint::drop_if_exists(table)); }
  void drop_columns(std::string_view table, schema::ColumnNames columns);
  /// A blueprint that was made elsewhere.
  void run(const Blueprint& blueprint);
  /// One statement of your own.
  void raw(SqlLiteral sql) { raw(zin::raw(sql)); }
  void raw(const Raw& sql);

  /// Whether keys are checked that statements behind this break: on MySQL and MariaDB not at all,
  /// and never later; on SQLite at the end of the transaction; so on PostgreSQL, but only those
  /// that are deferrable. It is the connection's own: use the Session of a transaction.
  void disable_foreign_key_constraints();
  void enable_foreign_key_constraints();
  /// Enables them again whatever `fn` does.
  template <std::invocable Fn>
  void without_foreign_key_constraints(Fn&& fn) {
    disable_foreign_key_constraints();
    try {
      std::invoke(std::forward<Fn>(fn));
    } catch (...) {
      enable_quietly();
      throw;
    }
    enable_foreign_key_constraints();
  }

  // Questions. Names of tables may have a schema in front, "app.users"; a table that is not there
  // has no columns, indexes or keys. See <zin/schema/inspection.hpp>.

  [[nodiscard]] bool has_table(std::string_view table) const;
  [[nodiscard]] bool has_view(std::string_view view) const;
  [[nodiscard]] bool has_column(std::string_view table, std::string_view column) const;
  /// All of them.
  [[nodiscard]] bool has_columns(std::string_view table, schema::ColumnNames columns) const;
  /// By its name, or in braces by its columns, in order.
  [[nodiscard]] bool has_index(std::string_view table, const schema::NameOrColumns& index) const;
  /// By its name, or in braces by its columns, in order. SQLite knows them by columns alone.
  [[nodiscard]] bool has_foreign_key(std::string_view table,
                                     const schema::NameOrColumns& key) const;
  [[nodiscard]] std::vector<schema::TableInfo> tables() const;
  [[nodiscard]] std::vector<std::string> table_names() const;
  [[nodiscard]] std::vector<schema::ViewInfo> views() const;
  [[nodiscard]] std::vector<schema::ColumnInfo> columns(std::string_view table) const;
  [[nodiscard]] std::vector<std::string> column_names(std::string_view table) const;
  /// As the server says it: "varchar(255)". Nothing when there is no such column.
  [[nodiscard]] std::optional<std::string> column_type(std::string_view table,
                                                       std::string_view column) const;
  [[nodiscard]] std::vector<schema::IndexInfo> indexes(std::string_view table) const;
  [[nodiscard]] std::vector<schema::ForeignKeyInfo> foreign_keys(std::string_view table) const;

  /// Alters the table when it has the column, or when it does not.
  template <std::invocable<Blueprint&> Fn>
  void when_table_has_column(std::string_view name, std::string_view column, Fn&& fill) {
    if (has_column(name, column)) table(name, std::forward<Fn>(fill));
  }
  template <std::invocable<Blueprint&> Fn>
  void when_table_doesnt_have_column(std::string_view name, std::string_view column, Fn&& fill) {
    if (!has_column(name, column)) table(name, std::forward<Fn>(fill));
  }

  [[nodiscard]] Session& session() const noexcept { return *session_; }

 private:
  explicit MigrationSchema(Session& session) noexcept : session_(&session) {}
  void enable_quietly() noexcept;

  Session* session_;
};

}  // namespace zin
