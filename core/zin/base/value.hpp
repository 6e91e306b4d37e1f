// Value: one SQL value that owns its memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "zin/base/bytes.hpp"
#include "zin/base/cell.hpp"
#include "zin/base/civil_time.hpp"
#include "zin/base/convert.hpp"
#include "zin/base/decimal.hpp"
#include "zin/base/interval.hpp"
#include "zin/base/json.hpp"
#include "zin/base/uuid.hpp"

namespace zin {

namespace detail {
/// Keeps the items of array values while cells view them.
using CellStore = std::vector<std::vector<Cell>>;
}  // namespace detail

/// A value to bind, or one that was read. Converts from what SQL can hold and from nothing else:
/// bool only from bool (a pointer never becomes true), integers but not char, no pointer but
/// const char*, and no braced lists.
class ZIN_API Value {
 public:
  using Array = std::vector<Value>;

  /// NULL.
  Value() noexcept = default;
  Value(std::nullptr_t) noexcept {}  // NOLINT(google-explicit-constructor)
  Value(std::same_as<bool> auto flag) noexcept
      : state_(flag) {}  // NOLINT(google-explicit-constructor)
  template <std::integral T>
  requires(!std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
           !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>)
      Value(T number)
  noexcept {  // NOLINT(google-explicit-constructor)
    if constexpr (std::is_signed_v<T> || sizeof(T) < sizeof(std::int64_t)) {
      state_.template emplace<std::int64_t>(static_cast<std::int64_t>(number));
    } else {
      state_.template emplace<std::uint64_t>(number);
    }
  }
  Value(float number) noexcept : state_(number) {}   // NOLINT(google-explicit-constructor)
  Value(double number) noexcept : state_(number) {}  // NOLINT(google-explicit-constructor)
  Value(long double number) noexcept
      : state_(static_cast<double>(number)) {}  // NOLINT(google-explicit-constructor)
  /// A null pointer is NULL.
  Value(const char* text) {  // NOLINT(google-explicit-constructor)
    if (text != nullptr) state_.emplace<std::string>(text);
  }
  // The types that braces could make are taken exactly: {"a", "b"} would be an iterator pair.
  Value(std::same_as<std::string> auto text) noexcept
      : state_(std::move(text)) {}  // NOLINT(google-explicit-constructor)
  template <class T>
  requires(std::convertible_to<const T&, std::string_view> && !std::is_array_v<T> &&
           !std::is_pointer_v<T> && !std::same_as<T, std::string> &&
           !std::same_as<T, std::nullptr_t>)
      Value(const T& text)  // NOLINT(google-explicit-constructor)
      : state_(std::in_place_type<std::string>, std::string_view(text)) {}
  Value(std::same_as<Bytes> auto bytes) noexcept
      : state_(std::move(bytes)) {}  // NOLINT(google-explicit-constructor)
  Value(Decimal number) noexcept
      : state_(std::move(number)) {}           // NOLINT(google-explicit-constructor)
  Value(Uuid uuid) noexcept : state_(uuid) {}  // NOLINT(google-explicit-constructor)
  /// What the document is: null, a bool, number or text; a list or an object stays JSON.
  [[nodiscard]] static Value from_json(Json json);
  /// Only from a Json itself: what Json converts from must not become one here.
  Value(std::same_as<Json> auto json)
      : state_(document(std::move(json))) {}   // NOLINT(google-explicit-constructor)
  Value(Date date) noexcept : state_(date) {}  // NOLINT(google-explicit-constructor)
  /// Spans and points in time are kept to the microsecond; finer parts are rounded down. Throws
  /// Errc::data_error for one that 64 bits of microseconds cannot hold.
  template <class Rep, class Period>
  Value(std::chrono::duration<Rep, Period> time)  // NOLINT(google-explicit-constructor)
      : state_(microseconds_of(time)) {}
  template <class Duration>
  Value(std::chrono::local_time<Duration> timestamp)  // NOLINT(google-explicit-constructor)
      : state_(Timestamp{microseconds_of(timestamp.time_since_epoch())}) {}
  template <class Duration>
  Value(std::chrono::sys_time<Duration> timestamp)  // NOLINT(google-explicit-constructor)
      : state_(TimestampTz{microseconds_of(timestamp.time_since_epoch())}) {}
  Value(std::same_as<Interval> auto interval) noexcept
      : state_(interval) {}  // NOLINT(google-explicit-constructor)
  /// For servers with array types.
  Value(std::same_as<Array> auto items) noexcept
      : state_(std::move(items)) {}  // NOLINT(google-explicit-constructor)
  template <class T>
  requires std::constructible_from<Value, T> Value(
      std::optional<T> value) {  // NOLINT(google-explicit-constructor)
    if (value) *this = Value(std::move(*value));
  }
  /// Other pointers would silently become something else.
  template <class T>
  requires(!std::same_as<std::remove_cv_t<T>, char>) Value(T*)
  = delete;

  [[nodiscard]] Type type() const noexcept;
  [[nodiscard]] bool is_null() const noexcept { return state_.index() == 0; }
  /// The value as a T, under the rules of Row::get(). Throws Errc::type_mismatch.
  template <class T>
  [[nodiscard]] T get() const;
  /// For people and tests: NULL, 42, 'text', x'00ff' ... Never used to build SQL. A bound value is
  /// user data: do not log it.
  [[nodiscard]] std::string to_string() const;

  /// Same type and equal; NaN differs from itself, 1 differs from 1.0, Decimal 1.0 equals 1.00.
  friend ZIN_API bool operator==(const Value& a, const Value& b);

  /// The value as a driver takes it: a view of *this. The items of an array lie in `items`, which
  /// must outlive the cell. Throws Errc::data_error for a text longer than 4 GiB - 1 and for a date
  /// that is not in the calendar, which would be stored as another one.
  [[nodiscard]] detail::Cell cell(detail::CellStore& items) const {
    const auto* const number = std::get_if<std::int64_t>(&state_);
    if (number == nullptr) return other_cell(items);
    detail::Cell cell;  // the commonest by far: without a call
    cell.type = Type::int64;
    cell.v.i = *number;
    return cell;
  }

 private:
  [[nodiscard]] detail::Cell other_cell(detail::CellStore& items) const;
  // Immutable, shared by copies; the text is what drivers bind.
  struct Document {
    Json json;
    std::string text;
  };
  static std::shared_ptr<const Document> document(Json json);
  [[noreturn]] static void too_far();

  template <class Rep, class Period>
  static Time microseconds_of(std::chrono::duration<Rep, Period> span) {
    const auto micros = std::chrono::duration<long double, std::micro>(span).count();
    // Just short of 2^63, so that rounding on the way cannot overflow.
    constexpr long double most = 9223372036854774784.0L;
    if (!(micros >= -most && micros <= most)) {
      if constexpr (std::same_as<std::chrono::duration<Rep, Period>, Time>) return span;
      too_far();
    }
    return std::chrono::floor<Time>(span);
  }

  [[noreturn]] void does_not_fit(detail::Outcome outcome, const detail::Cell& cell,
                                 std::string_view wanted) const;

  std::variant<std::monostate, bool, std::int64_t, std::uint64_t, float, double, Decimal,
               std::string, std::shared_ptr<const Document>, Bytes, Uuid, Date, Time, Timestamp,
               TimestampTz, Interval, Array>
      state_;
};

template <class T>
T Value::get() const {
  if constexpr (std::same_as<T, Value>) {
    return *this;
  } else {
    detail::CellStore items;
    const detail::Cell view = cell(items);
    T out{};
    const detail::Outcome outcome = detail::read(view, out);
    if (outcome != detail::Outcome::ok) does_not_fit(outcome, view, detail::type_name<T>());
    return out;
  }
}

}  // namespace zin
