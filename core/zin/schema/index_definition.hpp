// What a blueprint says of one index.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"

namespace zin::schema {

enum class IndexKind : std::uint8_t { primary, unique, index, full_text, spatial };

/// The last part of a conventional name: "primary", "unique", "index", "fulltext", "spatialindex".
/// [thread-safe]
[[nodiscard]] ZIN_API std::string_view to_string(IndexKind kind) noexcept;

/// One index or key.
struct IndexDefinition {
  IndexKind kind = IndexKind::index;
  /// In Blueprint::commands() always said: by convention table_columns_kind.
  std::string name{};
  std::vector<std::string> columns{};
  std::string expression{};          ///< Instead of columns: what stands between the parentheses.
  std::string where{};               ///< Which rows are in it: a partial index; empty: all.
  std::string algorithm{};           ///< btree, hash, gin ..; empty: the server's choice.
  std::string operator_class{};      ///< PostgreSQL: for each column; empty: the type's own.
  std::string language{};            ///< PostgreSQL: of a full-text index; empty: english.
  std::optional<bool> deferrable{};  ///< PostgreSQL: of a unique key.
  std::optional<bool> initially_immediate{};  ///< PostgreSQL: of a deferrable one.
  std::optional<bool> nulls_not_distinct{};   ///< PostgreSQL 15: of a unique key.
  bool online = false;  ///< PostgreSQL: concurrently, which no transaction takes.
  std::string lock{};   ///< MySQL: none, shared, default, exclusive; empty: not said.
  friend bool operator==(const IndexDefinition&, const IndexDefinition&) = default;
};

/// The conventional name: the table, the columns and the last part, in lower case, `-` and `.` as
/// `_`: "users_email_unique". [thread-safe]
[[nodiscard]] ZIN_API std::string index_name(std::string_view table,
                                             const std::vector<std::string>& columns,
                                             std::string_view last_part);

}  // namespace zin::schema
