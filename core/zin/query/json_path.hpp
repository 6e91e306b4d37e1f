// Paths into JSON documents, as names write them: "meta->tags->0".
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/sql/dialect.hpp"

namespace zin::query {

/// One step down: into an object by key, or into a list by index (from 0; -1 is the last).
struct JsonStep {
  std::string_view key;
  std::optional<std::int64_t> index{};
};

/// A column and the steps behind it. Views the name that it was made of.
struct JsonPath {
  std::string_view column;
  std::vector<JsonStep> steps;

  /// Whether a name has steps.
  [[nodiscard]] static bool is(std::string_view name) noexcept {
    return name.find("->") != std::string_view::npos;
  }
  /// "column->key->0" and "column->key[0]". Throws Errc::invalid_argument for an empty column or
  /// step.
  [[nodiscard]] static JsonPath parse(std::string_view name);
  /// `$."key"[0]`, as SQLite, MySQL and MariaDB read it. Throws Errc::unsupported for a key that
  /// SQLite cannot be told.
  [[nodiscard]] std::string text(Dialect dialect) const;
};

}  // namespace zin::query
