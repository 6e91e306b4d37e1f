// The rows that a statement gave, all in memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iterator>
#include <span>

#include "zin/runtime/row.hpp"

namespace zin {

/// Owns its rows; copies share them. A range of Row, in the server's order.
/// [thread-safe] to read.
class ZIN_API Rows {
 public:
  class Iterator;
  using value_type = Row;
  using iterator = Iterator;
  using const_iterator = Iterator;

  /// No rows, no columns.
  Rows();

  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  /// Throws Errc::not_found when there is no such row.
  [[nodiscard]] Row operator[](std::size_t row) const;
  [[nodiscard]] Row at(std::size_t row) const { return (*this)[row]; }
  [[nodiscard]] Row front() const { return (*this)[0]; }
  [[nodiscard]] Row back() const { return (*this)[empty() ? 0 : size() - 1]; }

  /// Copies of at most `count` rows from `first` on.
  [[nodiscard]] Rows slice(std::size_t first, std::size_t count) const;
  /// Copies in the opposite order.
  [[nodiscard]] Rows reversed() const;
  /// All rows of results with the same columns, one behind the other.
  [[nodiscard]] static Rows joined(std::span<const Rows> parts);

  [[nodiscard]] Iterator begin() const noexcept;
  [[nodiscard]] Iterator end() const noexcept;

  [[nodiscard]] const Names& names() const noexcept;
  [[nodiscard]] const std::vector<Column>& columns() const noexcept;

  /// For the library: takes over the rows that a connection read.
  explicit Rows(detail::Ref<const detail::ResultSet> set) noexcept : set_(std::move(set)) {}

 private:
  detail::Ref<const detail::ResultSet> set_;
};

/// Goes from row to row; what it refers to is good until its next step or a copy of the Row.
class ZIN_API Rows::Iterator {
 public:
  using iterator_concept = std::input_iterator_tag;
  using iterator_category = std::input_iterator_tag;
  using value_type = Row;
  using difference_type = std::ptrdiff_t;
  using pointer = const Row*;
  using reference = const Row&;

  /// Of no Rows: to be assigned to.
  Iterator() noexcept = default;
  [[nodiscard]] const Row& operator*() const noexcept { return row_; }
  [[nodiscard]] const Row* operator->() const noexcept { return &row_; }
  Iterator& operator++() noexcept {
    ++index_;
    if (--left_in_block_ > 0) {
      row_.cells_ += row_.width_;
    } else {
      seek();
    }
    return *this;
  }
  Iterator operator++(int) {
    Iterator before{*this};
    ++*this;
    return before;
  }
  friend bool operator==(const Iterator& a, const Iterator& b) noexcept {
    return a.index_ == b.index_;
  }

 private:
  friend class Rows;
  Iterator(const detail::Ref<const detail::ResultSet>& set, std::size_t index) noexcept;
  void seek() noexcept;

  Row row_;
  std::size_t index_ = 0;
  std::size_t left_in_block_ = 0;
};

}  // namespace zin
