// State, statements, and the ways in.
// SPDX-License-Identifier: MIT
#include "connection.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <utility>

#include "errors.hpp"
#include "fork_count.hpp"
#include "tls_errors.hpp"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/growth.hpp"
#include "zin/plugin/text_view.hpp"

namespace zin::mysql {

Connection::Connection(const plugin::Options& given)
    : options_(read_options(given)), forks_(fork_count()), link_(options_) {}

Connection::~Connection() {
  if (forks_ != fork_count()) {  // a good-bye would end the parent's session
    link_.leave_to_parent();
    for (const auto& statement : statements_) static_cast<void>(statement->release());
    return;
  }
  killer_.reset();
  if (link_.waits()) link_.abort();  // its coroutine uses everything here
  task_.reset();
  link_.close();
  statements_.clear();
  for (MYSQL_STMT* const handle : to_close_) mysql_stmt_close(handle);
}

std::uint32_t Connection::state() const noexcept {
  if (!connected_ || dead_ || !link_.alive()) return 0;
  std::uint32_t state = ZIN_CONN_USABLE;
  if (in_transaction()) state |= ZIN_CONN_IN_TXN;
  if (transaction_lost_) state |= ZIN_CONN_IN_TXN | ZIN_CONN_TXN_FAILED;
  if (pending_ || open_ != nullptr) state |= ZIN_CONN_BUSY;
  if (draining_ != nullptr) state |= ZIN_CONN_DRAINING;
  if (changed_) state |= ZIN_CONN_CHANGED;
  return state;
}

bool Connection::in_transaction() const noexcept {
  return (link_.handle()->server_status & SERVER_STATUS_IN_TRANS) != 0;
}

zin_status Connection::check() noexcept {
  if (!connected_ || dead_ || !link_.alive()) return ZIN_E_CONN_LOST;
  if (open_ != nullptr || draining_ != nullptr) return ZIN_OK;
  pollfd asked{link_.descriptor(), POLLIN | POLLRDHUP, 0};
  if (poll(&asked, 1, 0) <= 0) return ZIN_OK;
  char byte = 0;
  const bool hung_up = (asked.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL)) != 0 ||
                       recv(asked.fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
  // Nobody has asked anything: what a server says by itself is good-bye. Under TLS it may be a
  // session ticket.
  if (!hung_up && link_.encrypted()) return ZIN_OK;
  dead_ = true;
  return ZIN_E_CONN_LOST;
}

void Connection::require_connected() const {
  if (!connected_) throw plugin::misuse("the connection is not open: start_connect comes first");
}

zin_conn_info Connection::info() const {
  require_connected();
  zin_conn_info info{};
  info.server_version = server_.version;
  info.capabilities = capabilities_of(server_);
  info.dialect = plugin::str(dialect_);
  info.server_name = plugin::str(mariadb_connection(link_.handle()) != 0 ? "MariaDB" : "MySQL");
  info.server_version_text = plugin::str(server_version_);
  info.server_conn_id = target_.connection_id;
  info.max_sql_bytes = info.max_value_bytes = info.max_request_bytes = server_.max_packet;
  info.max_params = 65'535;  // the protocol counts them in two bytes
  return info;
}

bool Connection::detail(std::uint32_t index, zin_kv& out) const noexcept {
  const std::array<std::pair<std::string_view, std::string_view>, 3> all = {
      {{"constraint", details_.constraint},
       {"table", details_.table},
       {"column", details_.column}}};
  for (const auto& [key, value] : all) {
    if (value.empty()) continue;
    if (index-- == 0) {
      out = {plugin::str(key), plugin::str(value)};
      return true;
    }
  }
  return false;
}

void Connection::check_free() const {
  if (pending_) throw plugin::misuse("an operation is pending: step it to its end first");
  if (forks_ != fork_count())
    throw plugin::misuse("the connection belongs to the parent process: open one of your own");
  if (dead_ || (connected_ && !link_.alive())) {
    plugin::Failure failure(ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION,
                            "the connection was lost before: close it");
    failure.sqlstate = "08003";
    failure.flags = ZIN_ERRF_RECONNECT;
    throw failure;
  }
}

Statement& Connection::add(std::string_view sql, bool keep) {
  auto statement = std::make_unique<Statement>(*this, sql, keep);
  statement->slot = statements_.size();
  statements_.push_back(std::move(statement));
  return *statements_.back();
}

void Connection::drop(Statement& statement) noexcept {
  if (open_ == &statement) open_ = nullptr;
  if (draining_ == &statement) draining_ = nullptr;
  to_close_.push_back(statement.release());
  const std::size_t slot = statement.slot;
  std::swap(statements_[slot], statements_.back());
  statements_[slot]->slot = slot;
  statements_.pop_back();
}

void Connection::drain_later(Statement& statement) noexcept {
  if (open_ == &statement) open_ = nullptr;
  draining_ = &statement;
}

void Connection::cursor_closed(Statement& statement) noexcept {
  if (open_ == &statement) open_ = nullptr;
  statement.cursor_closed();
}

void Connection::forget_statements() noexcept {
  for (const auto& statement : statements_) statement->set_gone();
}

plugin::Failure Connection::failure(bool sent, const Statement* statement) {
  MYSQL* const mysql = link_.handle();
  const bool of_statement = mysql_errno(mysql) == 0 && statement != nullptr;
  const unsigned number = of_statement ? mysql_stmt_errno(statement->handle()) : mysql_errno(mysql);
  const std::string_view text =
      of_statement ? mysql_stmt_error(statement->handle()) : mysql_error(mysql);
  plugin::Failure out = failure_of(number, mysql_sqlstate(mysql), text);
  details_ = error_details(number, text);
  if (statement != nullptr && out.category == ZIN_CAT_SYNTAX)
    out.position = error_position(text, statement->sql());
  if (number == er_query_interrupted) killed_seen_ = true;
  if (in_transaction()) out.flags &= ~ZIN_ERRF_RETRY_STATEMENT;
  const bool lost = out.status == ZIN_E_CONN_LOST || !link_.alive();
  if (lost) {
    dead_ = true;
    clear_tls_errors();
    out.flags |= ZIN_ERRF_RECONNECT;
    // Whoever could not send has changed nothing, and a server that says why it goes has undone
    // what it was doing.
    const bool answer_lost =
        number == cr_server_lost || number == cr_malformed_packet || number >= 2026;
    if (sent && answer_lost && number < 3000) out.flags |= ZIN_ERRF_MAYBE_APPLIED;
    if (out.status >= ZIN_E_ERROR) out.status = ZIN_E_CONN_LOST;
  }
  if (number != er_query_interrupted && !gave_up_) return out;
  return ended_early(std::move(out));
}

plugin::Failure Connection::ended_early(plugin::Failure out) const {
  const bool timed_out = gate_.kind() == CancelGate::Kind::timed_out ||
                         (gave_up_ && gate_.kind() == CancelGate::Kind::none);
  out.status = timed_out ? ZIN_E_TIMEOUT : ZIN_E_CANCELLED;
  out.category = timed_out ? ZIN_CAT_TIMEOUT : ZIN_CAT_CANCELLED;
  out.sqlstate = "57014";
  out.message = timed_out ? "the deadline passed" : "it was cancelled";
  if (gave_up_) out.message += ", and the server did not answer in time: the connection is closed";
  return out;
}

plugin::Failure Connection::malformed() {
  dead_ = true;
  link_.cut();
  return failure_of(cr_malformed_packet, {}, "the server sent a row that cannot be read");
}

zin_status Connection::start_ping(const plugin::Operation& op, zin_wait* wait) {
  require_connected();
  check_free();
  return operate(op, wait, ping());
}

zin_status Connection::start_reset(std::uint32_t level, const plugin::Operation& op,
                                   zin_wait* wait) {
  require_connected();
  check_free();
  if (level > ZIN_RESET_FULL)
    throw plugin::unsupported("there is no reset of level " + std::to_string(level));
  const bool clean = !in_transaction() && !transaction_lost_ && open_ == nullptr &&
                     draining_ == nullptr && !absorb_ && !gate_.busy();
  if (level == ZIN_RESET_LIGHT && clean) return ZIN_OK;
  return operate(op, wait, reset(level));
}

zin_status Connection::start_prepare(std::string_view sql, zin_stmt** out,
                                     const plugin::Operation& op, zin_wait* wait) {
  require_connected();
  check_free();
  if (open_ != nullptr && open_->cursor().reads())
    throw plugin::misuse("a result is still being read: close its cursor first");
  return operate(op, wait, prepare(sql, out));
}

zin_status Connection::start_exec(const zin_exec& exec, zin_cursor** out,
                                  const plugin::Operation& op, zin_wait* wait) {
  require_connected();
  check_free();
  auto* const statement = static_cast<Statement*>(static_cast<void*>(exec.stmt));
  check_exec(exec, statement);
  if (op.synchronous() && statement != nullptr && exec.nrows <= 1 && !statement->as_text() &&
      settled()) [[likely]]
    return exec_at_once(*statement, exec, out, op);
  return operate(op, wait, this->exec(exec, out));
}

zin_status Connection::start_transact(std::uint32_t verb, std::uint32_t mode, std::string_view name,
                                      const plugin::Operation& op, zin_wait* wait) {
  require_connected();
  check_free();
  if (open_ != nullptr && open_->cursor().reads())
    throw plugin::misuse("a result is still being read: close its cursor first");
  switch (verb) {
    case ZIN_TXN_BEGIN:
      check_begin(mode);
      return operate(op, wait, begin(mode));
    case ZIN_TXN_COMMIT:
      return operate(op, wait, commit());
    case ZIN_TXN_ROLLBACK:
      return operate(op, wait, rollback());
    case ZIN_TXN_SAVEPOINT:
    case ZIN_TXN_RELEASE:
    case ZIN_TXN_ROLLBACK_TO:
      check_savepoint(name);
      return operate(op, wait, savepoint(verb, std::string(name)));
    default:
      throw plugin::unsupported("there is no transaction verb " + std::to_string(verb));
  }
}

}  // namespace zin::mysql
