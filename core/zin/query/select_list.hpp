// What the columns of a select are called in its rows.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <optional>
#include <string_view>
#include "zin/base/export.hpp"

#include "zin/query/ast.hpp"

namespace zin::query {

/// What the rows call a column that was selected as "users.name as n", "users.name" or "name".
[[nodiscard]] ZIN_API std::string_view called_in_rows(std::string_view column) noexcept;

/// A column of the rows.
struct Selection {
  std::string_view name;                ///< What the rows call it.
  const ast::Column* column = nullptr;  ///< nullptr: one of `*`, or of text that tells no names.
  /// Where it stands in the rows; nothing when something in front of it may be several columns.
  std::optional<std::size_t> place{};
};

/// How the rows of `select` have a column that is asked for by its name or its alias. Nothing when
/// they have none of it.
[[nodiscard]] std::optional<Selection> find_selected(const ast::Select& select,
                                                     std::string_view column);

/// Whether nothing but all columns was selected.
[[nodiscard]] bool selects_all(const ast::Select& select) noexcept;

}  // namespace zin::query
