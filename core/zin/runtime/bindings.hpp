// The values of a statement's placeholders, as a parameter.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <vector>

#include "zin/base/value.hpp"

namespace zin {

/// A view of values, for parameters: `{id, "name", nullptr}` or a vector. Views the caller's
/// values, which are good for the call.
class Bindings {
 public:
  Bindings() noexcept = default;
  Bindings(std::initializer_list<Value> values) noexcept : values_(values.begin(), values.size()) {}
  Bindings(const std::vector<Value>& values) noexcept
      : values_(values) {}  // NOLINT(google-explicit-constructor)
  Bindings(std::span<const Value> values) noexcept
      : values_(values) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] std::span<const Value> values() const noexcept { return values_; }
  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }

 private:
  std::span<const Value> values_;
};

}  // namespace zin
