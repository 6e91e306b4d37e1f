// Conditions on ranges of values: where_between and its kin.
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "zin/query/conditions.hpp"

namespace zin {

/// Part of WhereVerbs.
template <class Self>
class WhereRangeVerbs {
 public:
  /// Both ends are included; either may be raw() or the one value of a query.
  Self& where_between(const ColumnOperand& column, Operand low, Operand high) {
    return between({}, column, std::move(low), std::move(high));
  }
  Self& or_where_between(const ColumnOperand& column, Operand low, Operand high) {
    return between({.either = true}, column, std::move(low), std::move(high));
  }
  Self& where_not_between(const ColumnOperand& column, Operand low, Operand high) {
    return between({.negated = true}, column, std::move(low), std::move(high));
  }
  Self& or_where_not_between(const ColumnOperand& column, Operand low, Operand high) {
    return between({.either = true, .negated = true}, column, std::move(low), std::move(high));
  }

  Self& where_between(const ColumnOperand& column, std::initializer_list<Value> ends) {
    const auto [low, high] = query::two_of<Value>(ends, "where_between");
    return between({}, column, low, high);
  }
  Self& or_where_between(const ColumnOperand& column, std::initializer_list<Value> ends) {
    const auto [low, high] = query::two_of<Value>(ends, "or_where_between");
    return between({.either = true}, column, low, high);
  }
  Self& where_not_between(const ColumnOperand& column, std::initializer_list<Value> ends) {
    const auto [low, high] = query::two_of<Value>(ends, "where_not_between");
    return between({.negated = true}, column, low, high);
  }
  Self& or_where_not_between(const ColumnOperand& column, std::initializer_list<Value> ends) {
    const auto [low, high] = query::two_of<Value>(ends, "or_where_not_between");
    return between({.either = true, .negated = true}, column, low, high);
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

 protected:
  ~WhereRangeVerbs() = default;

 private:
  [[nodiscard]] Self& self() noexcept { return static_cast<Self&>(*this); }
  [[nodiscard]] query::Conditions conditions() { return self().where_conditions(); }
  Self& between(query::Junction junction, const ColumnOperand& column, Operand low, Operand high) {
    conditions().between(junction, column, std::move(low), std::move(high));
    return self();
  }
};

}  // namespace zin
