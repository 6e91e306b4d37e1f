// The verbs that add conditions on groups.
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "zin/query/conditions.hpp"

namespace zin {

/// As where() and its kin, on what group_by() gives; aliases of select_raw() may be named where
/// the database takes them.
template <class Self>
class HavingVerbs {
 public:
  Self& having(const ColumnOperand& column, Operand value) {
    return add({}, column, "=", std::move(value));
  }
  Self& having(const ColumnOperand& column, std::string_view op, Operand value) {
    return add({}, column, op, std::move(value));
  }
  Self& or_having(const ColumnOperand& column, Operand value) {
    return add({.either = true}, column, "=", std::move(value));
  }
  Self& or_having(const ColumnOperand& column, std::string_view op, Operand value) {
    return add({.either = true}, column, op, std::move(value));
  }
  /// What the function adds, in parentheses: having([](auto& q) { q.having(...); }). The where
  /// verbs say the same in there.
  template <detail::Fills<Self> Fn>
  Self& having(Fn&& fill) {
    return add_group({}, fill);
  }
  template <detail::Fills<Self> Fn>
  Self& or_having(Fn&& fill) {
    return add_group({.either = true}, fill);
  }
  Self& having_raw(SqlLiteral sql, std::initializer_list<Value> bindings = {}) {
    return having_raw(raw(sql, bindings));
  }
  Self& having_raw(const Raw& sql) {
    havings().raw({}, sql);
    return self();
  }
  Self& or_having_raw(SqlLiteral sql, std::initializer_list<Value> bindings = {}) {
    return or_having_raw(raw(sql, bindings));
  }
  Self& or_having_raw(const Raw& sql) {
    havings().raw({.either = true}, sql);
    return self();
  }
  Self& having_null(const ColumnOperand& column) { return null({}, column); }
  Self& or_having_null(const ColumnOperand& column) { return null({.either = true}, column); }
  Self& having_not_null(const ColumnOperand& column) { return null({.negated = true}, column); }
  Self& or_having_not_null(const ColumnOperand& column) {
    return null({.either = true, .negated = true}, column);
  }
  Self& having_between(const ColumnOperand& column, std::initializer_list<Value> ends) {
    return between({}, column, ends);
  }
  Self& or_having_between(const ColumnOperand& column, std::initializer_list<Value> ends) {
    return between({.either = true}, column, ends);
  }
  Self& having_not_between(const ColumnOperand& column, std::initializer_list<Value> ends) {
    return between({.negated = true}, column, ends);
  }
  Self& or_having_not_between(const ColumnOperand& column, std::initializer_list<Value> ends) {
    return between({.either = true, .negated = true}, column, ends);
  }
  Self& having_between(const ColumnOperand& column, const Value& low, const Value& high) {
    return having_between(column, {low, high});
  }

 protected:
  ~HavingVerbs() = default;

 private:
  [[nodiscard]] Self& self() noexcept { return static_cast<Self&>(*this); }
  [[nodiscard]] query::Conditions havings() { return self().builder().havings(); }
  Self& add(query::Junction junction, const ColumnOperand& column, std::string_view op,
            Operand value) {
    havings().compare(junction, column, op, std::move(value));
    return self();
  }
  template <class Fn>
  Self& add_group(query::Junction junction, Fn& fill) {
    Self inside = self().new_group();
    fill(inside);
    self().builder().arena.keep(inside.builder().arena);
    havings().group(junction, inside.builder().select.wheres);
    return self();
  }
  Self& null(query::Junction junction, const ColumnOperand& column) {
    havings().null(junction, column);
    return self();
  }
  Self& between(query::Junction junction, const ColumnOperand& column,
                std::initializer_list<Value> ends) {
    const auto [low, high] = query::two_of<Value>(ends, "having_between");
    havings().between(junction, column, low, high);
    return self();
  }
};

}  // namespace zin
