// SQL that an application writes itself: raw() and unsafe_raw().
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zin/base/value.hpp"

namespace zin {

/// SQL in the program's source: a string literal and nothing else, so that no value can get into
/// it. For text that is made at run time there is unsafe_raw().
class SqlLiteral {
 public:
  template <class Text>
  requires std::convertible_to<const Text&, const char*>
  consteval SqlLiteral(const Text& text)  // NOLINT(google-explicit-constructor)
      : text_(text) {}
  [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

 private:
  std::string_view text_;
};

/// A piece of SQL that goes into the text as it is, with a value for each `?` in it (`??` is a
/// literal question mark). Made by raw() and unsafe_raw().
class Raw {
 public:
  [[nodiscard]] const std::string& sql() const noexcept { return sql_; }
  [[nodiscard]] const std::vector<Value>& bindings() const noexcept { return bindings_; }

 private:
  friend Raw raw(SqlLiteral sql, std::initializer_list<Value> bindings);
  friend Raw unsafe_raw(std::string sql, std::vector<Value> bindings);
  Raw(std::string sql, std::vector<Value> bindings)
      : sql_(std::move(sql)), bindings_(std::move(bindings)) {}

  std::string sql_;
  std::vector<Value> bindings_;
};

/// `raw("votes + ?", {1})`: SQL of the source text.
[[nodiscard]] inline Raw raw(SqlLiteral sql, std::initializer_list<Value> bindings = {}) {
  return Raw{std::string{sql.text()}, bindings};
}
/// The same of text that is made at run time. Whoever calls this answers for what is in it: a value
/// of a user in here is an SQL injection; put it into `bindings`.
[[nodiscard]] inline Raw unsafe_raw(std::string sql, std::vector<Value> bindings = {}) {
  return Raw{std::move(sql), std::move(bindings)};
}

}  // namespace zin
