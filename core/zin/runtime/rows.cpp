// Rows: access by index and iteration.
// SPDX-License-Identifier: MIT
#include "zin/runtime/rows.hpp"

#include "zin/base/error.hpp"
#include "zin/runtime/result_set.hpp"

namespace zin {

using detail::Ref;
using detail::ResultSet;

Rows::Rows() : set_(ResultSet::make(Ref<const detail::ColumnSet>{new detail::ColumnSet({})})) {}

std::size_t Rows::size() const noexcept { return set_->size(); }

Row Rows::operator[](std::size_t row) const {
  if (row >= size()) {
    throw Error(Errc::not_found, "the result has " + std::to_string(size()) + " rows, none at " +
                                     std::to_string(row) + "; ask size() or empty() first");
  }
  set_->retain();
  return Row{set_.get(), set_->row(row), Row::Hold::owns};
}

Rows Rows::slice(std::size_t first, std::size_t count) const {
  const Ref<ResultSet> copy = ResultSet::make(set_->shared_columns());
  for (std::size_t row = first; row < size() && row - first < count; ++row) {
    copy->append(set_->row(row), 1);
  }
  return Rows{Ref<const ResultSet>{Ref<ResultSet>{copy}}};
}

Rows Rows::reversed() const {
  const Ref<ResultSet> copy = ResultSet::make(set_->shared_columns());
  for (std::size_t row = size(); row-- > 0;) copy->append(set_->row(row), 1);
  return Rows{Ref<const ResultSet>{Ref<ResultSet>{copy}}};
}

Rows Rows::joined(std::span<const Rows> parts) {
  if (parts.empty()) return {};
  const Ref<ResultSet> copy = ResultSet::make(parts.front().set_->shared_columns());
  for (const Rows& part : parts) {
    for (std::size_t row = 0; row < part.size(); ++row) copy->append(part.set_->row(row), 1);
  }
  return Rows{Ref<const ResultSet>{Ref<ResultSet>{copy}}};
}

Rows::Iterator Rows::begin() const noexcept { return Iterator{set_, 0}; }
Rows::Iterator Rows::end() const noexcept { return Iterator{set_, size()}; }

const Names& Rows::names() const noexcept { return set_->columns().names(); }

const std::vector<Column>& Rows::columns() const noexcept { return set_->columns().columns(); }

Rows::Iterator::Iterator(const Ref<const ResultSet>& set, std::size_t index) noexcept
    : row_(set.get(), nullptr, Row::Hold::views_rows), index_(index) {
  seek();
}

void Rows::Iterator::seek() noexcept {
  if (index_ >= row_.set_->size()) return;
  const ResultSet::Stretch stretch = row_.set_->stretch(index_);
  row_.cells_ = stretch.cells;
  left_in_block_ = stretch.rows;
}

}  // namespace zin
