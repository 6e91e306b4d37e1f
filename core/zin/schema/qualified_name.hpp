// Names of tables with their schema.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace zin::schema {

/// A name apart from its schema: "app.users" is "app" and "users".
struct QualifiedName {
  std::string_view schema{};  ///< Empty: not said.
  std::string_view name{};
};

/// At the last dot. The parts view the name. [thread-safe]
[[nodiscard]] constexpr QualifiedName qualified(std::string_view name) noexcept {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {{}, name};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

/// What a table is called once it was renamed: it stays in its schema unless another one is said.
[[nodiscard]] inline std::string renamed(std::string_view from, std::string_view to) {
  const std::string_view schema = qualified(from).schema;
  if (schema.empty() || !qualified(to).schema.empty()) return std::string{to};
  return std::string{schema} + "." + std::string{to};
}

}  // namespace zin::schema
