// From a cell to the C++ type that was asked for: what fits, what does not, and why.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "zin/base/bytes.hpp"
#include "zin/base/cell.hpp"
#include "zin/base/civil_time.hpp"
#include "zin/base/decimal.hpp"
#include "zin/base/export.hpp"
#include "zin/base/interval.hpp"
#include "zin/base/json.hpp"
#include "zin/base/uuid.hpp"

namespace zin {
class Value;
}

namespace zin::detail {

enum class Outcome : std::uint8_t {
  ok,
  is_null,       ///< NULL, and the type has no room for it.
  wrong_type,    ///< The column holds something else.
  out_of_range,  ///< The right kind, but too large or too small.
  malformed,     ///< Text that is not a value of the type.
  inexact,       ///< Bits are or would be lost.
};

// The types that cells are read as; every other one goes through one of these.
ZIN_API Outcome convert(const Cell& cell, bool& out);
ZIN_API Outcome convert(const Cell& cell, std::int64_t& out);
ZIN_API Outcome convert(const Cell& cell, std::uint64_t& out);
ZIN_API Outcome convert(const Cell& cell, double& out);
ZIN_API Outcome convert(const Cell& cell, std::string_view& out);
ZIN_API Outcome convert(const Cell& cell, std::string& out);
ZIN_API Outcome convert(const Cell& cell, Bytes& out);
ZIN_API Outcome convert(const Cell& cell, Decimal& out);
ZIN_API Outcome convert(const Cell& cell, Uuid& out);
ZIN_API Outcome convert(const Cell& cell, Json& out);
ZIN_API Outcome convert(const Cell& cell, Date& out);
ZIN_API Outcome convert(const Cell& cell, Time& out);
ZIN_API Outcome convert(const Cell& cell, Timestamp& out);
ZIN_API Outcome convert(const Cell& cell, TimestampTz& out);
ZIN_API Outcome convert(const Cell& cell, Interval& out);
ZIN_API Outcome convert(const Cell& cell, Value& out);

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// Reads a cell as a T. A NULL is is_null unless T is an optional or a Value.
template <class T>
Outcome read(const Cell& cell, T& out);

/// Microseconds in another unit, of which a finer one reaches less far.
template <class Rep, class Period>
Outcome cast_time(Time exact, std::chrono::duration<Rep, Period>& out) {
  using To = std::chrono::duration<Rep, Period>;
  if constexpr (std::chrono::treat_as_floating_point_v<Rep>) {
    out = To(exact);
    return Outcome::ok;
  } else {
    const auto wide = std::chrono::duration<long double, Period>(exact).count();
    constexpr auto most = static_cast<long double>(std::numeric_limits<Rep>::max());
    constexpr auto least = static_cast<long double>(std::numeric_limits<Rep>::lowest());
    if constexpr (!std::same_as<To, Time>) {
      if (wide > most || wide < least) return Outcome::out_of_range;
    }
    out = std::chrono::duration_cast<To>(exact);
    return out == exact ? Outcome::ok : Outcome::inexact;
  }
}

template <class Point, class Base>
Outcome read_point(const Cell& cell, Point& out) {
  Base exact{};
  if (const Outcome outcome = convert(cell, exact); outcome != Outcome::ok) return outcome;
  typename Point::duration span{};
  const Outcome outcome = cast_time(exact.time_since_epoch(), span);
  out = Point{span};
  return outcome;
}

template <class Duration>
Outcome read(const Cell& cell, std::chrono::local_time<Duration>& out) {
  return read_point<std::chrono::local_time<Duration>, Timestamp>(cell, out);
}

template <class Duration>
Outcome read(const Cell& cell, std::chrono::sys_time<Duration>& out) {
  return read_point<std::chrono::sys_time<Duration>, TimestampTz>(cell, out);
}

template <class Rep, class Period>
Outcome read(const Cell& cell, std::chrono::duration<Rep, Period>& out) {
  Time exact{};
  if (const Outcome outcome = convert(cell, exact); outcome != Outcome::ok) return outcome;
  return cast_time(exact, out);
}

template <class T>
requires(!std::same_as<T, std::byte>) Outcome read(const Cell& cell, std::vector<T>& out) {
  if (cell.type == Type::null) return Outcome::is_null;
  if (cell.type != Type::array || cell.encoding != Encoding::view) return Outcome::wrong_type;
  const auto* const items = static_cast<const Cell*>(cell.v.ptr);
  out.clear();
  out.reserve(cell.len);
  for (std::uint32_t at = 0; at < cell.len; ++at) {
    T item{};
    if (const Outcome outcome = read(items[at], item); outcome != Outcome::ok) return outcome;
    out.push_back(std::move(item));
  }
  return Outcome::ok;
}

template <class T>
Outcome read_integral(const Cell& cell, T& out) {
  using Wide = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;
  Wide wide{};
  if (const Outcome outcome = convert(cell, wide); outcome != Outcome::ok) return outcome;
  if (!std::in_range<T>(wide)) return Outcome::out_of_range;
  out = static_cast<T>(wide);
  return Outcome::ok;
}

template <class T>
Outcome read(const Cell& cell, T& out) {
  if constexpr (is_optional<T>) {
    if (cell.type == Type::null) {
      out.reset();
      return Outcome::ok;
    }
    return read(cell, out.emplace());
  } else if constexpr (std::is_enum_v<T>) {
    std::underlying_type_t<T> number{};
    const Outcome outcome = read_integral(cell, number);
    if (outcome == Outcome::ok) out = static_cast<T>(number);
    return outcome;
  } else if constexpr (std::integral<T> && !std::same_as<T, bool> &&
                       !std::same_as<T, std::int64_t> && !std::same_as<T, std::uint64_t>) {
    return read_integral(cell, out);
  } else if constexpr (std::same_as<T, float>) {
    double wide{};
    if (const Outcome outcome = convert(cell, wide); outcome != Outcome::ok) return outcome;
    constexpr double most = std::numeric_limits<float>::max();
    if ((wide > most || wide < -most) && wide - wide == 0) return Outcome::out_of_range;
    out = static_cast<float>(wide);
    // Of a fraction the nearest float is meant, of an integer that very one.
    const bool whole = cell.type == Type::int64 || cell.type == Type::uint64;
    return whole && static_cast<double>(out) != wide ? Outcome::inexact : Outcome::ok;
  } else {
    return convert(cell, out);
  }
}

/// How a type of another library is called, which has an overload of convert().
template <class T>
inline constexpr std::string_view foreign_name{};

/// How T is called in messages.
template <class T>
constexpr std::string_view type_name() {
  if constexpr (is_optional<T>) {
    return type_name<typename T::value_type>();
  } else if constexpr (!foreign_name<T>.empty()) {
    return foreign_name<T>;
  } else if constexpr (std::same_as<T, bool>) {
    return "bool";
  } else if constexpr (std::integral<T> || std::is_enum_v<T>) {
    constexpr bool is_signed = [] {
      if constexpr (std::is_enum_v<T>)
        return std::is_signed_v<std::underlying_type_t<T>>;
      else
        return std::is_signed_v<T>;
    }();
    constexpr std::string_view names[] = {"std::int8_t",   "std::uint8_t", "std::int16_t",
                                          "std::uint16_t", "std::int32_t", "std::uint32_t",
                                          "std::int64_t",  "std::uint64_t"};
    constexpr std::size_t row = sizeof(T) == 1 ? 0 : sizeof(T) == 2 ? 2 : sizeof(T) == 4 ? 4 : 6;
    return names[row + (is_signed ? 0 : 1)];
  } else if constexpr (std::same_as<T, float>) {
    return "float";
  } else if constexpr (std::same_as<T, double>) {
    return "double";
  } else if constexpr (std::same_as<T, std::string>) {
    return "std::string";
  } else if constexpr (std::same_as<T, std::string_view>) {
    return "std::string_view";
  } else if constexpr (std::same_as<T, Bytes>) {
    return "zin::Bytes";
  } else if constexpr (std::same_as<T, Decimal>) {
    return "zin::Decimal";
  } else if constexpr (std::same_as<T, Uuid>) {
    return "zin::Uuid";
  } else if constexpr (std::same_as<T, Json>) {
    return "zin::Json";
  } else if constexpr (std::same_as<T, Date>) {
    return "year_month_day";
  } else if constexpr (std::same_as<T, Interval>) {
    return "zin::Interval";
  } else if constexpr (requires { typename T::clock; }) {
    return std::same_as<typename T::clock, std::chrono::local_t> ? "local_time" : "sys_time";
  } else if constexpr (requires { typename T::period; }) {
    return "a duration";
  } else {
    return "a list";
  }
}

/// The words for an outcome: "is an int64 column, and std::string was asked for; ...".
ZIN_API std::string describe(Outcome outcome, const Cell& cell, std::string_view wanted);

}  // namespace zin::detail
