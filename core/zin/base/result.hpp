// Result: a value or an Error, for callers that do not want exceptions.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "zin/base/error.hpp"

namespace zin {

/// What attempt() returns: the value that the call produced, or the Error that it threw.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(Error error)
      : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  /// The value; throws the Error when there is none.
  [[nodiscard]] T& value() & {
    return has_value() ? std::get<0>(state_) : throw std::get<1>(state_);
  }
  [[nodiscard]] const T& value() const& {
    return has_value() ? std::get<0>(state_) : throw std::get<1>(state_);
  }
  [[nodiscard]] T&& value() && {
    return has_value() ? std::get<0>(std::move(state_)) : throw std::get<1>(state_);
  }
  template <class U>
  [[nodiscard]] T value_or(U&& fallback) const& {
    return has_value() ? std::get<0>(state_) : static_cast<T>(std::forward<U>(fallback));
  }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  /// Requires: !has_value().
  [[nodiscard]] const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const noexcept { return !error_; }
  explicit operator bool() const noexcept { return has_value(); }
  void value() const {
    if (error_) throw *error_;
  }
  /// Requires: !has_value().
  [[nodiscard]] const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

/// Calls `fn` and turns a thrown zin::Error into a Result. Other exceptions pass through.
template <std::invocable Fn>
auto attempt(Fn&& fn) -> Result<std::remove_cvref_t<std::invoke_result_t<Fn>>> {
  using T = std::remove_cvref_t<std::invoke_result_t<Fn>>;
  try {
    if constexpr (std::is_void_v<T>) {
      std::invoke(std::forward<Fn>(fn));
      return {};
    } else {
      return std::invoke(std::forward<Fn>(fn));
    }
  } catch (const Error& error) {
    return error;
  }
}

}  // namespace zin
