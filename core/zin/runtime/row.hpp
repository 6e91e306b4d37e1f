// One row of a result, and how its values are read.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "zin/base/cell.hpp"
#include "zin/base/convert.hpp"
#include "zin/base/names.hpp"
#include "zin/base/value.hpp"
#include "zin/runtime/result_set.hpp"

namespace zin {

namespace detail {
/// Any integer, so that the literal 0 is an index and not a null pointer.
template <class T>
concept ColumnIndex = std::integral<T> && !std::same_as<T, bool>;
}  // namespace detail

/// A row that was read. A copy keeps its values alive on its own: it shares the memory of its Rows,
/// and a row of a stream is copied out of it. References that a loop over Rows or a stream gives
/// are good until its next step. [thread-safe] to read.
class ZIN_API Row {
 public:
  /// Of no columns.
  Row() noexcept = default;
  Row(const Row& other) : set_(other.set_), cells_(other.cells_), width_(other.width_) {
    if (set_ == nullptr) return;
    if (other.hold_ == Hold::views_stream) {
      copy_out(other);
    } else {
      set_->retain();
    }
    hold_ = Hold::owns;
  }
  Row(Row&& other) noexcept
      : set_(other.set_),
        cells_(other.cells_),
        width_(other.width_),
        hold_(std::exchange(other.hold_, Hold::views_rows)) {}
  Row& operator=(Row other) noexcept {
    std::swap(set_, other.set_);
    std::swap(cells_, other.cells_);
    std::swap(width_, other.width_);
    std::swap(hold_, other.hold_);
    return *this;
  }
  ~Row() {
    if (hold_ == Hold::owns) set_->release();
  }

  /// The value of a column as a T: bool, integers (range checked), float, double, std::string,
  /// std::string_view, Bytes, Decimal, Uuid, Json, Interval, the chrono types of Value, an enum,
  /// Value, std::vector of these for array columns, or std::optional of any for NULL.
  /// A string_view is good as long as the Rows, the stream's current row, or a copy of this Row.
  /// Throws Errc::unknown_column, listing the columns that there are, or Errc::type_mismatch (also
  /// for NULL and for a number out of T's range), naming the column, its type and what was asked,
  /// or Errc::precision_lost where T would not hold the value exactly.
  template <class T>
  [[nodiscard]] T get(detail::ColumnIndex auto index) const {
    return read<T>(checked(static_cast<std::size_t>(index)));
  }
  /// As above, by name; of two columns with one name, the first. "users.id" finds a column of a
  /// table where the driver knows tables. Linear in the columns.
  template <class T>
  [[nodiscard]] T get(std::string_view column) const {
    return read<T>(index_of(column));
  }

  /// A copy of the value, whatever it is.
  [[nodiscard]] Value value(detail::ColumnIndex auto index) const { return get<Value>(index); }
  [[nodiscard]] Value value(std::string_view column) const { return get<Value>(column); }
  [[nodiscard]] bool is_null(detail::ColumnIndex auto index) const {
    return cells_[checked(static_cast<std::size_t>(index))].type == Type::null;
  }
  [[nodiscard]] bool is_null(std::string_view column) const {
    return cells_[index_of(column)].type == Type::null;
  }

  /// Number of columns.
  [[nodiscard]] std::size_t size() const noexcept { return width_; }
  [[nodiscard]] const Names& names() const noexcept;
  [[nodiscard]] const std::vector<Column>& columns() const noexcept;
  [[nodiscard]] bool has(std::string_view column) const noexcept;
  /// Where get() by name finds a column. Throws Errc::unknown_column.
  [[nodiscard]] std::size_t index_of(std::string_view column) const;

 private:
  friend class Rows;
  friend class RowStream;
  // How the cells are kept alive: by a reference of this Row; by the Rows that a loop goes through,
  // which spares the loop two atomic operations a row; or by a stream, until its next step.
  enum class Hold : std::uint8_t { owns, views_rows, views_stream };

  Row(const detail::ResultSet* set, const detail::Cell* cells, Hold hold) noexcept
      : set_(set), cells_(cells), width_(set->width()), hold_(hold) {}

  void copy_out(const Row& other);
  template <class T>
  T read(std::size_t index) const;
  [[nodiscard]] std::size_t checked(std::size_t index) const {
    if (index >= width_) no_such_column(index);
    return index;
  }
  [[noreturn]] void no_such_column(std::size_t index) const;
  [[noreturn]] void does_not_fit(std::size_t index, detail::Outcome outcome,
                                 std::string_view wanted) const;

  const detail::ResultSet* set_ = nullptr;
  const detail::Cell* cells_ = nullptr;
  std::uint32_t width_ = 0;
  Hold hold_ = Hold::views_rows;
};

template <class T>
T Row::read(std::size_t index) const {
  static_assert(!std::same_as<T, char>, "char is no SQL type: ask for std::string or an integer");
  static_assert(!std::is_pointer_v<T>, "ask for std::string or std::string_view");
  const detail::Cell& cell = cells_[index];
  // The common cases without a call.
  if constexpr (std::same_as<T, std::int64_t>) {
    if (cell.is_plain(Type::int64)) [[likely]]
      return cell.v.i;
  } else if constexpr (std::same_as<T, double>) {
    if (cell.is_plain(Type::float64)) [[likely]]
      return cell.v.f;
  } else if constexpr (std::same_as<T, std::string_view>) {
    if (cell.type == Type::text) [[likely]]
      return cell.text();
  } else if constexpr (std::same_as<T, std::string>) {
    if (cell.type == Type::text) [[likely]]
      return std::string{cell.text()};
  }
  T out{};
  const detail::Outcome outcome = detail::read(cell, out);
  if (outcome != detail::Outcome::ok) does_not_fit(index, outcome, detail::type_name<T>());
  return out;
}

}  // namespace zin
