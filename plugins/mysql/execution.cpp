// Prepares and executes statements.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "connection.hpp"
#include "errors.hpp"
#include "tls_errors.hpp"
#include "waiting.hpp"
#include "zin/plugin/inline_calls.hpp"

namespace zin::mysql {
namespace {

// Beside the rows a request has a header and the types of its columns.
constexpr std::size_t request_overhead = 1024;

plugin::Failure wrong_count(std::uint32_t wanted, std::uint32_t given) {
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_DATA,
                          "the statement takes " + std::to_string(wanted) + " parameters, but " +
                              std::to_string(given) + " were given");
  failure.sqlstate = "07001";
  return failure;
}

plugin::Failure forgotten() {
  plugin::Failure failure(
      ZIN_E_ERROR, ZIN_CAT_NOT_FOUND,
      "the session was reset, or the columns of the result have changed: prepare "
      "the statement again");
  failure.sqlstate = "26000";
  failure.flags = ZIN_ERRF_STMT_GONE;
  return failure;
}

// What plainly writes does so whatever the host takes it for.
bool only_reads(const Statement& statement, const zin_exec& exec) noexcept {
  const Verb verb = statement.verb();
  const bool writes = verb == Verb::insert || verb == Verb::update || verb == Verb::remove;
  return (exec.flags & ZIN_EXEC_READONLY) != 0 && !writes;
}

template <class Handle, class Object>
Handle* handle_of(Object& object) noexcept {
  return static_cast<Handle*>(static_cast<void*>(&object));
}

std::int64_t rows_of(my_ulonglong count) noexcept {
  return count == static_cast<my_ulonglong>(-1) ? 0 : static_cast<std::int64_t>(count);
}

}  // namespace

void Connection::check_exec(const zin_exec& exec, Statement* statement) const {
  if (open_ != nullptr)
    throw plugin::misuse("a result is open: close its cursor before executing again");
  if (statement != nullptr) {
    if (statement->gone()) throw forgotten();
    if (exec.nparams != statement->nparams()) throw wrong_count(statement->nparams(), exec.nparams);
    statement->parameters().check(exec.params, exec.nparams, exec.nrows);
    if (exec.nrows > 1) check_bulk(*statement, exec);
  }
}

void Connection::check_bulk(Statement& statement, const zin_exec& exec) const {
  if (statement.as_text() || statement.verb() == Verb::read)
    throw plugin::unsupported("this statement takes one row of parameters at a time");
  const bool may_be_half = in_transaction() || (exec.flags & ZIN_EXEC_PARTIAL) != 0;
  if (may_be_half) return;
  if (statement.verb() != Verb::insert)
    throw plugin::unsupported(
        "outside a transaction the server keeps the rows before a failing one: begin a "
        "transaction");
  if (takes_arrays() && rows_that_fit(exec, 0) < exec.nrows)
    throw plugin::unsupported(
        "the rows need more than one request of max_allowed_packet bytes, and would not be stored "
        "all or none: begin a transaction");
}

bool Connection::takes_arrays() const noexcept {
  return (capabilities_of(server_) & ZIN_CAP_BULK) != 0;
}

std::size_t Connection::rows_that_fit(const zin_exec& exec, std::size_t first) const noexcept {
  const std::size_t room =
      server_.max_packet > 2 * request_overhead ? server_.max_packet - request_overhead : 1;
  std::size_t bytes = 2 * std::size_t{exec.nparams};
  std::size_t rows = 0;
  while (first + rows < exec.nrows) {
    bytes += Parameters::size_of(exec.params + (first + rows) * exec.nparams, exec.nparams);
    if (bytes > room && rows != 0) break;
    ++rows;
  }
  return rows;
}

void Connection::refuse_in_lost_transaction(Verb verb) {
  if (!transaction_lost_ || verb == Verb::rollback) return;
  if (verb == Verb::commit) {
    transaction_lost_ = false;
    throw plugin::Failure(ZIN_E_TXN_ROLLED_BACK, ZIN_CAT_UNKNOWN,
                          "the server had rolled the transaction back: nothing of it was stored");
  }
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_UNKNOWN,
                          "the server has rolled the transaction back: end it, and run it again");
  failure.sqlstate = "25P02";
  throw failure;
}

Task<zin_status> Connection::prepare(std::string_view sql, zin_stmt** out) {
  details_ = {};
  co_await settle();
  Statement& statement = add(sql, true);
  std::optional<plugin::Failure> failed;
  try {
    co_await prepare(statement);
  } catch (const plugin::Failure& failure) {
    failed = failure;
  }
  if (failed) {
    drop(statement);
    throw plugin::Failure(*failed);
  }
  *out = handle_of<zin_stmt>(statement);
  co_return ZIN_OK;
}

Task<> Connection::prepare(Statement& statement) {
  PrepareCall call(statement.handle(), statement.sql().data(), statement.sql().size());
  co_await link_.run(call);
  if (call.result == 0) {
    statement.prepared();
    co_return;
  }
  if (mysql_stmt_errno(statement.handle()) != er_unsupported_ps) throw failure(false, &statement);
  statement.not_preparable();
}

Task<zin_status> Connection::exec(zin_exec exec, zin_cursor** out) {
  details_ = {};
  co_await settle();
  auto* statement = static_cast<Statement*>(static_cast<void*>(exec.stmt));
  const bool was_in_transaction = in_transaction();
  std::optional<plugin::Failure> failed;
  bool reads = (exec.flags & ZIN_EXEC_READONLY) != 0;
  try {
    if (statement == nullptr) {
      statement = &add(plugin::view(exec.sql), false);
      co_await prepare(*statement);
      check_exec(exec, statement);
    }
    refuse_in_lost_transaction(statement->verb());
    note_leaving(*statement);
    reads = only_reads(*statement, exec);
    statement->cursor().open(op_.token(), !reads && stands_alone(*statement));
    if (statement->as_text())
      co_await execute_text(*statement);
    else if (exec.nrows > 1 && takes_arrays())
      co_await execute_rows(*statement, exec);
    else if (exec.nrows > 1)
      co_await execute_one_by_one(*statement, exec);
    else
      co_await execute(*statement, exec);
    if (gate_.kind() != CancelGate::Kind::none) co_await heed_cancel(*statement, reads);
  } catch (const plugin::Failure& failure) {
    failed = failure;
  }
  if (failed) {
    if (reads) failed->flags &= ~ZIN_ERRF_MAYBE_APPLIED;
    co_await end_failed(statement, *failed, was_in_transaction);
  }
  if (statement->verb() == Verb::rollback) transaction_lost_ = false;
  note_session();
  open_ = statement;
  *out = handle_of<zin_cursor>(statement->cursor());
  co_return ZIN_OK;
}

Task<> Connection::end_failed(Statement* statement, plugin::Failure failed,
                              bool was_in_transaction) {
  if (statement != nullptr) statement->cursor().close_failed();
  if (was_in_transaction && !dead_ &&
      may_end_transaction(static_cast<unsigned>(failed.native_code)))
    co_await look_for_transaction();
  throw failed;
}

Task<zin_status> Connection::fail_exec(Statement& statement, plugin::Failure failed,
                                       bool was_in_transaction) {
  co_await end_failed(&statement, std::move(failed), was_in_transaction);
  co_return ZIN_OK;
}

Task<zin_status> Connection::finish_cancelled(Statement& statement, zin_exec exec, zin_cursor** out,
                                              bool was_in_transaction) {
  std::optional<plugin::Failure> failed;
  try {
    co_await heed_cancel(statement, only_reads(statement, exec));
  } catch (const plugin::Failure& failure) {
    failed = failure;
  }
  if (failed) co_await end_failed(&statement, *failed, was_in_transaction);
  open_ = &statement;
  *out = handle_of<zin_cursor>(statement.cursor());
  co_return ZIN_OK;
}

void Connection::note_leaving(const Statement& statement) noexcept {
  const Leaves leaves = statement.leaves();
  if (leaves == Leaves::nothing) [[likely]]
    return;
  changed_ = true;
  if (leaves == Leaves::role || (leaves == Leaves::database && options_.database.empty()))
    stays_changed_ = true;
}

// What the server tracks, procedures' doings too.
void Connection::note_session() noexcept {
  if ((link_.handle()->server_status & SERVER_SESSION_STATE_CHANGED) != 0) changed_ = true;
}

// In a transaction, that is undone with it; but DDL and COMMIT end one by themselves.
bool Connection::stands_alone(const Statement& statement) const noexcept {
  switch (statement.verb()) {
    case Verb::read:
    case Verb::rollback:
      return false;
    case Verb::insert:
    case Verb::update:
    case Verb::remove:
      return !in_transaction();
    default:
      return true;
  }
}

bool Connection::settled() const noexcept {
  return draining_ == nullptr && !absorb_ && to_close_.empty() && quiet() && !transaction_lost_;
}

zin_status Connection::exec_at_once(Statement& statement, const zin_exec& exec, zin_cursor** out,
                                    const plugin::Operation& op) {
  op_ = op;
  gave_up_ = false;
  details_.clear();
  const bool was_in_transaction = in_transaction();
  note_late_cancel();
  gate_.open(op.token(), op.deadline_ns());
  pending_ = true;
  try {
    OpPatience patience(*this, op);
    const PatienceScope scope(patience);
    const SigpipeGuard guard(link_.guards_sigpipe());
    if (link_.encrypted()) clear_tls_errors();
    const bool sent = !only_reads(statement, exec) && stands_alone(statement);
    note_leaving(statement);
    statement.cursor().open(op.token(), sent);
    statement.parameters().bind(statement.handle(), exec.params, exec.nparams);
    if (mysql_stmt_execute(statement.handle()) != 0) throw failure(sent, &statement);
    note_session();
    statement.cursor().begin_result_at_once();
  } catch (const plugin::Failure& failed) {
    return operate(op, nullptr, fail_exec(statement, failed, was_in_transaction));
  } catch (...) {
    pending_ = false;
    throw;
  }
  if (gate_.kind() != CancelGate::Kind::none) [[unlikely]]
    return operate(op, nullptr, finish_cancelled(statement, exec, out, was_in_transaction));
  pending_ = false;
  if (!statement.cursor().reads()) {
    gate_.close();
    if (gate_.busy()) gate_.wait();
    note_late_cancel();
  }
  open_ = &statement;
  *out = handle_of<zin_cursor>(statement.cursor());
  return ZIN_OK;
}

Task<> Connection::execute(Statement& statement, const zin_exec& exec) {
  MYSQL_STMT* const handle = statement.handle();
  statement.parameters().bind(handle, exec.params, exec.nparams);
  statement.read_rows_here();
  ExecuteCall call(handle);
  co_await link_.run(call);
  if (call.result != 0) throw failure(stands_alone(statement), &statement);
  co_await statement.cursor().begin_result();
}

Task<> Connection::execute_rows(Statement& statement, const zin_exec& exec) {
  MYSQL_STMT* const handle = statement.handle();
  const bool inserts = statement.verb() == Verb::insert;
  std::int64_t affected = 0;
  std::uint64_t last_id = 0;
  std::uint32_t warnings = 0;
  for (std::size_t first = 0; first < exec.nrows;) {
    const std::size_t rows = rows_that_fit(exec, first);
    statement.parameters().bind_rows(handle, exec.params + first * exec.nparams, exec.nparams,
                                     static_cast<std::uint32_t>(rows));
    ExecuteCall call(handle);
    co_await link_.run(call);
    statement.parameters().end_rows(handle);
    if (call.result != 0) {
      plugin::Failure failed = failure(stands_alone(statement), &statement);
      // One request of an INSERT is undone whole; of other statements the rows before stay.
      if (first != 0 || !inserts) failed.flags |= ZIN_ERRF_PARTIAL;
      throw failed;
    }
    co_await statement.cursor().begin_result();
    affected += statement.cursor().affected();
    if (last_id == 0) last_id = mysql_stmt_insert_id(handle);
    warnings += handle->upsert_status.warning_count;
    first += rows;
  }
  statement.cursor().set_counts(affected, last_id, warnings);
}

Task<> Connection::execute_one_by_one(Statement& statement, const zin_exec& exec) {
  const bool guarded = !in_transaction() && (exec.flags & ZIN_EXEC_PARTIAL) == 0;
  if (guarded) co_await run("start transaction");
  std::optional<plugin::Failure> failed;
  std::int64_t affected = 0;
  std::uint64_t last_id = 0;
  std::uint32_t row = 0;
  zin_exec one = exec;
  one.nrows = 1;
  try {
    for (; row < exec.nrows; ++row) {
      one.params = exec.params + std::size_t{row} * exec.nparams;
      co_await execute(statement, one);
      affected += statement.cursor().affected();
      if (last_id == 0) last_id = mysql_stmt_insert_id(statement.handle());
    }
    if (guarded) co_await run("commit", true);
  } catch (const plugin::Failure& failure) {
    failed = failure;
  }
  if (!failed) {
    statement.cursor().set_counts(affected, last_id, 0);
    co_return;
  }
  if (row < exec.nrows) failed->row_index = row;
  if (guarded && !dead_) {
    const ErrorDetails details = details_;
    co_await run("rollback");
    details_ = details;
  }
  if (!guarded && row != 0) failed->flags |= ZIN_ERRF_PARTIAL;
  throw plugin::Failure(*failed);
}

Task<> Connection::execute_text(Statement& statement) {
  MYSQL* const mysql = link_.handle();
  const bool sent = stands_alone(statement);
  co_await run(statement.sql(), sent);
  const unsigned columns = mysql_field_count(mysql);
  if (columns == 0) {
    statement.cursor().set_counts(rows_of(mysql_affected_rows(mysql)), mysql_insert_id(mysql),
                                  mysql_warning_count(mysql));
  } else {
    StoreCall store(mysql);
    co_await link_.run(store);
    if (store.result == nullptr) throw failure(sent, &statement);
    statement.notice_columns(mysql_fetch_fields(store.result), columns);
    statement.cursor().take_text_rows(store.result);
    mysql_free_result(store.result);
  }
  while (mysql_more_results(mysql) != 0) {
    NextCall next(mysql);
    co_await link_.run(next);
    if (next.result > 0) throw failure(sent, &statement);
    if (next.result < 0) break;
    StoreCall rest(mysql);
    co_await link_.run(rest);
    if (rest.result != nullptr) mysql_free_result(rest.result);
  }
}

}  // namespace zin::mysql
