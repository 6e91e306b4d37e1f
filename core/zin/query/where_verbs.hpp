// The verbs that add conditions: where and its kin, for queries and for joins.
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "zin/query/column_list.hpp"
#include "zin/query/conditions.hpp"
#include "zin/query/where_date_verbs.hpp"
#include "zin/query/where_json_verbs.hpp"
#include "zin/query/where_list_verbs.hpp"
#include "zin/query/where_now_verbs.hpp"
#include "zin/query/where_range_verbs.hpp"

namespace zin {

/// Conditions are joined by `and`, those of the verbs with `or_` by `or`. A comparison with NULL
/// becomes `is null`. A list of columns must not be empty. Values are bound; columns are quoted;
/// operators come from a list, and Errc::invalid_argument is thrown at once for another one.
template <class Self>
class WhereVerbs : public WhereListVerbs<Self>,
                   public WhereRangeVerbs<Self>,
                   public WhereDateVerbs<Self>,
                   public WhereNowVerbs<Self>,
                   public WhereJsonVerbs<Self> {
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
    conditions().nulls({}, columns.names());
    return self();
  }
  Self& or_where_null(const ColumnList& columns) {
    conditions().nulls({.either = true}, columns.names());
    return self();
  }
  Self& where_not_null(const ColumnList& columns) {
    conditions().nulls({.negated = true}, columns.names());
    return self();
  }
  Self& or_where_not_null(const ColumnList& columns) {
    conditions().nulls({.either = true, .negated = true}, columns.names());
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
                Operand&& value) {
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
