// From a tree to a statement for one dialect.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "zin/base/error.hpp"
#include "zin/query/grammar.hpp"
#include "zin/runtime/session.hpp"
#include "zin/sql/statement.hpp"

namespace zin::query {

/// Has `write(grammar, writer)` write a statement, again with its long lists folded when it has
/// more values than the server takes. What locks rows is a write, whatever the intent. Throws what
/// the grammar throws.
template <class Write>
[[nodiscard]] Statement compile(const DialectTraits& traits, std::size_t values, Intent intent,
                                Write write) {
  const Grammar& grammar = Grammar::of(traits.dialect);
  Statement statement;
  statement.intent = intent;
  for (bool again = false;; again = true) {
    sql::Writer out{traits, values};
    if (again) out.fold_lists();
    write(grammar, out);
    if (out.size() <= traits.max_parameters || again) {
      statement.sql = out.take_text();
      statement.bindings = out.take_bindings();
      if (out.locks_rows()) statement.intent = Intent::write;
      return statement;
    }
  }
}

/// A select.
[[nodiscard]] inline Statement compile_select(const ast::Select& select,
                                              const DialectTraits& traits) {
  return compile(traits, select.value_count, Intent::read,
                 [&](const Grammar& grammar, sql::Writer& out) { grammar.select(out, select); });
}

/// The session's traits, for which it may have to connect. Before it does, `attempt(traits)` is
/// called with those of the driver's family, so that mistakes are told without a server.
template <class Attempt>
[[nodiscard]] DialectTraits traits_of(Session& session, Attempt attempt) {
  if (const DialectTraits* const known = session.known_traits()) return *known;
  if (const auto family = session.dialect_family()) {
    try {
      static_cast<void>(attempt(DialectTraits::of(*family)));
    } catch (const Error& error) {
      // MariaDB knows what MySQL does not, and the server may be either.
      if (error.code() != Errc::unsupported || *family != Dialect::mysql) throw;
    }
  }
  return session.traits();
}

/// What `make(traits)` gives for the session, and as above before it connects.
template <class Make>
[[nodiscard]] auto compiled_for(Session& session, Make make) {
  return make(traits_of(session, make));
}

}  // namespace zin::query
