// The verbs that add conditions: where and its kin, for queries and for joins.
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/query/conditions.hpp"

namespace zin {

/// A column, or several.
class ColumnList {
 public:
  template <detail::Named T>
  ColumnList(const T& name) : names_{name} {}  // NOLINT(google-explicit-constructor)
  ColumnList(std::initializer_list<std::string_view> names) : names_(names) {}
  template <std::ranges::input_range R>
  requires(!detail::Named<R> && detail::Named<std::ranges::range_reference_t<const R>>)
      ColumnList(const R& names)  // NOLINT(google-explicit-constructor)
      : names_(std::ranges::begin(names), std::ranges::end(names)) {}
  [[nodiscard]] std::span<const std::string_view> names() const noexcept { return names_; }

 private:
  std::vector<std::string_view> names_;
};

/// Conditions are joined by `and`, those of the verbs with `or_` by `or`. A comparison with NULL
/// becomes `is null`. Values are bound; columns are quoted; operators come from a list, and
/// Errc::invalid_argument is thrown at once for another one.
template <class Self>
class WhereVerbs {
 public:
  /// where("votes", 100), where("votes", ">", 100), where(raw("a + b"), ">", other_query).
  Self& where(const ColumnOperand& column, Operand value) {
    return compare({}, column, "=", std::move(value));
  }
  Self& where(const ColumnOperand& column, std::string_view op, Operand value) {
    return compare({}, column, op, std::move(value));
  }
  Self& or_where(const ColumnOperand& column, Operand value) {
    return compare({.either = true}, column, "=", std::move(value));
  }
  Self& or_where(const ColumnOperand& column, std::string_view op, Operand value) {
    return compare({.either = true}, column, op, std::move(value));
  }
  Self& where_not(const ColumnOperand& column, Operand value) {
    return compare({.negated = true}, column, "=", std::move(value));
  }
  Self& where_not(const ColumnOperand& column, std::string_view op, Operand value) {
    return compare({.negated = true}, column, op, std::move(value));
  }
  Self& or_where_not(const ColumnOperand& column, Operand value) {
    return compare({.either = true, .negated = true}, column, "=", std::move(value));
  }
  Self& or_where_not(const ColumnOperand& column, std::string_view op, Operand value) {
    return compare({.either = true, .negated = true}, column, op, std::move(value));
  }

  /// All of them, in parentheses: where({{"a", 1}, {"b", "<", 2}}).
  Self& where(std::initializer_list<WhereItem> all) { return compare_all({}, all); }
  Self& or_where(std::initializer_list<WhereItem> all) {
    return compare_all({.either = true}, all);
  }
  Self& where_not(std::initializer_list<WhereItem> all) {
    return compare_all({.negated = true}, all);
  }
  Self& where(const Attributes& all) { return compare_all({}, all); }
  Self& or_where(const Attributes& all) { return compare_all({.either = true}, all); }

  /// What the function adds, in parentheses: where([](auto& q) { q.where(...).or_where(...); }).
  template <detail::Fills<Self> Fn>
  Self& where(Fn&& fill) {
    return group({}, fill);
  }
  template <detail::Fills<Self> Fn>
  Self& or_where(Fn&& fill) {
    return group({.either = true}, fill);
  }
  template <detail::Fills<Self> Fn>
  Self& where_not(Fn&& fill) {
    return group({.negated = true}, fill);
  }
  template <detail::Fills<Self> Fn>
  Self& or_where_not(Fn&& fill) {
    return group({.either = true, .negated = true}, fill);
  }

  /// Of one column with another.
  Self& where_column(const ColumnOperand& first, std::string_view second) {
    conditions().compare_columns({}, first, "=", second);
    return self();
  }
  Self& or_where_column(const ColumnOperand& first, std::string_view second) {
    conditions().compare_columns({.either = true}, first, "=", second);
    return self();
  }

  Self& where_column(const ColumnOperand& first, std::string_view op, std::string_view second) {
    conditions().compare_columns({}, first, op, second);
    return self();
  }
  Self& or_where_column(const ColumnOperand& first, std::string_view op, std::string_view second) {
    conditions().compare_columns({.either = true}, first, op, second);
    return self();
  }

  /// SQL of the program, see raw().
  Self& where_raw(SqlLiteral sql, std::initializer_list<Value> bindings = {}) {
    conditions().raw({}, zin::raw(sql, bindings));
    return self();
  }
  Self& or_where_raw(SqlLiteral sql, std::initializer_list<Value> bindings = {}) {
    conditions().raw({.either = true}, zin::raw(sql, bindings));
    return self();
  }

  Self& where_raw(const Raw& sql) {
    conditions().raw({}, sql);
    return self();
  }
  Self& or_where_raw(const Raw& sql) {
    conditions().raw({.either = true}, sql);
    return self();
  }

  /// Of all columns that are named.
  Self& where_null(const ColumnList& columns) {
    for (const std::string_view name : columns.names()) conditions().null({}, name);
    return self();
  }
  Self& or_where_null(const ColumnList& columns) {
    for (const std::string_view name : columns.names()) conditions().null({.either = true}, name);
    return self();
  }
  Self& where_not_null(const ColumnList& columns) {
    for (const std::string_view name : columns.names()) conditions().null({.negated = true}, name);
    return self();
  }
  Self& or_where_not_null(const ColumnList& columns) {
    for (const std::string_view name : columns.names())
      conditions().null({.either = true, .negated = true}, name);
    return self();
  }

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

  /// Both ends are included.
  Self& where_between(const ColumnOperand& column, const Value& low, const Value& high) {
    conditions().between({}, column, low, high);
    return self();
  }
  Self& or_where_between(const ColumnOperand& column, const Value& low, const Value& high) {
    conditions().between({.either = true}, column, low, high);
    return self();
  }
  Self& where_not_between(const ColumnOperand& column, const Value& low, const Value& high) {
    conditions().between({.negated = true}, column, low, high);
    return self();
  }
  Self& or_where_not_between(const ColumnOperand& column, const Value& low, const Value& high) {
    conditions().between({.either = true, .negated = true}, column, low, high);
    return self();
  }

  Self& where_between(const ColumnOperand& column, std::initializer_list<Value> ends) {
    const auto [low, high] = query::two_of<Value>(ends, "where_between");
    conditions().between({}, column, low, high);
    return self();
  }
  Self& or_where_between(const ColumnOperand& column, std::initializer_list<Value> ends) {
    const auto [low, high] = query::two_of<Value>(ends, "or_where_between");
    conditions().between({.either = true}, column, low, high);
    return self();
  }
  Self& where_not_between(const ColumnOperand& column, std::initializer_list<Value> ends) {
    const auto [low, high] = query::two_of<Value>(ends, "where_not_between");
    conditions().between({.negated = true}, column, low, high);
    return self();
  }
  Self& or_where_not_between(const ColumnOperand& column, std::initializer_list<Value> ends) {
    const auto [low, high] = query::two_of<Value>(ends, "or_where_not_between");
    conditions().between({.either = true, .negated = true}, column, low, high);
    return self();
  }

  /// Between the values of two other columns.
  Self& where_between_columns(const ColumnOperand& column,
                              std::initializer_list<std::string_view> ends) {
    const auto [low, high] = query::two_of<std::string_view>(ends, "where_between_columns");
    conditions().between_columns({}, column, low, high);
    return self();
  }
  Self& or_where_between_columns(const ColumnOperand& column,
                                 std::initializer_list<std::string_view> ends) {
    const auto [low, high] = query::two_of<std::string_view>(ends, "or_where_between_columns");
    conditions().between_columns({.either = true}, column, low, high);
    return self();
  }
  Self& where_not_between_columns(const ColumnOperand& column,
                                  std::initializer_list<std::string_view> ends) {
    const auto [low, high] = query::two_of<std::string_view>(ends, "where_not_between_columns");
    conditions().between_columns({.negated = true}, column, low, high);
    return self();
  }
  Self& or_where_not_between_columns(const ColumnOperand& column,
                                     std::initializer_list<std::string_view> ends) {
    const auto [low, high] = query::two_of<std::string_view>(ends, "or_where_not_between_columns");
    conditions().between_columns({.either = true, .negated = true}, column, low, high);
    return self();
  }

  /// A value between those of two columns.
  Self& where_value_between(Value value, std::initializer_list<std::string_view> ends) {
    const auto [low, high] = query::two_of<std::string_view>(ends, "where_value_between");
    conditions().value_between({}, std::move(value), low, high);
    return self();
  }
  Self& or_where_value_between(Value value, std::initializer_list<std::string_view> ends) {
    const auto [low, high] = query::two_of<std::string_view>(ends, "or_where_value_between");
    conditions().value_between({.either = true}, std::move(value), low, high);
    return self();
  }
  Self& where_value_not_between(Value value, std::initializer_list<std::string_view> ends) {
    const auto [low, high] = query::two_of<std::string_view>(ends, "where_value_not_between");
    conditions().value_between({.negated = true}, std::move(value), low, high);
    return self();
  }
  Self& or_where_value_not_between(Value value, std::initializer_list<std::string_view> ends) {
    const auto [low, high] = query::two_of<std::string_view>(ends, "or_where_value_not_between");
    conditions().value_between({.either = true, .negated = true}, std::move(value), low, high);
    return self();
  }

  /// With % and _; letters of both cases are the same unless the third argument says else.
  Self& where_like(const ColumnOperand& column, Operand pattern, bool case_sensitive = false) {
    conditions().like({}, column, std::move(pattern), case_sensitive);
    return self();
  }
  Self& or_where_like(const ColumnOperand& column, Operand pattern, bool case_sensitive = false) {
    conditions().like({.either = true}, column, std::move(pattern), case_sensitive);
    return self();
  }
  Self& where_not_like(const ColumnOperand& column, Operand pattern, bool case_sensitive = false) {
    conditions().like({.negated = true}, column, std::move(pattern), case_sensitive);
    return self();
  }
  Self& or_where_not_like(const ColumnOperand& column, Operand pattern,
                          bool case_sensitive = false) {
    conditions().like({.either = true, .negated = true}, column, std::move(pattern),
                      case_sensitive);
    return self();
  }

  /// NULL is a value like others: equal to itself.
  Self& where_null_safe_equals(const ColumnOperand& column, Operand value) {
    conditions().null_safe_equal({}, column, std::move(value));
    return self();
  }
  Self& or_where_null_safe_equals(const ColumnOperand& column, Operand value) {
    conditions().null_safe_equal({.either = true}, column, std::move(value));
    return self();
  }

  /// Whether the query gives a row.
  Self& where_exists(const Query& query) {
    conditions().exists({}, query);
    return self();
  }
  Self& or_where_exists(const Query& query) {
    conditions().exists({.either = true}, query);
    return self();
  }
  Self& where_not_exists(const Query& query) {
    conditions().exists({.negated = true}, query);
    return self();
  }
  Self& or_where_not_exists(const Query& query) {
    conditions().exists({.either = true, .negated = true}, query);
    return self();
  }

  template <detail::Fills<Query> Fn>
  Self& where_exists(Fn&& fill) {
    conditions().exists({}, filled(fill));
    return self();
  }
  template <detail::Fills<Query> Fn>
  Self& or_where_exists(Fn&& fill) {
    conditions().exists({.either = true}, filled(fill));
    return self();
  }
  template <detail::Fills<Query> Fn>
  Self& where_not_exists(Fn&& fill) {
    conditions().exists({.negated = true}, filled(fill));
    return self();
  }
  template <detail::Fills<Query> Fn>
  Self& or_where_not_exists(Fn&& fill) {
    conditions().exists({.either = true, .negated = true}, filled(fill));
    return self();
  }

  /// (a, b) op (1, 2).
  Self& where_row_values(const ColumnList& columns, std::string_view op,
                         std::initializer_list<Value> values) {
    conditions().row_values({}, columns.names(), op, {values.begin(), values.size()});
    return self();
  }
  Self& or_where_row_values(const ColumnList& columns, std::string_view op,
                            std::initializer_list<Value> values) {
    conditions().row_values({.either = true}, columns.names(), op, {values.begin(), values.size()});
    return self();
  }

  /// The date of a timestamp.
  Self& where_date(const ColumnOperand& column, Operand value) {
    conditions().date_part({}, ast::DatePart::date, column, "=", std::move(value));
    return self();
  }
  Self& or_where_date(const ColumnOperand& column, Operand value) {
    conditions().date_part({.either = true}, ast::DatePart::date, column, "=", std::move(value));
    return self();
  }

  Self& where_date(const ColumnOperand& column, std::string_view op, Operand value) {
    conditions().date_part({}, ast::DatePart::date, column, op, std::move(value));
    return self();
  }
  Self& or_where_date(const ColumnOperand& column, std::string_view op, Operand value) {
    conditions().date_part({.either = true}, ast::DatePart::date, column, op, std::move(value));
    return self();
  }

  /// Its time of day.
  Self& where_time(const ColumnOperand& column, Operand value) {
    conditions().date_part({}, ast::DatePart::time, column, "=", std::move(value));
    return self();
  }
  Self& or_where_time(const ColumnOperand& column, Operand value) {
    conditions().date_part({.either = true}, ast::DatePart::time, column, "=", std::move(value));
    return self();
  }

  Self& where_time(const ColumnOperand& column, std::string_view op, Operand value) {
    conditions().date_part({}, ast::DatePart::time, column, op, std::move(value));
    return self();
  }
  Self& or_where_time(const ColumnOperand& column, std::string_view op, Operand value) {
    conditions().date_part({.either = true}, ast::DatePart::time, column, op, std::move(value));
    return self();
  }

  /// Its day of the month, from 1.
  Self& where_day(const ColumnOperand& column, Operand value) {
    conditions().date_part({}, ast::DatePart::day, column, "=", std::move(value));
    return self();
  }
  Self& or_where_day(const ColumnOperand& column, Operand value) {
    conditions().date_part({.either = true}, ast::DatePart::day, column, "=", std::move(value));
    return self();
  }

  Self& where_day(const ColumnOperand& column, std::string_view op, Operand value) {
    conditions().date_part({}, ast::DatePart::day, column, op, std::move(value));
    return self();
  }
  Self& or_where_day(const ColumnOperand& column, std::string_view op, Operand value) {
    conditions().date_part({.either = true}, ast::DatePart::day, column, op, std::move(value));
    return self();
  }

  /// Its month, from 1.
  Self& where_month(const ColumnOperand& column, Operand value) {
    conditions().date_part({}, ast::DatePart::month, column, "=", std::move(value));
    return self();
  }
  Self& or_where_month(const ColumnOperand& column, Operand value) {
    conditions().date_part({.either = true}, ast::DatePart::month, column, "=", std::move(value));
    return self();
  }

  Self& where_month(const ColumnOperand& column, std::string_view op, Operand value) {
    conditions().date_part({}, ast::DatePart::month, column, op, std::move(value));
    return self();
  }
  Self& or_where_month(const ColumnOperand& column, std::string_view op, Operand value) {
    conditions().date_part({.either = true}, ast::DatePart::month, column, op, std::move(value));
    return self();
  }

  /// Its year.
  Self& where_year(const ColumnOperand& column, Operand value) {
    conditions().date_part({}, ast::DatePart::year, column, "=", std::move(value));
    return self();
  }
  Self& or_where_year(const ColumnOperand& column, Operand value) {
    conditions().date_part({.either = true}, ast::DatePart::year, column, "=", std::move(value));
    return self();
  }

  Self& where_year(const ColumnOperand& column, std::string_view op, Operand value) {
    conditions().date_part({}, ast::DatePart::year, column, op, std::move(value));
    return self();
  }
  Self& or_where_year(const ColumnOperand& column, std::string_view op, Operand value) {
    conditions().date_part({.either = true}, ast::DatePart::year, column, op, std::move(value));
    return self();
  }

  /// The JSON list at `column` ("tags", "meta->tags") has the value, or all values of a list.
  Self& where_json_contains(std::string_view column, Value value) {
    conditions().json_contains({}, column, std::move(value));
    return self();
  }
  Self& where_json_contains(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_contains({}, column, Value::Array(values));
    return self();
  }
  Self& or_where_json_contains(std::string_view column, Value value) {
    conditions().json_contains({.either = true}, column, std::move(value));
    return self();
  }
  Self& or_where_json_contains(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_contains({.either = true}, column, Value::Array(values));
    return self();
  }
  Self& where_json_doesnt_contain(std::string_view column, Value value) {
    conditions().json_contains({.negated = true}, column, std::move(value));
    return self();
  }
  Self& where_json_doesnt_contain(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_contains({.negated = true}, column, Value::Array(values));
    return self();
  }
  Self& or_where_json_doesnt_contain(std::string_view column, Value value) {
    conditions().json_contains({.either = true, .negated = true}, column, std::move(value));
    return self();
  }
  Self& or_where_json_doesnt_contain(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_contains({.either = true, .negated = true}, column, Value::Array(values));
    return self();
  }

  /// They have a member in common.
  Self& where_json_overlaps(std::string_view column, Value value) {
    conditions().json_overlaps({}, column, std::move(value));
    return self();
  }
  Self& where_json_overlaps(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_overlaps({}, column, Value::Array(values));
    return self();
  }
  Self& or_where_json_overlaps(std::string_view column, Value value) {
    conditions().json_overlaps({.either = true}, column, std::move(value));
    return self();
  }
  Self& or_where_json_overlaps(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_overlaps({.either = true}, column, Value::Array(values));
    return self();
  }
  Self& where_json_doesnt_overlap(std::string_view column, Value value) {
    conditions().json_overlaps({.negated = true}, column, std::move(value));
    return self();
  }
  Self& where_json_doesnt_overlap(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_overlaps({.negated = true}, column, Value::Array(values));
    return self();
  }
  Self& or_where_json_doesnt_overlap(std::string_view column, Value value) {
    conditions().json_overlaps({.either = true, .negated = true}, column, std::move(value));
    return self();
  }
  Self& or_where_json_doesnt_overlap(std::string_view column, std::initializer_list<Value> values) {
    conditions().json_overlaps({.either = true, .negated = true}, column, Value::Array(values));
    return self();
  }

  /// There is something at the path, NULL too: "meta->tags".
  Self& where_json_contains_key(std::string_view path) {
    conditions().json_contains_key({}, path);
    return self();
  }
  Self& or_where_json_contains_key(std::string_view path) {
    conditions().json_contains_key({.either = true}, path);
    return self();
  }
  Self& where_json_doesnt_contain_key(std::string_view path) {
    conditions().json_contains_key({.negated = true}, path);
    return self();
  }
  Self& or_where_json_doesnt_contain_key(std::string_view path) {
    conditions().json_contains_key({.either = true, .negated = true}, path);
    return self();
  }

  /// Of the JSON list at `column`.
  Self& where_json_length(std::string_view column, Operand value) {
    conditions().json_length({}, column, "=", std::move(value));
    return self();
  }
  Self& or_where_json_length(std::string_view column, Operand value) {
    conditions().json_length({.either = true}, column, "=", std::move(value));
    return self();
  }

  Self& where_json_length(std::string_view column, std::string_view op, Operand value) {
    conditions().json_length({}, column, op, std::move(value));
    return self();
  }
  Self& or_where_json_length(std::string_view column, std::string_view op, Operand value) {
    conditions().json_length({.either = true}, column, op, std::move(value));
    return self();
  }

  /// A search for words; the columns need an index for it.
  Self& where_full_text(const ColumnList& columns, Value words,
                        const FullTextOptions& options = {}) {
    conditions().full_text({}, columns.names(), std::move(words), options);
    return self();
  }
  Self& or_where_full_text(const ColumnList& columns, Value words,
                           const FullTextOptions& options = {}) {
    conditions().full_text({.either = true}, columns.names(), std::move(words), options);
    return self();
  }

  /// The comparison holds for all of the columns, for any, for none.
  Self& where_all(const ColumnList& columns, std::string_view op, const Operand& value) {
    conditions().columns_compare({}, false, columns.names(), op, value);
    return self();
  }
  Self& where_all(const ColumnList& columns, const Operand& value) {
    conditions().columns_compare({}, false, columns.names(), "=", value);
    return self();
  }
  Self& or_where_all(const ColumnList& columns, std::string_view op, const Operand& value) {
    conditions().columns_compare({.either = true}, false, columns.names(), op, value);
    return self();
  }
  Self& or_where_all(const ColumnList& columns, const Operand& value) {
    conditions().columns_compare({.either = true}, false, columns.names(), "=", value);
    return self();
  }
  Self& where_any(const ColumnList& columns, std::string_view op, const Operand& value) {
    conditions().columns_compare({}, true, columns.names(), op, value);
    return self();
  }
  Self& where_any(const ColumnList& columns, const Operand& value) {
    conditions().columns_compare({}, true, columns.names(), "=", value);
    return self();
  }
  Self& or_where_any(const ColumnList& columns, std::string_view op, const Operand& value) {
    conditions().columns_compare({.either = true}, true, columns.names(), op, value);
    return self();
  }
  Self& or_where_any(const ColumnList& columns, const Operand& value) {
    conditions().columns_compare({.either = true}, true, columns.names(), "=", value);
    return self();
  }
  Self& where_none(const ColumnList& columns, std::string_view op, const Operand& value) {
    conditions().columns_compare({.negated = true}, true, columns.names(), op, value);
    return self();
  }
  Self& where_none(const ColumnList& columns, const Operand& value) {
    conditions().columns_compare({.negated = true}, true, columns.names(), "=", value);
    return self();
  }
  Self& or_where_none(const ColumnList& columns, std::string_view op, const Operand& value) {
    conditions().columns_compare({.either = true, .negated = true}, true, columns.names(), op,
                                 value);
    return self();
  }
  Self& or_where_none(const ColumnList& columns, const Operand& value) {
    conditions().columns_compare({.either = true, .negated = true}, true, columns.names(), "=",
                                 value);
    return self();
  }

 protected:
  ~WhereVerbs() = default;

 private:
  [[nodiscard]] Self& self() noexcept { return static_cast<Self&>(*this); }
  [[nodiscard]] query::Conditions conditions() { return self().where_conditions(); }
  template <class Fn>
  [[nodiscard]] auto filled(Fn& fill) {
    auto made = self().new_query();
    fill(made);
    return made;
  }

  Self& compare(query::Junction junction, const ColumnOperand& column, std::string_view op,
                Operand value) {
    conditions().compare(junction, column, op, std::move(value));
    return self();
  }
  template <class Fn>
  Self& group(query::Junction junction, Fn& fill) {
    Self inside = self().new_group();
    fill(inside);
    return self().add_group(junction, inside);
  }
  Self& compare_all(query::Junction junction, std::initializer_list<WhereItem> all) {
    Self inside = self().new_group();
    for (const WhereItem& item : all) inside.where(item.column, item.op, item.operand);
    return self().add_group(junction, inside);
  }
  Self& compare_all(query::Junction junction, const Attributes& all) {
    Self inside = self().new_group();
    for (const auto& item : all) inside.where(item.name, item.value);
    return self().add_group(junction, inside);
  }
};

}  // namespace zin
