// The rules of each dialect.
// SPDX-License-Identifier: MIT
#include "zin/schema/dialect_rules.hpp"

namespace zin::schema {

DialectRules DialectRules::of(Dialect dialect) noexcept {
  DialectRules rules;
  switch (dialect) {
    case Dialect::sqlite:
      rules.has_vector = rules.has_full_text = rules.has_spatial = false;
      break;
    case Dialect::postgres:
      rules.name_limit = 63;
      rules.columns_keep_case = true;
      rules.has_identity = rules.converts_by_expression = true;
      rules.changes_generated = false;
      rules.has_tsvector = true;
      rules.defers_unique_keys = rules.has_nulls_not_distinct = true;
      rules.most_digits = 1000;
      break;
    case Dialect::mysql:
    case Dialect::mariadb:
      rules.name_limit = 64;
      rules.limit_is_of_bytes = false;
      rules.updates_current = rules.hides_columns = rules.has_set = true;
      rules.has_partial_indexes = rules.defers_foreign_keys = false;
      rules.sets_default = false;
      rules.null_needs_nullable = true;
      rules.most_digits = 65;
      break;
    case Dialect::none:
      break;
  }
  return rules;
}

}  // namespace zin::schema
