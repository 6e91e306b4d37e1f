// What each dialect's catalogs are asked: one class a dialect behind one interface.
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/runtime/session.hpp"
#include "zin/schema/snapshot.hpp"

namespace zin::schema {

/// A table or view that exists, as the server spells it; the schema is empty for the usual one.
struct TablePlace {
  std::string schema;
  std::string name;
};

/// The questions. `only` asks about that table alone, nullptr about all. [one thread at a time]
class Catalog {
 public:
  /// For the dialect of the session, which must outlive it. Throws Errc::unsupported where there
  /// is no SQL.
  [[nodiscard]] static std::unique_ptr<Catalog> of(Session& session);
  explicit Catalog(Session& session) noexcept : session_(session) {}
  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;
  virtual ~Catalog() = default;

  /// By schema and name.
  [[nodiscard]] virtual std::vector<TablePlace> table_places() = 0;
  [[nodiscard]] virtual std::optional<TablePlace> find_table(std::string_view name) = 0;
  [[nodiscard]] virtual std::optional<TablePlace> find_view(std::string_view name) = 0;
  [[nodiscard]] virtual bool has_column(const TablePlace& place, std::string_view column) = 0;
  /// In any order, as their parts are.
  [[nodiscard]] virtual std::vector<TableInfo> tables(const TablePlace* only) = 0;
  [[nodiscard]] virtual std::vector<ViewInfo> views() = 0;
  [[nodiscard]] virtual std::vector<TriggerInfo> triggers() = 0;
  [[nodiscard]] virtual std::vector<SequenceInfo> sequences() { return {}; }
  [[nodiscard]] virtual std::vector<TypeInfo> types() { return {}; }

 protected:
  /// Asks the primary: a replica may not know yet what was just made.
  [[nodiscard]] Rows ask(std::string_view sql, std::initializer_list<Value> bindings = {});
  /// The name as it is; else, where it has a dot, what is before it as a schema. `sql` takes the
  /// schema, NULL for the usual ones, and the name, and gives what TablePlace has.
  [[nodiscard]] std::optional<TablePlace> find(std::string_view sql, std::string_view name);
  Session& session_;

 private:
  std::optional<TablePlace> find(std::string_view sql, const Value& schema, std::string_view name);
};

/// The text of a column; empty for NULL.
[[nodiscard]] inline std::string text_of(const Row& row, std::string_view column) {
  return row.get<std::optional<std::string>>(column).value_or("");
}

/// The tables of a list that is being put together, found by place.
class TableList {
 public:
  TableInfo& add(TablePlace place, Dialect dialect);
  /// nullptr where it is not wanted. Rows come by table: the last one found is looked at first.
  [[nodiscard]] TableInfo* find(std::string_view schema, std::string_view name) noexcept;
  [[nodiscard]] std::vector<TableInfo> take() && { return std::move(tables_); }
  [[nodiscard]] std::vector<TableInfo>& all() noexcept { return tables_; }

 private:
  std::vector<TableInfo> tables_;
  std::size_t last_ = 0;
};

std::unique_ptr<Catalog> sqlite_catalog(Session& session);
std::unique_ptr<Catalog> postgres_catalog(Session& session);
/// MySQL's and MariaDB's.
std::unique_ptr<Catalog> mysql_catalog(Session& session);

}  // namespace zin::schema
