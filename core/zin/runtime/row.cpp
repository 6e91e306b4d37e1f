// Row: ownership, look-up by name, and what to say when a value does not fit.
// SPDX-License-Identifier: MIT
#include "zin/runtime/row.hpp"

#include "zin/base/error.hpp"
#include "zin/runtime/result_set.hpp"

namespace zin {

using detail::Outcome;
using detail::ResultSet;

void Row::copy_out(const Row& other) {
  const detail::Ref<ResultSet> own = ResultSet::make(other.set_->shared_columns());
  own->append(other.cells_, 1);
  own->retain();
  set_ = own.get();
  cells_ = own->row(0);
}

const Names& Row::names() const noexcept { return set_->columns().names(); }

const std::vector<Column>& Row::columns() const noexcept { return set_->columns().columns(); }

bool Row::has(std::string_view column) const noexcept {
  return set_->columns().find(column).has_value();
}

std::size_t Row::index_of(std::string_view column) const {
  if (const auto index = set_->columns().find(column)) return *index;
  std::string known;
  for (const std::string& name : names()) {
    if (!known.empty()) known += ", ";
    known += name;
  }
  throw Error(Errc::unknown_column, "the result has no column \"" + std::string{column} +
                                        "\"; it has " + (known.empty() ? "none" : known));
}

void Row::no_such_column(std::size_t index) const {
  throw Error(Errc::unknown_column, "the result has no column " + std::to_string(index) +
                                        "; it has " + std::to_string(width_) + ", counted from 0");
}

void Row::does_not_fit(std::size_t index, Outcome outcome, std::string_view wanted) const {
  const Column& column = columns()[index];
  std::string text = "column \"" + column.name + "\"";
  if (!column.native_type.empty()) text += " (" + column.native_type + ")";
  ErrorInfo info;
  info.code = outcome == Outcome::inexact ? Errc::precision_lost : Errc::type_mismatch;
  info.message = text + " " + detail::describe(outcome, cells_[index], wanted);
  info.table = column.table;
  info.column = column.name;
  throw Error(std::move(info));
}

}  // namespace zin
