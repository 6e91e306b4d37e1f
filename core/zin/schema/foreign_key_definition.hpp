// What a blueprint says of one foreign key.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"

namespace zin::schema {

/// What becomes of rows that refer to one which is deleted or gets another key.
enum class ForeignKeyAction : std::uint8_t { cascade, restrict_, set_null, set_default, no_action };

/// As SQL says it: "set null". [thread-safe]
[[nodiscard]] ZIN_API std::string_view to_string(ForeignKeyAction action) noexcept;
/// The action of that name, in either case. Throws Errc::invalid_argument for another word.
[[nodiscard]] ZIN_API ForeignKeyAction foreign_key_action(std::string_view words);

/// One foreign key.
struct ForeignKeyDefinition {
  /// In Blueprint::commands() always said: by convention table_columns_foreign. SQLite keeps none.
  std::string name{};
  std::vector<std::string> columns{};
  std::string on{};                             ///< The table that is referred to.
  std::vector<std::string> references{};        ///< Its columns, as many as `columns`.
  std::optional<ForeignKeyAction> on_delete{};  ///< Not said: the server's own, no action.
  std::optional<ForeignKeyAction> on_update{};
  std::optional<bool> deferrable{};           ///< SQLite, PostgreSQL.
  std::optional<bool> initially_immediate{};  ///< Of a deferrable one.
  bool not_valid = false;                     ///< PostgreSQL: rows that are there are not checked.
  std::string lock{};  ///< MySQL: none, shared, default, exclusive; empty: not said.
  friend bool operator==(const ForeignKeyDefinition&, const ForeignKeyDefinition&) = default;
};

}  // namespace zin::schema
