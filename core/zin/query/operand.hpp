// What the verbs of a query take: columns, values, assignments.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "zin/base/attributes.hpp"
#include "zin/base/value.hpp"
#include "zin/sql/raw.hpp"

namespace zin {

class Query;

namespace detail {

/// What converts to a Value on its own.
template <class T>
concept Bindable = std::convertible_to<T, Value>;
template <class T>
concept Named = std::convertible_to<T, std::string_view>;
/// Fills a query that it is given: `[](Query& q) { q.from("users"); }`.
template <class Fn, class Made>
concept Fills = std::invocable<Fn&, Made&>;
template <class T>
concept RangeOfValues = std::ranges::input_range<const T> &&
                        Bindable<std::ranges::range_reference_t<const T>> && !Named<T> &&
                        (!Bindable<T> || std::same_as<T, Value::Array>);
template <class T>
concept RangeOfRows = std::ranges::input_range<const T> &&
    RangeOfValues<std::remove_cvref_t<std::ranges::range_reference_t<const T>>>;
template <class T>
concept RangeOfAttributes = std::ranges::forward_range<const T> &&
                            std::convertible_to < std::ranges::range_reference_t<const T>,
const Attributes& > ;

}  // namespace detail

/// One side of a comparison, or what a column becomes: a value (which is bound), raw(), or a
/// sub-query. Holds references: use it as a parameter only.
class Operand {
 public:
  template <class T>
  requires(!std::same_as<std::remove_cvref_t<T>, Operand> &&
           !std::same_as<std::remove_cvref_t<T>, Raw> &&
           !std::derived_from<std::remove_cvref_t<T>, Query> && detail::Bindable<T>)
      Operand(T&& value)  // NOLINT(google-explicit-constructor)
      : value_(std::forward<T>(value)) {}
  Operand(const Raw& raw) noexcept : raw_(&raw) {}          // NOLINT(google-explicit-constructor)
  Operand(const Query& query) noexcept : query_(&query) {}  // NOLINT(google-explicit-constructor)

  /// The value, unless it is one of the other two.
  [[nodiscard]] const Value& value() const noexcept { return value_; }
  [[nodiscard]] Value& value() noexcept { return value_; }
  [[nodiscard]] const Raw* raw() const noexcept { return raw_; }
  [[nodiscard]] const Query* query() const noexcept { return query_; }

 private:
  Value value_;
  const Raw* raw_ = nullptr;
  const Query* query_ = nullptr;
};

/// What is compared, ordered or grouped by: a column ("votes", "users.votes", "meta->tags->0"),
/// raw(), or a sub-query. Holds references: use it as a parameter only.
class ColumnOperand {
 public:
  template <detail::Named T>
  requires(!std::same_as<std::remove_cvref_t<T>, ColumnOperand>)
      ColumnOperand(const T& name)  // NOLINT(google-explicit-constructor)
      : name_(name) {}
  ColumnOperand(const Raw& raw) noexcept : raw_(&raw) {}  // NOLINT(google-explicit-constructor)
  ColumnOperand(const Query& query) noexcept : query_(&query) {}  // NOLINT(*-explicit-constructor)

  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  [[nodiscard]] const Raw* raw() const noexcept { return raw_; }
  [[nodiscard]] const Query* query() const noexcept { return query_; }

 private:
  std::string_view name_;
  const Raw* raw_ = nullptr;
  const Query* query_ = nullptr;
};

/// A column and what it becomes: `{"name", "John"}`, `{"votes", raw("votes + 1")}`.
struct Assignment {
  template <detail::Named Name, class T>
  requires std::constructible_from<Operand, T> Assignment(const Name& name, T&& what)
      : column(name), operand(std::forward<T>(what)) {}
  std::string_view column;
  Operand operand;
};

/// A condition of a list: `{"votes", 100}`, `{"votes", ">", 100}`.
struct WhereItem {
  template <detail::Named Name, class T>
  requires std::constructible_from<Operand, T> WhereItem(const Name& name, T&& value)
      : column(name), operand(std::forward<T>(value)) {}
  template <detail::Named Name, detail::Named Op, class T>
  requires std::constructible_from<Operand, T> WhereItem(const Name& name, const Op& how, T&& value)
      : column(name), op(how), operand(std::forward<T>(value)) {}
  std::string_view column;
  std::string_view op = "=";
  Operand operand;
};

/// What an upsert does to a row that exists: a column takes the new row's value (`"votes"`), or
/// becomes something else (`{"votes", raw("votes + 1")}`).
struct Overwrite {
  template <detail::Named Name>
  Overwrite(const Name& name) : column(name) {}  // NOLINT(google-explicit-constructor)
  template <detail::Named Name, class T>
  requires std::constructible_from<Operand, T> Overwrite(const Name& name, T&& what)
      : column(name), operand(std::forward<T>(what)) {}
  std::string_view column;
  std::optional<Operand> operand{};
};

}  // namespace zin
