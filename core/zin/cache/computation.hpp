// What remember() and flexible() go by: a value that is there, or the task of making it.
// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include "zin/base/export.hpp"

namespace zin::detail {

/// Made by CacheVerbs. A task that is destroyed before finish() or fail() is handed over to whoever
/// waits for it. [one thread at a time]
class ZIN_API Computation {
 public:
  struct State;
  explicit Computation(std::unique_ptr<State> state) noexcept;
  Computation(Computation&&) noexcept;
  Computation& operator=(Computation&&) = delete;
  ~Computation();

  [[nodiscard]] bool has_value() const noexcept;
  /// Requires: has_value(). Lives as long as the object.
  [[nodiscard]] std::string_view bytes() const noexcept;
  /// Whether the value is to be made. Together with has_value(): it is there, and getting old.
  [[nodiscard]] bool is_task() const noexcept;
  /// Stores what was made and gives it to all who wait. What keeps it from being stored is logged:
  /// the callers have their value all the same. [blocks]
  void finish(std::string bytes);
  /// Those who wait get the failure, unless this flow of control was told to end: then one of them
  /// makes the value.
  void fail(std::exception_ptr failure) noexcept;
  /// Those who wait have to make it themselves: one of them does.
  void hand_over() noexcept;
  /// As a task that goes on on its own; this one keeps its value.
  [[nodiscard]] Computation split();

 private:
  std::unique_ptr<State> state_;
};

}  // namespace zin::detail
