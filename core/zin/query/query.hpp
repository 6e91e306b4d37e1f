// Query: a statement that is built by fluent verbs and run by the last of them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <ranges>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include "zin/query/aggregate_verbs.hpp"
#include "zin/query/async_verbs.hpp"
#include "zin/query/builder.hpp"
#include "zin/query/chunk_verbs.hpp"
#include "zin/query/described.hpp"
#include "zin/query/having_verbs.hpp"
#include "zin/query/join_verbs.hpp"
#include "zin/query/page.hpp"
#include "zin/query/shape_verbs.hpp"
#include "zin/query/target.hpp"
#include "zin/query/where_verbs.hpp"
#include "zin/query/write_verbs.hpp"
#include "zin/runtime/session.hpp"

namespace zin {

class ReturningQuery;

/// Built without a connection; the last verb (get(), first(), insert(), ...) compiles it for the
/// dialect of its session and runs it. Names are quoted, values bound, operators checked. A copy is
/// cheap and goes on on its own; the session must live when the query runs.
///
/// Every verb that runs it throws what Session's verbs throw, and before any I/O
/// Errc::invalid_argument (an empty name, a write without where()), Errc::unsupported (the dialect
/// has no such thing) or Errc::unknown_connection. [one thread at a time]; copies are independent.
class ZIN_API Query : public WhereVerbs<Query>,
                      public HavingVerbs<Query>,
                      public JoinVerbs<Query>,
                      public ShapeVerbs<Query>,
                      public AggregateVerbs<Query>,
                      public ChunkVerbs<Query>,
                      public AsyncVerbs<Query>,
                      public WriteVerbs<Query, std::uint64_t> {
 public:
  using Where = std::source_location;

  /// On no table and no connection, as functions are given to fill.
  Query() = default;
  /// On a table ("users", "users as u"), run by `target`.
  explicit Query(std::string_view table, query::Target target = {});

  /// Runs it on another session from now on.
  Query& on(Session& session) noexcept {
    target_ = query::Target{session};
    return *this;
  }
  Query& on(query::Target target) noexcept {
    target_ = std::move(target);
    return *this;
  }
  /// A copy that goes on on its own.
  [[nodiscard]] Query clone() const { return *this; }
  /// An empty query on the same connection.
  [[nodiscard]] Query new_query() const;

  /// The text, with the placeholders of the dialect or with `?`. `??` stands for a question mark
  /// that is none.
  [[nodiscard]] std::string to_sql(Dialect dialect,
                                   Placeholder placeholder = Placeholder::native) const;
  /// As to_sql(), for the session's dialect.
  [[nodiscard]] std::string to_sql() const;
  /// The values in their places, for people to read. Never run it: it is not made for that.
  [[nodiscard]] std::string to_raw_sql(Dialect dialect) const;
  [[nodiscard]] std::string to_raw_sql() const;
  /// The values in the order of their placeholders. The dialects bind the same ones but for
  /// documents and parts of dates; this is PostgreSQL's view, or that of the first dialect that
  /// can say the query.
  [[nodiscard]] std::vector<Value> bindings() const;
  [[nodiscard]] std::vector<Value> bindings(Dialect dialect) const;

  /// All rows.
  [[nodiscard]] Rows get(Where where = Where::current()) const;
  /// The rows as structs that Boost.Describe describes, column by column of the same name, or, of
  /// any other type, their first column. Throws Errc::unknown_column or Errc::type_mismatch, naming
  /// the field.
  template <query::OwningResult T>
  [[nodiscard]] std::vector<T> get(Where where = Where::current()) const {
    return query::read_all<T>(get(where));
  }
  /// The first row; nothing when there is none.
  [[nodiscard]] std::optional<Row> first(Where where = Where::current()) const;
  template <query::OwningResult T>
  [[nodiscard]] std::optional<T> first(Where where = Where::current()) const {
    const auto row = first(where);
    if (!row) return std::nullopt;
    return query::read_one<T>(*row);
  }
  /// Throws Errc::not_found when there is none.
  [[nodiscard]] Row first_or_fail(Where where = Where::current()) const;
  /// The only row. Throws Errc::not_found when there is none, Errc::multiple_found for more.
  [[nodiscard]] Row sole(Where where = Where::current()) const;
  template <query::OwningResult T>
  [[nodiscard]] T sole(Where where = Where::current()) const {
    return query::read_one<T>(sole(where));
  }
  /// The row whose `id` is this one.
  [[nodiscard]] std::optional<Row> find(const Value& id, std::string_view key = "id",
                                        Where where = Where::current()) const;
  template <query::OwningResult T>
  [[nodiscard]] std::optional<T> find(const Value& id, std::string_view key = "id",
                                      Where where = Where::current()) const {
    const auto row = find(id, key, where);
    if (!row) return std::nullopt;
    return query::read_one<T>(*row);
  }
  /// That row, or what the function gives, which is a T. One that gives nothing has to throw, else
  /// Errc::not_found is thrown.
  template <query::OwningResult T = Row, std::invocable Fn>
  [[nodiscard]] T find_or(const Value& id, Fn&& otherwise, std::string_view key = "id",
                          Where where = Where::current()) const {
    if (const auto row = find(id, key, where)) return query::read_one<T>(*row);
    if constexpr (std::is_void_v<std::invoke_result_t<Fn>>) {
      std::invoke(otherwise);
      query::none_found();
    } else {
      return std::invoke(otherwise);
    }
  }
  /// The rows as they come, in flat memory; the stream holds its connection while it is open.
  [[nodiscard]] RowStream lazy(Where where = Where::current()) const;
  [[nodiscard]] RowStream cursor(Where where = Where::current()) const { return lazy(where); }
  /// What the database means to do.
  [[nodiscard]] Rows explain(Where where = Where::current()) const;

  /// The values of one column. A query that selected columns keeps them, and must have this one
  /// among them, by its name or its alias; else Errc::unknown_column. So with the verbs below.
  template <query::OwningResult T = Value>
  [[nodiscard]] std::vector<T> pluck(std::string_view column,
                                     Where where = Where::current()) const {
    const Plucked found = pluck_rows(column, {}, where);
    return query::read_column<T>(found.rows, found.column);
  }
  /// With the values of another one in front, in the order of the rows.
  template <query::OwningResult T = Value, query::OwningResult Key = Value>
  [[nodiscard]] std::vector<std::pair<Key, T>> pluck(std::string_view column, std::string_view key,
                                                     Where where = Where::current()) const {
    const Plucked found = pluck_rows(column, key, where);
    return query::read_pairs<Key, T>(found.rows, found.key, found.column);
  }
  /// The values of a column as texts with `glue` between them; nothing stands for NULL.
  [[nodiscard]] std::string implode(std::string_view column, std::string_view glue = {},
                                    Where where = Where::current()) const;
  /// A column of the first row; nothing when there is none, or when it is NULL.
  template <query::OwningResult T = Value>
  [[nodiscard]] std::optional<T> value(std::string_view column,
                                       Where where = Where::current()) const {
    const Plucked found = clone().limit(1).pluck_rows(column, {}, where);
    return query::read_value<T>(found.rows, found.column);
  }
  /// The same of SQL of the program, see raw(), instead of what was selected.
  template <query::OwningResult T = Value>
  [[nodiscard]] std::optional<T> raw_value(const Raw& sql, Where where = Where::current()) const {
    return query::read_value<T>(clone().select(sql).limit(1).get(where), 0);
  }
  template <query::OwningResult T = Value>
  [[nodiscard]] std::optional<T> raw_value(SqlLiteral sql,
                                           std::initializer_list<Value> bindings = {},
                                           Where where = Where::current()) const {
    return raw_value<T>(raw(sql, bindings), where);
  }
  /// A column of the only row, as sole().
  template <query::OwningResult T = Value>
  [[nodiscard]] T sole_value(std::string_view column, Where where = Where::current()) const {
    const Row row = with_columns({column}).sole(where);
    return row.get<T>(
        builder_.select.columns.empty() && !builder_.is_combined() ? 0 : place_of(column, row));
  }

  /// A page and how many rows there are in all; pages count from 1. Two statements.
  [[nodiscard]] Page<Rows> paginate(std::int64_t per_page = 15, std::int64_t page = 1,
                                    Where where = Where::current()) const;
  template <query::OwningResult T>
  [[nodiscard]] Page<std::vector<T>> paginate(std::int64_t per_page = 15, std::int64_t page = 1,
                                              Where where = Where::current()) const {
    return paginate(per_page, page, where).map(query::read_all<T>);
  }
  /// A page, and whether another one follows. One statement.
  [[nodiscard]] SimplePage<Rows> simple_paginate(std::int64_t per_page = 15, std::int64_t page = 1,
                                                 Where where = Where::current()) const;
  /// The rows behind the place that a cursor of an earlier page tells: fast however far it is, and
  /// not disturbed by new rows. Needs order_by() on columns that are selected and together unique,
  /// behind the union where there is one. Cursors are signed; throws Errc::invalid_argument for one
  /// that was changed, is of another query (another table, other conditions but for their values,
  /// another order), or was signed with another key (see set_cursor_key()).
  [[nodiscard]] CursorPage<Rows> cursor_paginate(std::int64_t per_page = 15,
                                                 std::string_view cursor = {},
                                                 Where where = Where::current()) const;

  /// As Session::insert_many(): very many rows, the fastest way that the driver has.
  template <class Table>
  requires std::ranges::random_access_range<Table> std::uint64_t insert_many(
      const Names& columns, const Table& rows, const InsertOptions& options = {},
      Where where = Where::current()) {
    return target_.session().insert_many(query::bulk_table(builder_), columns, rows, options,
                                         where);
  }
  std::uint64_t insert_many(const Names& columns, std::initializer_list<std::vector<Value>> rows,
                            const InsertOptions& options = {}, Where where = Where::current()) {
    return insert_many(columns, std::span{rows.begin(), rows.size()}, options, where);
  }

  /// What insert(), update(), delete_() and their kin give back: rows with these columns of what
  /// they wrote, all without columns. On MySQL by further statements in one transaction.
  [[nodiscard]] ReturningQuery returning(std::initializer_list<std::string_view> columns) const;
  template <detail::Named... Columns>
  [[nodiscard]] ReturningQuery returning(const Columns&... columns) const;

  // For the library.
  [[nodiscard]] Statement statement(const DialectTraits& traits) const;
  [[nodiscard]] query::Builder& builder() noexcept { return builder_; }
  [[nodiscard]] const query::Builder& builder() const noexcept { return builder_; }
  [[nodiscard]] const query::Target& target() const noexcept { return target_; }

 private:
  friend class WhereVerbs<Query>;
  friend class WhereListVerbs<Query>;
  friend class WhereRangeVerbs<Query>;
  friend class WhereDateVerbs<Query>;
  friend class WhereNowVerbs<Query>;
  friend class WhereJsonVerbs<Query>;
  friend class HavingVerbs<Query>;
  friend class WriteVerbs<Query, std::uint64_t>;
  friend class AsyncWriteVerbs<Query>;
  [[nodiscard]] query::Conditions where_conditions() noexcept { return builder_.wheres(); }
  [[nodiscard]] Query new_group() const {
    Query group;
    group.builder_.is_group = true;
    return group;
  }
  Query& add_group(query::Junction junction, const Query& inside) {
    builder_.arena.keep(inside.builder_.arena);
    builder_.wheres().group(junction, inside.builder_.select.wheres);
    return *this;
  }
  struct Plucked {
    Rows rows;
    std::size_t column = 0;
    std::size_t key = 1;
  };
  // A query that has selected nothing yet selects these.
  [[nodiscard]] Query with_columns(std::initializer_list<std::string_view> columns) const;
  // Where a row of this query has the column.
  [[nodiscard]] std::size_t place_of(std::string_view column, const Row& row) const;
  [[nodiscard]] Plucked pluck_rows(std::string_view column, std::string_view key,
                                   Where where) const;
  [[nodiscard]] static std::uint64_t written(query::Written&& done) noexcept {
    return done.affected;
  }

  query::Builder builder_;
  query::Target target_;
};

/// A query whose writes give rows back. Made by Query::returning().
class ZIN_API ReturningQuery : public WhereVerbs<ReturningQuery>,
                               public WriteVerbs<ReturningQuery, Rows> {
 public:
  ReturningQuery(Query query, std::span<const std::string_view> columns);

  /// The column by which rows are found again where the database gives none back: `id` unless it
  /// is said.
  ReturningQuery& keyed_by(std::string_view column) {
    key_ = column;
    return *this;
  }

  // For the library.
  [[nodiscard]] query::Builder& builder() noexcept { return query_.builder(); }
  [[nodiscard]] const query::Builder& builder() const noexcept { return query_.builder(); }
  [[nodiscard]] const query::Target& target() const noexcept { return query_.target(); }
  [[nodiscard]] const std::string& key() const noexcept { return key_; }

 private:
  friend class WhereVerbs<ReturningQuery>;
  friend class WhereListVerbs<ReturningQuery>;
  friend class WhereRangeVerbs<ReturningQuery>;
  friend class WhereDateVerbs<ReturningQuery>;
  friend class WhereNowVerbs<ReturningQuery>;
  friend class WhereJsonVerbs<ReturningQuery>;
  friend class WriteVerbs<ReturningQuery, Rows>;
  friend class AsyncWriteVerbs<ReturningQuery>;
  [[nodiscard]] query::Conditions where_conditions() noexcept { return builder().wheres(); }
  [[nodiscard]] Query new_query() const { return query_.new_query(); }
  [[nodiscard]] ReturningQuery new_group() const { return {Query{}, {}}; }
  ReturningQuery& add_group(query::Junction junction, const ReturningQuery& inside) {
    builder().arena.keep(inside.builder().arena);
    builder().wheres().group(junction, inside.builder().select.wheres);
    return *this;
  }
  [[nodiscard]] static Rows written(query::Written&& done) noexcept { return std::move(done.rows); }

  Query query_;
  std::string key_ = "id";
};

template <detail::Named... Columns>
ReturningQuery Query::returning(const Columns&... columns) const {
  return returning({std::string_view(columns)...});
}

inline Query JoinClause::new_query() { return Query{}; }

/// A query on a table of no connection yet: for its text, as a sub-query, or to run with on().
[[nodiscard]] inline Query table(std::string_view name) { return Query{name}; }

}  // namespace zin
