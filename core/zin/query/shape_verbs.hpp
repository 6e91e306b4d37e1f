// The verbs that say which columns, from where, in which order and how many.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <ranges>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/query/builder.hpp"
#include "zin/query/operators.hpp"
#include "zin/query/piece.hpp"
#include "zin/query/sub_query.hpp"
#include "zin/query/where_verbs.hpp"

namespace zin {

namespace detail {
template <class T>
concept Selectable = std::convertible_to<const T&, ColumnOperand>;
template <class T>
concept RangeOfNames = std::ranges::input_range<const T> && !Named<T> &&
                       Named<std::ranges::range_reference_t<const T>>;

/// What when() hands on of its condition.
template <class T>
[[nodiscard]] const auto& handed_on(const T& condition) {
  if constexpr (is_optional<T>) {
    return *condition;
  } else {
    return condition;
  }
}
template <class Fn, class Self, class T>
concept Continues = std::invocable<Fn&, Self&> ||
    std::invocable<Fn&, Self&, decltype(handed_on(std::declval<const T&>()))>;

/// Calls the function of when(). One that takes the value of an empty optional is not called.
template <class Fn, class Self, class T>
void go_on(Fn& fn, Self& query, const T& condition) {
  if constexpr (std::invocable<Fn&, Self&>) {
    std::invoke(fn, query);
  } else {
    if constexpr (is_optional<T>) {
      if (!condition) return;
    }
    std::invoke(fn, query, handed_on(condition));
  }
}

}  // namespace detail

template <class Self>
class ShapeVerbs {
 public:
  /// select("id", "users.name as n", raw("count(*) as n")); replaces those chosen before.
  template <detail::Selectable... Columns>
  requires(sizeof...(Columns) > 0) Self& select(const Columns&... columns) {
    const Selected list[] = {ColumnOperand(columns)...};
    return select_list(list);
  }
  Self& select(std::initializer_list<Selected> columns) {
    return select_list({columns.begin(), columns.size()});
  }
  template <detail::RangeOfNames R>
  Self& select(const R& names) {
    builder().columns({});
    return add_select(names);
  }
  template <detail::Selectable... Columns>
  requires(sizeof...(Columns) > 0) Self& add_select(const Columns&... columns) {
    (builder().add_column(columns), ...);
    return self();
  }
  Self& add_select(std::initializer_list<Selected> columns) {
    for (const Selected& column : columns) builder().add_column(column);
    return self();
  }
  template <detail::RangeOfNames R>
  Self& add_select(const R& names) {
    for (const auto& name : names) builder().add_column(std::string_view(name));
    return self();
  }
  /// Added to the others.
  Self& select_raw(SqlLiteral sql, std::initializer_list<Value> bindings = {}) {
    return add_select(raw(sql, bindings));
  }
  Self& select_raw(const Raw& sql) { return add_select(sql); }
  /// The one value that a query gives, under a name.
  Self& select_sub(const SubQuery& query, std::string_view alias) {
    builder().add_column(query.query(), alias);
    return self();
  }
  /// Equal rows once; with columns, the first row of each combination of them (PostgreSQL).
  Self& distinct() { return distinct({}); }
  Self& distinct(std::initializer_list<std::string_view> columns) {
    builder().distinct({columns.begin(), columns.size()});
    return self();
  }
  template <detail::Named... Columns>
  requires(sizeof...(Columns) > 0) Self& distinct(const Columns&... columns) {
    return distinct({std::string_view(columns)...});
  }

  /// "users", "users as u".
  Self& from(const ColumnOperand& table) {
    builder().from(table);
    return self();
  }
  Self& from(std::string_view table, std::string_view alias) {
    builder().from(table, alias);
    return self();
  }
  Self& from_sub(const SubQuery& query, std::string_view alias) {
    builder().from(query.query(), alias);
    return self();
  }
  Self& from_raw(SqlLiteral sql, std::initializer_list<Value> bindings = {}) {
    return from(raw(sql, bindings));
  }
  Self& from_raw(const Raw& sql) { return from(sql); }
  /// Advice to MySQL and MariaDB; SQLite takes force_index(). Elsewhere left out.
  Self& use_index(const ColumnList& names) { return index(ast::IndexHint::Kind::use, names); }
  Self& force_index(const ColumnList& names) { return index(ast::IndexHint::Kind::force, names); }
  Self& ignore_index(const ColumnList& names) { return index(ast::IndexHint::Kind::ignore, names); }

  template <detail::Selectable... Columns>
  requires(sizeof...(Columns) > 0) Self& group_by(const Columns&... columns) {
    (builder().group_by(columns), ...);
    return self();
  }
  Self& group_by(std::initializer_list<ColumnOperand> columns) {
    for (const ColumnOperand& column : columns) builder().group_by(column);
    return self();
  }
  Self& group_by_raw(SqlLiteral sql, std::initializer_list<Value> bindings = {}) {
    return group_by(raw(sql, bindings));
  }
  Self& group_by_raw(const Raw& sql) { return group_by(sql); }

  /// "asc" or "desc"; NULLs where the database puts them, unless it is said.
  Self& order_by(const ColumnOperand& column, std::string_view direction = "asc",
                 Nulls nulls = Nulls::unsaid) {
    builder().order_by(column, query::is_descending(direction), nulls);
    return self();
  }
  Self& order_by_desc(const ColumnOperand& column) { return order_by(column, "desc"); }
  Self& order_by_nulls_first(const ColumnOperand& column, std::string_view direction = "asc") {
    return order_by(column, direction, Nulls::first);
  }
  Self& order_by_nulls_last(const ColumnOperand& column, std::string_view direction = "asc") {
    return order_by(column, direction, Nulls::last);
  }
  Self& order_by_raw(SqlLiteral sql, std::initializer_list<Value> bindings = {}) {
    return order_by_raw(raw(sql, bindings));
  }
  Self& order_by_raw(const Raw& sql) {
    builder().order_by_raw(sql);
    return self();
  }
  Self& latest(std::string_view column = "created_at") { return order_by(column, "desc"); }
  Self& oldest(std::string_view column = "created_at") { return order_by(column, "asc"); }
  /// With a seed, the same order again, where the database can (MySQL, MariaDB).
  Self& in_random_order(std::optional<std::int64_t> seed = std::nullopt) {
    builder().in_random_order(seed);
    return self();
  }
  /// In the order of a list; what is not in it comes last.
  Self& in_order_of(const ColumnOperand& column, std::initializer_list<Value> values) {
    builder().in_order_of(column, {values.begin(), values.size()});
    return self();
  }
  /// Forgets the orders that were given.
  Self& reorder() {
    builder().forget_orders();
    return self();
  }
  Self& reorder(const ColumnOperand& column, std::string_view direction = "asc") {
    return reorder().order_by(column, direction);
  }
  Self& reorder_desc(const ColumnOperand& column) { return reorder(column, "desc"); }

  /// At most so many rows. Errc::invalid_argument below 0, here and in the next ones.
  Self& limit(std::int64_t rows) {
    builder().limit(rows);
    return self();
  }
  Self& take(std::int64_t rows) { return limit(rows); }
  Self& offset(std::int64_t rows) {
    builder().offset(rows);
    return self();
  }
  Self& skip(std::int64_t rows) { return offset(rows); }
  /// Pages count from 1.
  Self& for_page(std::int64_t page, std::int64_t per_page = 15) {
    builder().page(page, per_page);
    return self();
  }
  /// At most so many rows for each value of a column, in the order of order_by().
  Self& group_limit(std::int64_t rows, std::string_view column) {
    builder().group_limit(rows, column);
    return self();
  }

  /// The rows that follow one value of a unique column, in its order, at most so many; all rows but
  /// those without a value for NULL. Orders by other columns stay in front.
  Self& for_page_after_id(std::int64_t per_page = 15, const Value& last_id = 0,
                          std::string_view column = "id") {
    return piece(per_page, last_id, column, false);
  }
  /// The rows in front of it, downwards.
  Self& for_page_before_id(std::int64_t per_page = 15, const Value& last_id = 0,
                           std::string_view column = "id") {
    return piece(per_page, last_id, column, true);
  }

  /// Orders and limits that follow are those of all rows together.
  Self& union_(const SubQuery& query) {
    return combine(ast::Combination::Kind::union_, false, query);
  }
  Self& union_all(const SubQuery& query) {
    return combine(ast::Combination::Kind::union_, true, query);
  }
  /// Rows that both have; `all`: as often as both have them. SQLite knows only the first one.
  Self& intersect(const SubQuery& query) {
    return combine(ast::Combination::Kind::intersect, false, query);
  }
  Self& intersect_all(const SubQuery& query) {
    return combine(ast::Combination::Kind::intersect, true, query);
  }
  /// Rows that the other one has not; `all`: as often as this one has them more. As above.
  Self& except(const SubQuery& query) {
    return combine(ast::Combination::Kind::except, false, query);
  }
  Self& except_all(const SubQuery& query) {
    return combine(ast::Combination::Kind::except, true, query);
  }

  /// A query under a name that the others may use as a table.
  Self& with(std::string_view name, const SubQuery& query,
             std::initializer_list<std::string_view> columns = {}) {
    return cte(name, query.query(), columns, {});
  }
  Self& with(std::string_view name, const Raw& sql,
             std::initializer_list<std::string_view> columns = {}) {
    return cte(name, sql, columns, {});
  }
  Self& with_recursive(std::string_view name, const SubQuery& query,
                       std::initializer_list<std::string_view> columns = {}) {
    return cte(name, query.query(), columns, {.recursive = true});
  }
  Self& with_recursive(std::string_view name, const Raw& sql,
                       std::initializer_list<std::string_view> columns = {}) {
    return cte(name, sql, columns, {.recursive = true});
  }
  /// PostgreSQL and SQLite.
  Self& with_materialized(std::string_view name, const SubQuery& query,
                          std::initializer_list<std::string_view> columns = {}) {
    return cte(name, query.query(), columns, {.materialized = ast::Cte::Materialized::yes});
  }
  Self& with_not_materialized(std::string_view name, const SubQuery& query,
                              std::initializer_list<std::string_view> columns = {}) {
    return cte(name, query.query(), columns, {.materialized = ast::Cte::Materialized::no});
  }

  /// Rows stay locked until the transaction ends. SQLite locks its whole file instead, and says
  /// nothing of it here.
  Self& lock_for_update() { return lock(ast::Lock::Kind::update); }
  Self& shared_lock() { return lock(ast::Lock::Kind::share); }
  /// PostgreSQL's weaker ones; elsewhere the same as the two above.
  Self& lock_for_no_key_update() { return lock(ast::Lock::Kind::no_key_update); }
  Self& lock_for_key_share() { return lock(ast::Lock::Kind::key_share); }
  /// Behind one of these: rows that others have locked are left out, or fail at once.
  Self& skip_locked() { return lock_wait(ast::Lock::Wait::skip_locked); }
  Self& no_wait() { return lock_wait(ast::Lock::Wait::no_wait); }

  /// Calls the first function when the condition holds, else the second one. A function may take
  /// the value behind the query: `when(language, [](auto& q, auto& l) { q.where("lang", l); })`,
  /// that of an optional without the optional around it.
  template <class T, detail::Continues<Self, T> Fn>
  Self& when(const T& condition, Fn&& then) {
    if (static_cast<bool>(condition)) detail::go_on(then, self(), condition);
    return self();
  }
  template <class T, detail::Continues<Self, T> Fn, detail::Continues<Self, T> Else>
  Self& when(const T& condition, Fn&& then, Else&& otherwise) {
    if (static_cast<bool>(condition)) {
      detail::go_on(then, self(), condition);
    } else {
      detail::go_on(otherwise, self(), condition);
    }
    return self();
  }
  template <class T, detail::Continues<Self, T> Fn>
  Self& unless(const T& condition, Fn&& then) {
    if (!static_cast<bool>(condition)) detail::go_on(then, self(), condition);
    return self();
  }
  template <class T, detail::Continues<Self, T> Fn, detail::Continues<Self, T> Else>
  Self& unless(const T& condition, Fn&& then, Else&& otherwise) {
    return when(condition, std::forward<Else>(otherwise), std::forward<Fn>(then));
  }
  template <std::invocable<Self&> Fn>
  Self& tap(Fn&& fn) {
    std::invoke(fn, self());
    return self();
  }

 protected:
  ~ShapeVerbs() = default;

 private:
  [[nodiscard]] Self& self() noexcept { return static_cast<Self&>(*this); }
  [[nodiscard]] query::Builder& builder() { return self().builder(); }
  Self& select_list(std::span<const Selected> columns) {
    builder().columns(columns);
    return self();
  }
  Self& index(ast::IndexHint::Kind kind, const ColumnList& names) {
    builder().index(kind, names.names());
    return self();
  }
  Self& combine(ast::Combination::Kind kind, bool all, const SubQuery& query) {
    builder().combine(kind, all, query.query());
    return self();
  }
  Self& cte(std::string_view name, const ColumnOperand& expression,
            std::initializer_list<std::string_view> columns, const CteOptions& options) {
    builder().with(name, expression, {columns.begin(), columns.size()}, options);
    return self();
  }
  Self& piece(std::int64_t rows, const Value& last, std::string_view column, bool descending) {
    query::narrow(builder(),
                  {.rows = rows, .column = column, .descending = descending, .behind = &last});
    return self();
  }
  Self& lock(ast::Lock::Kind kind) {
    builder().select.lock.kind = kind;
    return self();
  }
  Self& lock_wait(ast::Lock::Wait wait) {
    builder().select.lock.wait = wait;
    return self();
  }
};

}  // namespace zin
