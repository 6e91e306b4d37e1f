// Conditions on lists: where_in and its kin.
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <ranges>
#include <string_view>
#include <vector>

#include "zin/query/conditions.hpp"

namespace zin {

/// Part of WhereVerbs.
template <class Self>
class WhereListVerbs {
 public:
  using ColumnNames = std::initializer_list<std::string_view>;
  using ValueRows = std::initializer_list<std::initializer_list<Value>>;

  /// One of a list; of an empty one, never. Lists of any length.
  Self& where_in(const ColumnOperand& column, std::initializer_list<Value> values) {
    conditions().in({}, column, {values.begin(), values.size()});
    return self();
  }
  Self& or_where_in(const ColumnOperand& column, std::initializer_list<Value> values) {
    conditions().in({.either = true}, column, {values.begin(), values.size()});
    return self();
  }
  Self& where_not_in(const ColumnOperand& column, std::initializer_list<Value> values) {
    conditions().in({.negated = true}, column, {values.begin(), values.size()});
    return self();
  }
  Self& or_where_not_in(const ColumnOperand& column, std::initializer_list<Value> values) {
    conditions().in({.either = true, .negated = true}, column, {values.begin(), values.size()});
    return self();
  }

  template <detail::RangeOfValues R>
  Self& where_in(const ColumnOperand& column, const R& values) {
    conditions().in({}, column,
                    std::vector<Value>(std::ranges::begin(values), std::ranges::end(values)));
    return self();
  }
  template <detail::RangeOfValues R>
  Self& or_where_in(const ColumnOperand& column, const R& values) {
    conditions().in({.either = true}, column,
                    std::vector<Value>(std::ranges::begin(values), std::ranges::end(values)));
    return self();
  }
  template <detail::RangeOfValues R>
  Self& where_not_in(const ColumnOperand& column, const R& values) {
    conditions().in({.negated = true}, column,
                    std::vector<Value>(std::ranges::begin(values), std::ranges::end(values)));
    return self();
  }
  template <detail::RangeOfValues R>
  Self& or_where_not_in(const ColumnOperand& column, const R& values) {
    conditions().in({.either = true, .negated = true}, column,
                    std::vector<Value>(std::ranges::begin(values), std::ranges::end(values)));
    return self();
  }

  /// One of the rows of a query, which has one column.
  Self& where_in(const ColumnOperand& column, const Query& query) {
    conditions().in({}, column, query);
    return self();
  }
  Self& or_where_in(const ColumnOperand& column, const Query& query) {
    conditions().in({.either = true}, column, query);
    return self();
  }
  Self& where_not_in(const ColumnOperand& column, const Query& query) {
    conditions().in({.negated = true}, column, query);
    return self();
  }
  Self& or_where_not_in(const ColumnOperand& column, const Query& query) {
    conditions().in({.either = true, .negated = true}, column, query);
    return self();
  }

  template <detail::Fills<Query> Fn>
  Self& where_in(const ColumnOperand& column, Fn&& fill) {
    conditions().in({}, column, filled(fill));
    return self();
  }
  template <detail::Fills<Query> Fn>
  Self& or_where_in(const ColumnOperand& column, Fn&& fill) {
    conditions().in({.either = true}, column, filled(fill));
    return self();
  }
  template <detail::Fills<Query> Fn>
  Self& where_not_in(const ColumnOperand& column, Fn&& fill) {
    conditions().in({.negated = true}, column, filled(fill));
    return self();
  }
  template <detail::Fills<Query> Fn>
  Self& or_where_not_in(const ColumnOperand& column, Fn&& fill) {
    conditions().in({.either = true, .negated = true}, column, filled(fill));
    return self();
  }

  /// Several columns together are one of a list of rows, each with a value for each of them, or of
  /// the rows of a query: where_in({"a", "b"}, {{1, 2}, {3, 4}}).
  Self& where_in(ColumnNames columns, ValueRows rows) { return in_rows({}, columns, rows); }
  Self& or_where_in(ColumnNames columns, ValueRows rows) {
    return in_rows({.either = true}, columns, rows);
  }
  Self& where_not_in(ColumnNames columns, ValueRows rows) {
    return in_rows({.negated = true}, columns, rows);
  }
  Self& or_where_not_in(ColumnNames columns, ValueRows rows) {
    return in_rows({.either = true, .negated = true}, columns, rows);
  }
  template <detail::RangeOfRows R>
  Self& where_in(ColumnNames columns, const R& rows) {
    return in_rows({}, columns, rows);
  }
  template <detail::RangeOfRows R>
  Self& or_where_in(ColumnNames columns, const R& rows) {
    return in_rows({.either = true}, columns, rows);
  }
  template <detail::RangeOfRows R>
  Self& where_not_in(ColumnNames columns, const R& rows) {
    return in_rows({.negated = true}, columns, rows);
  }
  template <detail::RangeOfRows R>
  Self& or_where_not_in(ColumnNames columns, const R& rows) {
    return in_rows({.either = true, .negated = true}, columns, rows);
  }
  Self& where_in(ColumnNames columns, const Query& query) { return in_rows({}, columns, query); }
  Self& or_where_in(ColumnNames columns, const Query& query) {
    return in_rows({.either = true}, columns, query);
  }
  Self& where_not_in(ColumnNames columns, const Query& query) {
    return in_rows({.negated = true}, columns, query);
  }
  Self& or_where_not_in(ColumnNames columns, const Query& query) {
    return in_rows({.either = true, .negated = true}, columns, query);
  }

 protected:
  ~WhereListVerbs() = default;

 private:
  [[nodiscard]] Self& self() noexcept { return static_cast<Self&>(*this); }
  [[nodiscard]] query::Conditions conditions() { return self().where_conditions(); }
  template <class Fn>
  [[nodiscard]] auto filled(Fn& fill) {
    auto made = self().new_query();
    fill(made);
    return made;
  }
  template <class Rows>
  Self& in_rows(query::Junction junction, ColumnNames columns, const Rows& rows) {
    conditions().in_rows(junction, {columns.begin(), columns.size()}, rows);
    return self();
  }
};

}  // namespace zin
