// The conditions of one join.
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "zin/query/builder.hpp"
#include "zin/query/where_verbs.hpp"

namespace zin {

/// What the function of a join is given: on() compares columns, the where verbs compare with
/// values. Good for the call. [one thread at a time]
class JoinClause : public WhereVerbs<JoinClause> {
 public:
  JoinClause& on(std::string_view first, std::string_view second) { return on(first, "=", second); }
  JoinClause& on(const ColumnOperand& first, std::string_view op, std::string_view second) {
    where_conditions().compare_columns({}, first, op, second);
    return *this;
  }
  JoinClause& or_on(std::string_view first, std::string_view second) {
    return or_on(first, "=", second);
  }
  JoinClause& or_on(const ColumnOperand& first, std::string_view op, std::string_view second) {
    where_conditions().compare_columns({.either = true}, first, op, second);
    return *this;
  }
  /// In parentheses.
  template <detail::Fills<JoinClause> Fn>
  JoinClause& on(Fn&& fill) {
    return where(std::forward<Fn>(fill));
  }
  template <detail::Fills<JoinClause> Fn>
  JoinClause& or_on(Fn&& fill) {
    return or_where(std::forward<Fn>(fill));
  }
  /// Columns that both sides have: `using ("id")`, instead of conditions.
  JoinClause& using_(std::initializer_list<std::string_view> columns) {
    parts_.using_columns = query::keep(builder_->arena, {columns.begin(), columns.size()});
    return *this;
  }

  /// For the library: the join of a query.
  explicit JoinClause(query::Builder& builder) noexcept : builder_(&builder) {}
  [[nodiscard]] const ast::Join& parts() const noexcept { return parts_; }

 private:
  friend class WhereVerbs<JoinClause>;
  friend class WhereListVerbs<JoinClause>;
  friend class WhereRangeVerbs<JoinClause>;
  friend class WhereDateVerbs<JoinClause>;
  friend class WhereNowVerbs<JoinClause>;
  friend class WhereJsonVerbs<JoinClause>;
  [[nodiscard]] query::Conditions where_conditions() noexcept {
    return {builder_->arena, parts_.on, builder_->select.value_count};
  }
  [[nodiscard]] JoinClause new_group() const noexcept { return JoinClause{*builder_}; }
  [[nodiscard]] static Query new_query();
  JoinClause& add_group(query::Junction junction, const JoinClause& inside) {
    where_conditions().group(junction, inside.parts_.on);
    return *this;
  }

  query::Builder* builder_;
  ast::Join parts_;
};

}  // namespace zin
