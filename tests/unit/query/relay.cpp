// Handing statements on.
// SPDX-License-Identifier: MIT
#include "relay.hpp"

#include <stdexcept>

#include "outcome.hpp"

namespace golden {

zin::Rows Relay::run_select(const zin::detail::Call& call) {
  zin::Rows rows = session_.run({.sql = std::string{call.sql},
                                 .bindings = {call.bindings.begin(), call.bindings.end()},
                                 .intent = call.intent},
                                call.where);
  lines_ = lines_of(rows);
  return rows;
}

zin::RowStream Relay::run_stream(const zin::detail::Call& call) {
  return session_.stream(call.sql, call.bindings, call.where);
}

zin::ExecuteResult Relay::run_execute(const zin::detail::Call& call) {
  return session_.execute(call.sql, call.bindings, call.where);
}

std::uint64_t Relay::bulk_insert(const zin::detail::BulkInsert&, Where) {
  throw std::logic_error("no case inserts in bulk");
}

void Relay::run_transaction(const zin::detail::TransactionBody& body,
                            const zin::TransactionOptions& options, Where where) {
  session_.transaction(
      [&](zin::Session& tx) {
        Relay inner{tx, lines_};
        body(inner);
      },
      options, where);
}

}  // namespace golden
