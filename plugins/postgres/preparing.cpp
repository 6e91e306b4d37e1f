// Prepares a statement and asks what it takes and gives, in one round trip.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include "connection.hpp"

namespace zin::postgres {
namespace {

plugin::Failure empty_statement() {
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_SYNTAX, "the statement is empty");
  failure.sqlstate = "42601";
  failure.position = 0;
  return failure;
}

void check_parameters(std::string_view sql) {
  // Most texts are too short to be looked at.
  const std::uint32_t most = max_parameters();
  if (sql.size() <= std::size_t{most} * 2) return;
  const std::uint64_t greatest = greatest_parameter(sql);
  if (greatest <= most) return;
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_RESOURCE,
                          "the statement has " + std::to_string(greatest) +
                              " parameters, and this libpq takes " + std::to_string(most) +
                              " of a statement at most; give a list as one array (`= any(?)`, "
                              "where_in()), or many rows "
                              "by insert_many()");
  failure.sqlstate = "54023";
  throw failure;
}

}  // namespace

Task<zin_status> Connection::prepare(std::string_view sql, zin_stmt** out) {
  if (!is_idle()) co_await make_idle();
  auto statement = std::make_unique<Statement>(*this);
  statement->set_name(++last_id_);
  co_await describe(*statement, sql);
  statement->slot = statements_.size();
  statements_.push_back(std::move(statement));
  *out = static_cast<zin_stmt*>(static_cast<void*>(statements_.back().get()));
  co_return ZIN_OK;
}

// DEALLOCATE fails when the statement is not there, and would fail a transaction with it: each
// stands alone, outside of transactions.
void Connection::send_deallocations(int& syncs) {
  if (deallocations_.empty() || in_transaction()) return;
  for (const std::string& name : deallocations_) {
    const std::string sql = "deallocate " + name;
    wire_.sent(
        PQsendQueryParams(wire_.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0));
    wire_.sent(PQpipelineSync(wire_.get()));
    ++syncs;
  }
  deallocations_.clear();
}

Task<zin_status> Connection::describe(Statement& statement, std::string_view sql) {
  statement.verb = verb_of(sql);
  statement.changes_session = changes_session(sql);
  if (statement.verb == Verb::none) throw empty_statement();
  if (sql.find('\0') != std::string_view::npos) {
    plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_SYNTAX, "the statement holds a 0 byte");
    failure.sqlstate = "42601";
    failure.position = static_cast<std::int64_t>(sql.find('\0'));
    throw failure;
  }
  check_parameters(sql);
  statement.sql = sql;
  statement.gone = statement.executed = false;
  was_in_transaction_ = in_transaction();
  if (PQenterPipelineMode(wire_.get()) != 1) throw wire_.lost();
  int syncs = 0;
  send_deallocations(syncs);
  const int before = syncs;
  wire_.sent(PQsendPrepare(wire_.get(), statement.name(), statement.sql.c_str(), 0, nullptr));
  wire_.sent(PQsendDescribePrepared(wire_.get(), statement.name()));
  wire_.sent(PQpipelineSync(wire_.get()));
  ++syncs;

  // The answers: of each DEALLOCATE, then of Parse and of Describe.
  std::optional<plugin::Failure> failure;
  Result description;
  int answers = 0;
  for (int seen = 0; seen < syncs;) {
    Result result;
    while (!wire_.take(result)) co_await wire_.more();
    if (!result) continue;  // each command's results end with one
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_PIPELINE_SYNC) {
      ++seen;
    } else if (seen >= before && status == PGRES_COMMAND_OK) {
      if (++answers == 2) description = std::move(result);
    } else if (seen >= before && status == PGRES_FATAL_ERROR && !failure) {
      failure = failed(result.get(), statement.sql);
      if (failure->status == ZIN_E_CONN_LOST) throw_failure(*failure);
    }
  }
  if (PQexitPipelineMode(wire_.get()) != 1) throw wire_.lost();
  if (failure) throw_failure(std::move(*failure));
  if (!description) throw wire_.lost("the server did not describe a statement");
  statement.on_server = true;
  if (std::vector<Oid> unknown = unknown_types(description.get()); !unknown.empty()) {
    co_await learn_types(std::move(unknown));
    // Another query has taken the place of the unnamed statement.
    if (&statement == &unnamed_) co_return co_await describe(statement, sql);
  }
  statement.describe(description.get(), catalog_, ++last_id_);
  co_return ZIN_OK;
}

std::vector<Oid> Connection::unknown_types(const PGresult* description) {
  std::vector<Oid> unknown;
  const auto note = [&](Oid oid) {
    if (catalog_.knows(oid) || std::ranges::find(unknown, oid) != unknown.end()) return;
    unknown.push_back(oid);
  };
  for (int i = 0; i < PQnfields(description); ++i) note(PQftype(description, i));
  for (int i = 0; i < PQnparams(description); ++i) note(PQparamtype(description, i));
  return unknown;
}

Task<zin_status> Connection::learn_types(std::vector<Oid> unknown) {
  while (!unknown.empty()) {
    const Result rows = co_await command(Catalog::query(unknown));
    unknown = catalog_.learn(rows.get(), unknown);
  }
  co_return ZIN_OK;
}

}  // namespace zin::postgres
