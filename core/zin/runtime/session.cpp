// Session: from the public verbs to one statement on its way down.
// SPDX-License-Identifier: MIT
#include "zin/runtime/session.hpp"

namespace zin {

Session::~Session() = default;

Rows Session::select(std::string_view sql, Bindings bindings, Where where) {
  return run_select({.sql = sql, .bindings = bindings.values(), .where = where});
}

std::optional<Row> Session::select_one(std::string_view sql, Bindings bindings, Where where) {
  const Rows rows = select(sql, bindings, where);
  if (rows.empty()) return std::nullopt;
  return rows.front();
}

RowStream Session::stream(std::string_view sql, Bindings bindings, Where where) {
  return run_stream({.sql = sql, .bindings = bindings.values(), .where = where});
}

ExecuteResult Session::execute(std::string_view sql, Bindings bindings, Where where) {
  return run_execute(
      {.sql = sql, .bindings = bindings.values(), .intent = Intent::write, .where = where});
}

Rows Session::run(const Statement& statement, Where where) {
  return run_select({.sql = statement.sql,
                     .bindings = statement.bindings,
                     .intent = statement.intent,
                     .where = where});
}

DialectTraits Session::traits() { return DialectTraits::of(dialect()); }

void Session::after_commit(std::function<void()> action) { action(); }

}  // namespace zin
