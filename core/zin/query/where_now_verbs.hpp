// Conditions on whether a time is past: where_past, where_today and their kin.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/query/column_list.hpp"
#include "zin/query/conditions.hpp"

namespace zin {

namespace query {
/// This second.
[[nodiscard]] ZIN_API Value now();
/// This day, in UTC.
[[nodiscard]] ZIN_API Value today();
}  // namespace query

/// Part of WhereVerbs. The time is that of this process when the verb is called, in UTC, bound as a
/// point in time; of several columns each one is compared.
template <class Self>
class WhereNowVerbs {
 public:
  /// Before this second.
  Self& where_past(const ColumnList& columns) { return to_now({}, columns, "<"); }
  Self& or_where_past(const ColumnList& columns) { return to_now({.either = true}, columns, "<"); }
  Self& where_now_or_past(const ColumnList& columns) { return to_now({}, columns, "<="); }
  Self& or_where_now_or_past(const ColumnList& columns) {
    return to_now({.either = true}, columns, "<=");
  }
  /// After it.
  Self& where_future(const ColumnList& columns) { return to_now({}, columns, ">"); }
  Self& or_where_future(const ColumnList& columns) {
    return to_now({.either = true}, columns, ">");
  }
  Self& where_now_or_future(const ColumnList& columns) { return to_now({}, columns, ">="); }
  Self& or_where_now_or_future(const ColumnList& columns) {
    return to_now({.either = true}, columns, ">=");
  }

  /// On this day.
  Self& where_today(const ColumnList& columns) { return to_today({}, columns, "="); }
  Self& or_where_today(const ColumnList& columns) {
    return to_today({.either = true}, columns, "=");
  }
  Self& where_before_today(const ColumnList& columns) { return to_today({}, columns, "<"); }
  Self& or_where_before_today(const ColumnList& columns) {
    return to_today({.either = true}, columns, "<");
  }
  Self& where_today_or_before(const ColumnList& columns) { return to_today({}, columns, "<="); }
  Self& or_where_today_or_before(const ColumnList& columns) {
    return to_today({.either = true}, columns, "<=");
  }
  Self& where_after_today(const ColumnList& columns) { return to_today({}, columns, ">"); }
  Self& or_where_after_today(const ColumnList& columns) {
    return to_today({.either = true}, columns, ">");
  }
  Self& where_today_or_after(const ColumnList& columns) { return to_today({}, columns, ">="); }
  Self& or_where_today_or_after(const ColumnList& columns) {
    return to_today({.either = true}, columns, ">=");
  }

 protected:
  ~WhereNowVerbs() = default;

 private:
  [[nodiscard]] Self& self() noexcept { return static_cast<Self&>(*this); }
  Self& to_now(query::Junction junction, const ColumnList& columns, std::string_view op) {
    query::Conditions::check_named(columns.names());
    const Value now = query::now();
    for (const std::string_view column : columns.names()) {
      self().where_conditions().compare(junction, column, op, Operand{now});
    }
    return self();
  }
  Self& to_today(query::Junction junction, const ColumnList& columns, std::string_view op) {
    query::Conditions::check_named(columns.names());
    const Value today = query::today();
    for (const std::string_view column : columns.names()) {
      self().where_conditions().date_part(junction, ast::DatePart::date, column, op,
                                          Operand{today});
    }
    return self();
  }
};

}  // namespace zin
