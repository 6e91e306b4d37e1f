// From a tree to a statement for one dialect.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "zin/query/grammar.hpp"
#include "zin/sql/statement.hpp"

namespace zin::query {

/// Has `write(grammar, writer)` write a statement, again with its long lists folded when it has
/// more values than the server takes. Throws what the grammar throws.
template <class Write>
[[nodiscard]] Statement compile(const DialectTraits& traits, std::size_t values, Intent intent,
                                Write write) {
  const Grammar& grammar = Grammar::of(traits.dialect);
  Statement statement;
  statement.intent = intent;
  for (bool again = false;; again = true) {
    statement.sql.clear();
    // Enough for most, so that the text is moved to a larger place at most once or twice.
    statement.sql.reserve(192 + 8 * values);
    sql::Writer out{statement.sql, traits, values};
    if (again) out.fold_lists();
    write(grammar, out);
    if (out.size() <= traits.max_parameters || again) {
      statement.bindings = out.take_bindings();
      return statement;
    }
  }
}

/// A select. A locking one has the intent of a write: it must go where rows can be locked.
[[nodiscard]] inline Statement compile_select(const ast::Select& select,
                                              const DialectTraits& traits) {
  const Intent intent = select.lock.kind == ast::Lock::Kind::none ? Intent::read : Intent::write;
  return compile(traits, select.value_count, intent,
                 [&](const Grammar& grammar, sql::Writer& out) { grammar.select(out, select); });
}

}  // namespace zin::query
