// Executes one statement: its results are read to their end, or stream.
// SPDX-License-Identifier: MIT
#include <optional>
#include <utility>

#include "connection.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::postgres {
namespace {

plugin::Failure wrong_count(std::size_t wanted, std::uint32_t given) {
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_DATA,
                          "the statement takes " + std::to_string(wanted) + " parameters, but " +
                              std::to_string(given) + " were given");
  failure.sqlstate = "07001";
  return failure;
}

plugin::Failure rolled_back() {
  return {ZIN_E_TXN_ROLLED_BACK, ZIN_CAT_UNKNOWN,
          "the transaction had failed before: the server rolled it back"};
}

}  // namespace

bool Connection::is_idle() const noexcept { return !draining_; }

Task<zin_status> Connection::make_idle() {
  Canceller& canceller = wire_.canceller();
  if (!batch_.over) {
    co_await leave_pipeline();
    draining_ = false;
    co_return ZIN_OK;
  }
  if (may_cancel_drain_) {
    // What is left to come may be long; whoever closed its cursor does not want it.
    canceller.begin(0);
    canceller.start(EndReason::closed);
  }
  for (;;) {
    Result result;
    while (!wire_.take(result)) co_await wire_.more();
    if (!result) break;
    if (PQresultStatus(result.get()) == PGRES_COPY_OUT) {
      char* line = nullptr;
      for (int size = 0; (size = PQgetCopyData(wire_.get(), &line, 1)) >= 0;) {
        if (size == 0)
          co_await wire_.more();
        else
          PQfreemem(line);
      }
    }
  }
  draining_ = false;
  if (may_cancel_drain_) {
    while (canceller.in_flight()) co_await wire_.cancel_returned();
    // Takes the blow if the request has come too late for what it was meant for.
    wire_.sent(PQsendQuery(wire_.get(), ""));
    for (Result result;;) {
      while (!wire_.take(result)) co_await wire_.more();
      if (!result) break;
    }
    canceller.begin(0);
    canceller.begin(wire_.op().token());
    may_cancel_drain_ = false;
  }
  co_return ZIN_OK;
}

Task<Result> Connection::command(std::string sql) {
  was_in_transaction_ = in_transaction();
  wire_.sent(PQsendQuery(wire_.get(), sql.c_str()));
  std::optional<plugin::Failure> failure;
  Result last;
  for (;;) {
    Result result;
    while (!wire_.take(result)) co_await wire_.more();
    if (!result) break;
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) {
      failure = failed(result.get(), sql);
      if (failure->status == ZIN_E_CONN_LOST) throw_failure(*failure);
    } else {
      last = std::move(result);
    }
  }
  if (failure) throw plugin::Failure(*failure);
  co_return last;
}

void Connection::check_execution(const Statement& statement, const zin_exec& exec) const {
  if (statement.cursor_open)
    throw plugin::misuse("the statement has an open result: close it before executing again");
  if (statement.gone) {
    plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_NOT_FOUND,
                            "the server no longer has the statement: prepare it again");
    failure.sqlstate = "26000";
    failure.flags = ZIN_ERRF_STMT_GONE;
    throw failure;
  }
  if (exec.nparams != statement.params.size())
    throw wrong_count(statement.params.size(), exec.nparams);
  if (exec.nrows > 1) check_rows(exec.params, exec.nparams, exec.nrows);
}

void Connection::note_execution(const Statement& statement, std::uint32_t flags) {
  was_in_transaction_ = in_transaction();
  if (statement.changes_session) changed_ = true;
  const Verb verb = statement.verb;
  // What plainly writes does so whatever the host takes it for.
  const bool reads = (flags & ZIN_EXEC_READONLY) != 0 && verb != Verb::write;
  wire_.set_stands_alone(!reads && (!was_in_transaction_ || verb == Verb::end),
                         verb == Verb::select || verb == Verb::write);
}

Task<zin_status> Connection::execute(zin_exec exec, zin_cursor** out) {
  if (!is_idle()) co_await make_idle();
  if (exec.stmt == nullptr) co_await describe(unnamed_, plugin::view(exec.sql));
  Statement& statement =
      exec.stmt == nullptr ? unnamed_ : *static_cast<Statement*>(static_cast<void*>(exec.stmt));
  check_execution(statement, exec);
  auto* const handle = static_cast<zin_cursor*>(static_cast<void*>(&cursor_));
  if (exec.nrows > 1) {
    const zin_status status = co_await execute_rows(statement, exec);
    *out = handle;
    co_return status;
  }
  PGconn* const connection = wire_.get();
  bind(statement, exec.params, exec.nparams, encoding(statement));
  note_execution(statement, exec.flags);
  const bool binary = statement.columns.binary();
  wire_.sent(PQsendQueryPrepared(connection, statement.name(), parameters_.size(),
                                 parameters_.values(), parameters_.lengths(), parameters_.formats(),
                                 binary ? 1 : 0));
  const bool stream = (exec.flags & ZIN_EXEC_STREAM) != 0 && statement.columns.size() != 0;
  if (stream) PQsetSingleRowMode(connection);

  std::optional<plugin::Failure> failure;
  for (bool more = true; more;) {
    Result result;
    while (!wire_.take(result)) co_await wire_.more();
    if (!result) break;
    switch (PQresultStatus(result.get())) {
      case PGRES_SINGLE_TUPLE:
        cursor_.open(&statement, exec);
        cursor_.plan(binary);
        cursor_.state = Cursor::State::streaming;
        cursor_.stands_alone = wire_.stands_alone();
        cursor_.batch.add(result.get(), 0, true);
        more = false;
        break;
      case PGRES_TUPLES_OK:
      case PGRES_COMMAND_OK:
        cursor_.open(&statement, exec);
        cursor_.affected = affected_rows(result.get());
        if (statement.verb == Verb::end &&
            std::string_view(PQcmdStatus(result.get())) == "ROLLBACK")
          failure = rolled_back();
        if (PQntuples(result.get()) != 0) {
          cursor_.plan(binary);
          cursor_.state = Cursor::State::buffered;
          cursor_.results.push_back(std::move(result));
        }
        break;
      case PGRES_COPY_OUT: {
        cursor_.open(nullptr, exec);
        const bool bytes = PQbinaryTuples(result.get()) != 0;
        cursor_.own_columns.describe_single("copy", *builtin_type(bytes ? 17 : 25));
        cursor_.plan(true);
        cursor_.state = Cursor::State::copying;
        more = false;
        break;
      }
      case PGRES_COPY_IN:
      case PGRES_COPY_BOTH:
        // The server waits for data; it gets an error instead, and then answers with one.
        failure = plugin::unsupported(
            "COPY FROM STDIN is not executed like other statements: use the bulk load");
        if (PQputCopyEnd(connection, "not by this way") < 0) throw wire_.lost();
        wire_.sent(1);
        break;
      default: {
        plugin::Failure seen = failed(result.get(), statement.sql);
        if (expects_other_types(seen)) note_outdated(statement, seen);
        if ((seen.flags & ZIN_ERRF_STMT_GONE) != 0) {
          statement.gone = true;
          if (seen.sqlstate == "26000") statement.on_server = false;
        }
        // Nothing of the session is left to be read.
        if (seen.status == ZIN_E_CONN_LOST) throw_failure(std::move(seen));
        if (!failure) failure = std::move(seen);
      }
    }
  }
  if (failure) {
    // An error behind the result: the commit of a statement that stands alone failed.
    if (cursor_.state != Cursor::State::closed) close_cursor();
    throw plugin::Failure(*failure);
  }
  statement.executed = true;
  if (settings_changed()) [[unlikely]]
    co_await heed_settings();
  *out = handle;
  co_return ZIN_OK;
}

// The server keeps the types of parameters as they were when it parsed the text, whatever becomes
// of the columns that they are for. One that has worked before is then worth another preparation.
void Connection::note_outdated(Statement& statement, plugin::Failure& failure) const noexcept {
  const bool whole = statement.verb == Verb::select || statement.verb == Verb::write;
  if (!statement.executed || !whole) return;
  statement.gone = true;
  failure.flags |= ZIN_ERRF_STMT_GONE;
  if (in_transaction()) failure.flags |= ZIN_ERRF_RETRY_TXN;
}

void Connection::bind(Statement& statement, const zin_cell* cells, std::uint32_t n,
                      const Encoding& how) {
  try {
    parameters_.bind(statement.params.data(), cells, n, how);
  } catch (plugin::Failure& failure) {
    note_outdated(statement, failure);
    throw;
  }
}

Encoding Connection::encoding(const Statement& statement) const noexcept {
  Encoding how;
  for (const TypeInfo* const type : statement.params) {
    if (type->type != ZIN_T_TIMESTAMPTZ && type->form != Form::array) [[likely]]
      continue;
    how.session_is_utc = session_is_utc();
    break;
  }
  return how;
}

bool Connection::session_is_utc() const noexcept {
  const char* const zone = PQparameterStatus(wire_.get(), "TimeZone");
  const std::string_view name = zone == nullptr ? "" : zone;
  return name == "UTC" || name == "Etc/UTC" || name == "GMT";
}

bool Connection::settings_changed() const noexcept {
  return PQclientEncoding(wire_.get()) != encoding_ || told_kind() != kind_;
}

// Rows are UTF-8 by contract: a session that was told otherwise is told again.
Task<zin_status> Connection::heed_settings() {
  notice_parameters(false);
  if (PQclientEncoding(wire_.get()) == encoding_ || cursor_.state == Cursor::State::streaming ||
      cursor_.state == Cursor::State::copying ||
      PQtransactionStatus(wire_.get()) == PQTRANS_INERROR)
    co_return ZIN_OK;
  plugin::log(ZIN_LOG_WARN, "postgres", "client_encoding was changed; it is set to UTF8 again");
  co_await command("set client_encoding to 'UTF8'");
  notice_parameters(true);
  co_return ZIN_OK;
}

}  // namespace zin::postgres
