// Conditions on parts of dates: where_date, where_year and their kin.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <utility>

#include "zin/query/conditions.hpp"

namespace zin {

/// Part of WhereVerbs.
template <class Self>
class WhereDateVerbs {
 public:
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

 protected:
  ~WhereDateVerbs() = default;

 private:
  [[nodiscard]] Self& self() noexcept { return static_cast<Self&>(*this); }
  [[nodiscard]] query::Conditions conditions() { return self().where_conditions(); }
};

}  // namespace zin
