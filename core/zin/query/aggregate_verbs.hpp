// The verbs that give one number, or whether there is anything.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <source_location>
#include <string_view>

#include "zin/query/builder.hpp"
#include "zin/query/target.hpp"
#include "zin/runtime/rows.hpp"

namespace zin {

namespace query {
/// A function over a column, or over `*`.
struct Aggregation {
  std::string_view function;
  std::string_view column = "*";
  /// Of the rows that the query gives, whatever they are, as a table of this name.
  bool of_rows = false;
  std::string_view alias = "temp_table";
};
/// The one row of `select function(column) as aggregate`.
[[nodiscard]] ZIN_API Rows aggregate(const Builder& builder, const Target& target,
                                     const Aggregation& what, std::source_location where);
[[nodiscard]] ZIN_API bool exists(const Builder& builder, const Target& target,
                                  std::source_location where);
}  // namespace query

/// NULLs do not count. Of a query with limit(), group_by(), having(), distinct() or union_() the
/// rows that it gives are taken; a column must be among them, else Errc::invalid_argument.
template <class Self>
class AggregateVerbs {
 public:
  using Here = std::source_location;

  /// How many rows, or how many values of a column.
  [[nodiscard]] std::uint64_t count(std::string_view column = "*",
                                    Here where = Here::current()) const {
    return aggregate("count", column, where).front().template get<std::uint64_t>(0);
  }
  /// Nothing when there are no rows. As a Value, NULL then.
  template <class T>
  [[nodiscard]] std::optional<T> min(std::string_view column, Here where = Here::current()) const {
    return aggregate("min", column, where).front().template get<std::optional<T>>(0);
  }
  [[nodiscard]] Value min(std::string_view column, Here where = Here::current()) const {
    return aggregate("min", column, where).front().value(0);
  }
  template <class T>
  [[nodiscard]] std::optional<T> max(std::string_view column, Here where = Here::current()) const {
    return aggregate("max", column, where).front().template get<std::optional<T>>(0);
  }
  [[nodiscard]] Value max(std::string_view column, Here where = Here::current()) const {
    return aggregate("max", column, where).front().value(0);
  }
  /// 0 when there are no rows.
  template <class T>
  [[nodiscard]] T sum(std::string_view column, Here where = Here::current()) const {
    return aggregate("sum", column, where).front().template get<std::optional<T>>(0).value_or(T{});
  }
  [[nodiscard]] Value sum(std::string_view column, Here where = Here::current()) const {
    Value sum = aggregate("sum", column, where).front().value(0);
    return sum.is_null() ? Value{0} : sum;
  }
  /// Nothing when there are no rows.
  template <class T = double>
  [[nodiscard]] std::optional<T> avg(std::string_view column, Here where = Here::current()) const {
    return aggregate("avg", column, where).front().template get<std::optional<T>>(0);
  }
  template <class T = double>
  [[nodiscard]] std::optional<T> average(std::string_view column,
                                         Here where = Here::current()) const {
    return avg<T>(column, where);
  }

  [[nodiscard]] bool exists(Here where = Here::current()) const {
    return query::exists(self().builder(), self().target(), where);
  }
  [[nodiscard]] bool doesnt_exist(Here where = Here::current()) const { return !exists(where); }
  /// True when there is a row, else what the function gives.
  template <std::invocable Fn>
  auto exists_or(Fn&& otherwise, Here where = Here::current()) const -> std::invoke_result_t<Fn> {
    if (exists(where)) return static_cast<std::invoke_result_t<Fn>>(true);
    return std::invoke(otherwise);
  }
  /// True when there is none, else what the function gives.
  template <std::invocable Fn>
  auto doesnt_exist_or(Fn&& otherwise, Here where = Here::current()) const
      -> std::invoke_result_t<Fn> {
    if (doesnt_exist(where)) return static_cast<std::invoke_result_t<Fn>>(true);
    return std::invoke(otherwise);
  }

 protected:
  ~AggregateVerbs() = default;

 private:
  [[nodiscard]] const Self& self() const noexcept { return static_cast<const Self&>(*this); }
  [[nodiscard]] Rows aggregate(std::string_view function, std::string_view column,
                               Here where) const {
    return query::aggregate(self().builder(), self().target(),
                            {.function = function, .column = column}, where);
  }
};

}  // namespace zin
