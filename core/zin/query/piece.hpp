// One piece of a large result after the other.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "zin/query/builder.hpp"
#include "zin/runtime/rows.hpp"

namespace zin {
namespace query {

/// Throws Errc::invalid_argument for pieces of no rows, for pieces of rows without an order, and
/// for a query that has a limit of its own.
ZIN_API void check_chunks(const Builder& builder, std::int64_t rows, bool needs_order);

/// A piece in the order of a unique column.
struct Piece {
  std::int64_t rows = 0;
  std::string_view column = "id";
  bool descending = false;
  /// Where the piece before ended; nullptr for the first one.
  const Value* behind = nullptr;
};
/// Where a piece ends. Throws Errc::unknown_column without such a column, and
/// Errc::invalid_argument for NULL, behind which nothing is.
[[nodiscard]] ZIN_API Value end_of(const Rows& piece, std::string_view name);
/// Narrows a query to a piece. Orders by other columns stay in front.
ZIN_API void narrow(Builder& builder, const Piece& piece);

}  // namespace query

/// The rows of a query, read piece by piece in the order of a unique column. Made by lazy_by_id().
/// A range to go through once; a row is good until the next step, a copy of it for good.
class ZIN_API RowsById {
 public:
  /// Gives the rows behind a value of the column; those in front for nullptr.
  using Read = std::function<Rows(const Value* behind)>;

  /// Rows call the column `name`; a piece that is shorter than `rows` is the last one.
  RowsById(Read read, std::int64_t rows, std::string name)
      : read_(std::move(read)), wanted_(static_cast<std::size_t>(rows)), name_(std::move(name)) {}

  class iterator {
   public:
    using iterator_concept = std::input_iterator_tag;
    using value_type = Row;
    using difference_type = std::ptrdiff_t;

    iterator() = default;
    explicit iterator(RowsById& rows) : rows_(&rows) {}
    [[nodiscard]] Row operator*() const { return rows_->piece_[rows_->at_]; }
    iterator& operator++() {
      rows_->step();
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const iterator& it, std::default_sentinel_t) { return it.at_end(); }

   private:
    [[nodiscard]] bool at_end() const { return rows_->at_ >= rows_->piece_.size(); }

    RowsById* rows_ = nullptr;
  };

  /// Reads the first piece.
  [[nodiscard]] iterator begin() {
    piece_ = read_(nullptr);
    at_ = 0;
    return iterator{*this};
  }
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

 private:
  void step();

  Read read_;
  std::size_t wanted_;
  std::string name_;
  Rows piece_;
  std::size_t at_ = 0;
};

}  // namespace zin
