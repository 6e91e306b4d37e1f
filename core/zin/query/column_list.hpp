// An argument that names one column or several.
// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <ranges>
#include <span>
#include <string_view>
#include <vector>

#include "zin/query/operand.hpp"

namespace zin {

/// A column, or several.
class ColumnList {
 public:
  template <detail::Named T>
  ColumnList(const T& name) : names_{name} {}  // NOLINT(google-explicit-constructor)
  ColumnList(std::initializer_list<std::string_view> names) : names_(names) {}
  template <std::ranges::input_range R>
  requires(!detail::Named<R> && detail::Named<std::ranges::range_reference_t<const R>>)
      ColumnList(const R& names)  // NOLINT(google-explicit-constructor)
      : names_(std::ranges::begin(names), std::ranges::end(names)) {}
  [[nodiscard]] std::span<const std::string_view> names() const noexcept { return names_; }

 private:
  std::vector<std::string_view> names_;
};

}  // namespace zin
