// Bringing rows into one shape.
// SPDX-License-Identifier: MIT
#include "zin/query/row_list.hpp"

#include <algorithm>
#include <string>

#include "zin/base/error.hpp"
#include "zin/query/query.hpp"

namespace zin::query {

using ast::Expression;

namespace {

Expression view_of(const Value& value) {
  return Expression::of_values({&value, 1}, Expression::Kind::value);
}

[[noreturn]] void refuse_row(std::size_t row, const std::string& what) {
  throw Error(Errc::invalid_argument, "row " + std::to_string(row) + " of an insert " + what +
                                          "; give every row the columns of the first one");
}

}  // namespace

Expression RowList::view(const Operand& operand) {
  if (operand.raw() != nullptr) {
    raws_.push_back({.sql = operand.raw()->sql(), .bindings = operand.raw()->bindings()});
    return Expression::of_raw(&raws_.back());
  }
  if (operand.query() != nullptr) return Expression::of_query(&operand.query()->builder().select);
  return view_of(operand.value());
}

void RowList::begin_row() {
  if (rows_ > 0) cells_.resize(cells_.size() + columns_.size());
}

void RowList::place(std::string_view column, std::size_t at, const Expression& what) {
  if (rows_ == 0) {
    if (std::find(columns_.begin(), columns_.end(), column) != columns_.end()) {
      refuse_row(0, "names the column " + std::string{column} + " twice");
    }
    columns_.push_back(column);
    cells_.push_back(what);
    return;
  }
  // Mostly they come in the same order.
  if (at >= columns_.size() || columns_[at] != column) {
    const auto found = std::find(columns_.begin(), columns_.end(), column);
    if (found == columns_.end()) {
      refuse_row(rows_, "has a column " + std::string{column} + " that the first row has not");
    }
    at = static_cast<std::size_t>(found - columns_.begin());
  }
  Expression& cell = cells_[rows_ * columns_.size() + at];
  if (!cell.is(Expression::Kind::none)) {
    refuse_row(rows_, "names the column " + std::string{column} + " twice");
  }
  cell = what;
}

void RowList::end_row(std::size_t cells) {
  if (rows_ > 0 && cells != columns_.size()) {
    for (std::size_t at = 0; at < columns_.size(); ++at) {
      if (!cells_[rows_ * columns_.size() + at].is(Expression::Kind::none)) continue;
      refuse_row(rows_, "lacks the column " + std::string{columns_[at]});
    }
  }
  ++rows_;
}

void RowList::add(std::span<const Assignment> row) {
  begin_row();
  std::size_t at = 0;
  for (const Assignment& cell : row) place(cell.column, at++, view(cell.operand));
  end_row(row.size());
}

void RowList::add(const Attributes& row) {
  begin_row();
  std::size_t at = 0;
  for (const Attributes::Item& cell : row) place(cell.name, at++, view_of(cell.value));
  end_row(row.size());
}

void AssignmentList::add(std::string_view column, const Operand& what) {
  for (const ast::Assignment& known : all_) {
    if (known.column != column) continue;
    throw Error(Errc::invalid_argument,
                "the column " + std::string{column} + " is assigned twice; leave one of them out");
  }
  all_.push_back({.column = column, .expression = views_.view(what)});
}

void AssignmentList::add(std::span<const Assignment> assignments) {
  for (const Assignment& each : assignments) add(each.column, each.operand);
}

void AssignmentList::add(const Attributes& attributes) {
  for (const Attributes::Item& each : attributes) {
    all_.push_back({.column = each.name, .expression = view_of(each.value)});
  }
}

void AssignmentList::add_to(std::string_view column, const Operand& amount, bool subtract) {
  sums_.push_back({.column = column, .amount = views_.view(amount), .subtract = subtract});
  all_.push_back({.column = column, .expression = Expression::of_sum(&sums_.back())});
}

}  // namespace zin::query
