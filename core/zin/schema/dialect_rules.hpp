// What the dialects have words for in definitions of tables.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "zin/sql/dialect.hpp"

namespace zin::schema {

/// What stands here as false is refused, since leaving it out would store or read something else.
struct DialectRules {
  /// Longest name; 0: any. PostgreSQL cuts longer ones (NAMEDATALEN, section 4.1.1 of its manual),
  /// MySQL refuses them (section 9.2.1).
  std::size_t name_limit = 0;
  bool limit_is_of_bytes = true;  ///< Else of characters.
  /// Whether names may differ in the case of their letters alone.
  bool columns_keep_case = false;
  bool updates_current = false;         ///< use_current_on_update()
  bool hides_columns = false;           ///< invisible()
  bool has_identity = false;            ///< generated_as() with what it takes
  bool converts_by_expression = false;  ///< using_()
  bool changes_generated = true;        ///< A generated column can be changed.
  bool has_set = false;                 ///< The type set.
  bool has_tsvector = false;            ///< The type tsvector.
  bool has_vector = true;               ///< The type vector.
  bool has_full_text = true;
  bool has_spatial = true;
  bool has_partial_indexes = true;
  bool defers_unique_keys = false;
  bool defers_foreign_keys = true;
  bool has_nulls_not_distinct = false;
  bool sets_default = true;          ///< on delete set default
  bool null_needs_nullable = false;  ///< `set null` is refused for a column that is not nullable.
  std::uint32_t most_digits = 0;     ///< Of a decimal; 0: any.

  [[nodiscard]] static DialectRules of(Dialect dialect) noexcept;
};

}  // namespace zin::schema
