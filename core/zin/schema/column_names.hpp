// An argument that names one column or several, in order.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <initializer_list>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/base/export.hpp"

namespace zin::schema {

/// `"email"`, `{"first", "last"}`, or any range of texts.
class ZIN_API ColumnNames {
 public:
  template <class T>
  requires std::convertible_to<const T&, std::string_view> ColumnNames(
      const T& name)  // NOLINT(google-explicit-constructor)
      : names_{std::string{std::string_view{name}}} {}
  ColumnNames(std::initializer_list<std::string_view> names) : names_(names.begin(), names.end()) {}
  template <std::ranges::input_range R>
  requires(!std::convertible_to<const R&, std::string_view> &&
           std::convertible_to<std::ranges::range_reference_t<const R>, std::string_view>)
      ColumnNames(const R& names) {  // NOLINT(google-explicit-constructor)
    for (const auto& name : names) names_.emplace_back(std::string_view{name});
  }

  [[nodiscard]] const std::vector<std::string>& names() const& noexcept { return names_; }
  [[nodiscard]] std::vector<std::string> names() && noexcept { return std::move(names_); }

 private:
  std::vector<std::string> names_;
};

/// What is to be dropped: its name as a text, or in braces the columns from which its name is made.
class ZIN_API NameOrColumns {
 public:
  template <class T>
  requires std::convertible_to<const T&, std::string_view> NameOrColumns(
      const T& name)  // NOLINT(google-explicit-constructor)
      : name_(std::string_view{name}) {}
  NameOrColumns(std::initializer_list<std::string_view> columns)
      : columns_(columns.begin(), columns.end()) {}
  template <std::ranges::input_range R>
  requires(!std::convertible_to<const R&, std::string_view> &&
           std::convertible_to<std::ranges::range_reference_t<const R>, std::string_view>)
      NameOrColumns(const R& columns)  // NOLINT(google-explicit-constructor)
      : columns_(ColumnNames{columns}.names()) {}

  /// Empty when columns were given.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const std::vector<std::string>& columns() const noexcept { return columns_; }

 private:
  std::string name_;
  std::vector<std::string> columns_;
};

}  // namespace zin::schema
