// Keeping statements with their values in them.
// SPDX-License-Identifier: MIT
#include "zin/migrate/pretend_session.hpp"

#include <fmt/format.h>

#include "zin/base/error.hpp"
#include "zin/sql/lexer.hpp"

namespace zin::migrate {

using detail::Call;

namespace {

// Each placeholder gives way to its value; `??` becomes what it stands for.
std::string with_values(std::string_view sql, std::span<const Value> values, Dialect dialect) {
  std::string out;
  std::size_t next = 0;
  for (std::size_t at = 0; at < sql.size();) {
    if (const std::size_t end = sql::skip_opaque(sql, at, dialect); end != at) {
      out.append(sql, at, end - at);
      at = end;
      continue;
    }
    if (sql[at] == '?' && at + 1 < sql.size() && sql[at + 1] == '?') {
      out += '?';
      at += 2;
      continue;
    }
    const bool numbered = dialect == Dialect::postgres && sql[at] == '$' && at + 1 < sql.size() &&
                          sql[at + 1] >= '0' && sql[at + 1] <= '9';
    if ((sql[at] == '?' || numbered) && next < values.size()) {
      out += values[next++].to_string();
      ++at;
      while (numbered && at < sql.size() && sql[at] >= '0' && sql[at] <= '9') ++at;
      continue;
    }
    out += sql[at++];
  }
  return out;
}

}  // namespace

void PretendSession::keep(const Call& call) {
  statements_.push_back(with_values(call.sql, call.bindings, dialect()));
}

Rows PretendSession::run_select(const Call& call) {
  if (call.intent == Intent::write) {
    keep(call);
    return running_ ? select_on(next(), call) : Rows{};
  }
  if (running_) return select_on(next(), call);
  try {
    return select_on(next(), call);
  } catch (const Error& failure) {
    if (failure.code() != Errc::undefined_table && failure.code() != Errc::undefined_column) throw;
    return {};
  }
}

RowStream PretendSession::run_stream(const Call& call) {
  if (call.intent == Intent::read) return ForwardingSession::run_stream(call);
  throw Error(Errc::unsupported,
              "a statement that writes is not streamed in a migration; run it by execute()");
}

ExecuteResult PretendSession::run_execute(const Call& call) {
  keep(call);
  return running_ ? execute_on(next(), call) : ExecuteResult{};
}

std::uint64_t PretendSession::bulk_insert(const detail::BulkInsert& bulk, Where where) {
  statements_.push_back(fmt::format("-- {} rows into {}", bulk.rows, bulk.table));
  return running_ ? insert_on(next(), bulk, where) : bulk.rows;
}

void PretendSession::run_transaction(const detail::TransactionBody& body, const TransactionOptions&,
                                     Where) {
  body(*this);
}

}  // namespace zin::migrate
