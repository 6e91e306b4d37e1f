// An operation's life: it starts, waits, goes on and ends; and what a connection says of itself.
// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <poll.h>

#include <array>
#include <utility>

#include "capabilities.hpp"
#include "fork_count.hpp"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::postgres {

Connection::Connection(const plugin::Options& given)
    : options_(read_options(given)), cursor_(*this), forks_(fork_count()) {}

Connection::~Connection() {
  task_.reset();
  outcome_.reset();
  if (forked()) wire_.abandon();
}

bool Connection::forked() const noexcept {
  return forks_ != forks_seen.load(std::memory_order_relaxed);
}

bool Connection::in_transaction() const noexcept {
  const PGTransactionStatusType status = PQtransactionStatus(wire_.get());
  if (status == PQTRANS_ACTIVE) return was_in_transaction_;
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

std::uint32_t Connection::state() const noexcept {
  if (!connected_ || forked() || !wire_.alive()) return 0;
  std::uint32_t state = ZIN_CONN_USABLE;
  if (in_transaction()) state |= ZIN_CONN_IN_TXN;
  if (PQtransactionStatus(wire_.get()) == PQTRANS_INERROR) state |= ZIN_CONN_TXN_FAILED;
  if (!task_.empty() || cursor_.state != Cursor::State::closed || load_) state |= ZIN_CONN_BUSY;
  if (draining_) state |= ZIN_CONN_DRAINING;
  if (changed_) state |= ZIN_CONN_CHANGED;
  return state;
}

zin_status Connection::check() noexcept {
  if (!connected_ || forked() || !wire_.alive()) return ZIN_E_CONN_LOST;
  if (!task_.empty() || draining_) return ZIN_OK;  // its results tell
  // Notices, notifications and the news of a shutdown may have come; an end only comes last.
  for (int round = 0; round < 64; ++round) {
    pollfd socket{PQsocket(wire_.get()), POLLIN, 0};
    if (::poll(&socket, 1, 0) <= 0) return ZIN_OK;
    if (PQconsumeInput(wire_.get()) == 0) return ZIN_E_CONN_LOST;
    static_cast<void>(PQisBusy(wire_.get()));  // reads what has arrived
    if (!wire_.alive()) return ZIN_E_CONN_LOST;
  }
  return ZIN_OK;
}

zin_conn_info Connection::info() const {
  if (!connected_) throw plugin::misuse("the connection is not open");
  zin_conn_info info{};
  // 15.4 is 150004: major * 10000 + minor, which the ABI counts in hundreds.
  const int version = wire_.get() == nullptr ? 0 : PQserverVersion(wire_.get());
  info.server_version = static_cast<std::uint32_t>(
      version >= 100000 ? version / 10000 * 10000 + version % 10000 * 100 : version);
  info.capabilities = capabilities;
  info.dialect = plugin::str("postgres");
  info.server_name = plugin::str("PostgreSQL");
  info.server_version_text = plugin::str(server_version_);
  info.server_conn_id =
      wire_.get() == nullptr ? 0 : static_cast<std::uint64_t>(PQbackendPID(wire_.get()));
  info.max_sql_bytes = 0x3FFFFFFF;  // MaxAllocSize, src/include/utils/memutils.h
  info.max_value_bytes = 0x3FFFFFFF;
  info.max_request_bytes = 0x3FFFFFFF;
  info.max_params = max_parameters();
  return info;
}

bool Connection::detail(std::uint32_t index, zin_kv& out) const noexcept {
  const ErrorDetails& details = wire_.details;
  const std::array<std::pair<std::string_view, std::string_view>, 5> all = {
      {{"constraint", details.constraint},
       {"table", details.table},
       {"column", details.column},
       {"detail", details.detail},
       {"hint", details.hint}}};
  for (const auto& [key, value] : all) {
    if (value.empty()) continue;
    if (index-- == 0) {
      out = {plugin::str(key), plugin::str(value)};
      return true;
    }
  }
  return false;
}

void Connection::cancel(std::uint64_t token, std::int64_t deadline_ns) {
  if (forked()) return;
  if (wire_.canceller().request(token, deadline_ns)) return;
  throw plugin::Failure(ZIN_E_TIMEOUT, ZIN_CAT_TIMEOUT,
                        "the server has not yet answered the cancel; it goes on trying");
}

zin_status Connection::start(const plugin::Operation& op, Needs needs, zin_wait* wait,
                             Task<zin_status> operation) {
  if (forked()) {
    throw plugin::Failure(ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION,
                          "the connection belongs to the parent of this process: open another one");
  }
  if (!task_.empty()) throw plugin::misuse("an operation is in flight: step it to its end first");
  if (needs == Needs::unconnected) {
    if (connected_) throw plugin::misuse("the connection is open already");
  } else {
    if (!connected_) throw plugin::misuse("the connection is not open: connect it first");
    if (!wire_.alive()) {
      // It was given up behind rows that had come in time: this is the answer to that.
      if (needs == Needs::cursor && wire_.canceller().reason() != EndReason::none) {
        wire_.set_stands_alone(cursor_.stands_alone);
        throw wire_.given_up();
      }
      throw connection_lost("the connection was lost before", false);
    }
    if (needs == Needs::idle && cursor_.state != Cursor::State::closed)
      throw plugin::misuse("a result is open on this connection: close it first");
    if (needs == Needs::idle && load_)
      throw plugin::misuse("a bulk load is open on this connection: end it first");
    if (needs == Needs::load && !load_) throw plugin::misuse("no bulk load is open");
  }
  if (op.has_deadline() && plugin::now_ns() >= op.deadline_ns()) {
    plugin::Failure failure(ZIN_E_TIMEOUT, ZIN_CAT_TIMEOUT,
                            "the deadline had passed before anything was sent");
    failure.sqlstate = "57014";
    throw failure;
  }
  opening_ = needs == Needs::idle;
  wire_.begin(op);
  wire_.canceller().begin(op.token());
  task_ = std::move(operation);
  task_.start();
  return finish(wait);
}

zin_status Connection::step(std::uint64_t token, std::uint32_t ready, zin_wait* wait) {
  if (task_.empty() || token != wire_.op().token())
    throw plugin::misuse("no operation with this token is in flight");
  if (forked())
    throw plugin::Failure(ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION,
                          "the connection belongs to the parent of this process");
  wire_.resume(ready);
  wire_.run_waiting();
  return finish(wait);
}

zin_status Connection::finish(zin_wait* wait) {
  Canceller& canceller = wire_.canceller();
  if (!task_.done()) {
    wire_.describe(wait);
    return ZIN_PENDING;
  }
  // Nothing else is sent, and the operation does not end, while a cancel is on its way.
  const bool live = wire_.alive();
  if (outcome_.empty() && live && (canceller.sent() || !canceller.try_end())) [[unlikely]] {
    outcome_ = std::move(task_);
    task_ = Task<zin_status>();
    task_ = settle();
    task_.start();
    if (!task_.done()) {
      wire_.describe(wait);
      return ZIN_PENDING;
    }
  }
  if (!outcome_.empty() || !live) canceller.end();
  // A stream goes on between its fetches, and may be cancelled there.
  if (wire_.alive() && server_goes_on()) canceller.begin(wire_.op().token());
  Task<zin_status> ended = std::move(outcome_.empty() ? task_ : outcome_);
  task_.reset();
  outcome_.reset();
  try {
    return ended.take();
  } catch (const plugin::Failure&) {
    if (opening_ && cursor_.state != Cursor::State::closed) close_cursor();
    throw;
  } catch (...) {
    // Out of memory somewhere between two messages: the session can no longer be followed.
    wire_.kill();
    if (opening_ && cursor_.state != Cursor::State::closed) close_cursor();
    throw;
  }
}

bool Connection::server_goes_on() const noexcept {
  if (load_) return true;
  if (cursor_.state == Cursor::State::closed) return false;
  if (cursor_.is_batch) return !batch_.over;
  return !has_rows_in_memory() && !cursor_.stream_over;
}

Task<zin_status> Connection::settle() {
  try {
    while (wire_.canceller().in_flight()) co_await wire_.cancel_returned();
    // The request may be with the server's process but not seen yet: an empty statement takes the
    // blow instead of the next one.
    if (!server_goes_on() && !draining_ && PQtransactionStatus(wire_.get()) != PQTRANS_ACTIVE) {
      wire_.set_ending(Wire::Ending::never);
      wire_.sent(PQsendQuery(wire_.get(), ""));
      for (Result result;;) {
        while (!wire_.take(result)) co_await wire_.more();
        if (!result) break;
      }
    }
  } catch (const plugin::Failure&) {
    // The operation's own answer stands; the connection says for itself that it is dead.
    if (PQtransactionStatus(wire_.get()) == PQTRANS_ACTIVE) wire_.kill();
  }
  co_return ZIN_OK;
}

plugin::Failure Connection::failed(const PGresult* result, std::string_view sql) {
  plugin::Failure failure = wire_.ended_early(
      server_failure(result, {.sql = sql, .in_transaction = was_in_transaction_}, wire_.details));
  // libpq makes up a result of its own, without the state that every server sends, when the
  // connection breaks or what comes makes no sense. It may call such a connection alive, though
  // nobody knows any more which answer belongs to what.
  const bool made_up = PQresultStatus(result) == PGRES_FATAL_ERROR &&
                       PQresultErrorField(result, PG_DIAG_SQLSTATE) == nullptr;
  if ((made_up || !wire_.alive()) && failure.status != ZIN_E_CONN_LOST)
    failure = connection_lost(std::move(failure.message), false);
  // Even the server's last words do not tell whether it had come to a commit.
  if (failure.status == ZIN_E_CONN_LOST && wire_.stands_alone())
    failure.flags |= ZIN_ERRF_MAYBE_APPLIED;
  return failure;
}

void Connection::throw_failure(plugin::Failure failure) {
  if (failure.status == ZIN_E_CONN_LOST) wire_.kill();
  throw std::move(failure);
}

void Connection::on_notice(void*, const PGresult* notice) {
  const char* const severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
  const std::string_view word = severity == nullptr ? "" : severity;
  const std::int32_t level = word == "WARNING"                    ? ZIN_LOG_WARN
                             : word == "NOTICE" || word == "INFO" ? ZIN_LOG_INFO
                             : word == "FATAL" || word == "PANIC" ? ZIN_LOG_ERROR
                                                                  : ZIN_LOG_DEBUG;
  if (!plugin::logs(level)) return;
  const char* const primary = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
  const std::string text = primary == nullptr ? trimmed(PQresultErrorMessage(notice)) : primary;
  plugin::log(level, "postgres", text);
}

void Connection::close_cursor() noexcept {
  Cursor& cursor = cursor_;
  const bool unread = server_goes_on();
  const bool copying = cursor.state == Cursor::State::copying;
  const bool writes = cursor.statement != nullptr && cursor.statement->verb == Verb::write;
  if (cursor.statement != nullptr) {
    cursor.statement->cursor_open = false;
    if (cursor.statement == &unnamed_) unnamed_.sql.clear();
  }
  cursor.state = Cursor::State::closed;
  cursor.results.clear();
  cursor.failure.reset();
  cursor.statement = nullptr;
  if (!unread || !wire_.alive() || forked()) return;
  draining_ = true;
  // Stopping the server would undo what a statement writes, and fail its transaction.
  may_cancel_drain_ = !cursor.is_batch && !was_in_transaction_ &&
                      (copying || ((cursor.flags & ZIN_EXEC_READONLY) != 0 && !writes));
}

void Connection::drop(Statement& statement) noexcept {
  try {
    if (statement.on_server && wire_.alive() && !forked())
      deallocations_.emplace_back(statement.name());
  } catch (const std::bad_alloc&) {
    // The server keeps it until the session ends or is reset.
  }
  const std::size_t slot = statement.slot;
  std::swap(statements_[slot], statements_.back());
  statements_[slot]->slot = slot;
  statements_.pop_back();
}

}  // namespace zin::postgres
