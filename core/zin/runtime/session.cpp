// Session: from the public verbs to one statement on its way down.
// SPDX-License-Identifier: MIT
#include "zin/runtime/session.hpp"

namespace zin {

detail::OpenTransaction::~OpenTransaction() = default;
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

RowStream Session::stream(const Statement& statement, Where where) {
  return run_stream({.sql = statement.sql,
                     .bindings = statement.bindings,
                     .intent = statement.intent,
                     .where = where});
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

detail::Loop& Session::loop_for(detail::Loop& callers) { return callers; }

bool Session::gather(detail::GatheredRead&, detail::Loop&) { return false; }
bool Session::ungather(detail::GatheredRead&) noexcept { return false; }
bool Session::reads_again(const Error&) const noexcept { return false; }
const DialectTraits* Session::known_traits() const noexcept { return nullptr; }
std::optional<Dialect> Session::dialect_family() const noexcept { return std::nullopt; }

std::shared_ptr<const std::atomic<bool>> Session::open_flag() { return nullptr; }

detail::Loop& Session::workers() {
  throw Error(Errc::unsupported, "this session has no threads of its own");
}

std::unique_ptr<detail::OpenTransaction> Session::begin(const TransactionOptions&, Where) {
  throw Error(Errc::unsupported, "this session has no transactions");
}

std::unique_ptr<Session> Session::single_connection(Where) {
  throw Error(Errc::unsupported, "this session has no connections of its own; use its Database");
}

DialectTraits Session::traits() { return DialectTraits::of(dialect()); }

void Session::after_commit(std::function<void()> action) { action(); }

void Session::expect_affected(std::uint64_t) {
  throw Error(Errc::invalid_argument,
              "expect_affected() is about the last write of a transaction; call it on the Session "
              "that transaction() gives to its function");
}

}  // namespace zin
