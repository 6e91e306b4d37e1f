// Opens a session with settings that do not depend on the server's, and brings them back.
// SPDX-License-Identifier: MIT
#include <array>
#include <charconv>
#include <limits>
#include <string>

#include "connection.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::mysql {
namespace {

// What does not fit is an error, never another value; dates are days. Neither ANSI_QUOTES nor
// NO_BACKSLASH_ESCAPES: the dialect quotes names with backticks.
constexpr std::string_view strict_modes =
    "STRICT_ALL_TABLES,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
    "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";
constexpr std::int64_t ns_per_ms = 1'000'000;

plugin::Failure unsuitable(const std::string& what) {
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_CONNECTION,
                          "the session is not as it has to be: " + what +
                              "; a proxy or init_connect may have changed it");
  failure.sqlstate = "08004";
  return failure;
}

bool lists(std::string_view modes, std::string_view mode) {
  while (!modes.empty()) {
    const std::size_t end = std::min(modes.find(','), modes.size());
    if (modes.substr(0, end) == mode) return true;
    modes.remove_prefix(std::min(end + 1, modes.size()));
  }
  return false;
}

}  // namespace

zin_status Connection::start_connect(const plugin::Operation& op, zin_wait* wait) {
  check_free();
  if (connected_) throw plugin::misuse("the connection was opened before");
  connecting_ = true;
  connect_until_ns_ = op.deadline_ns();
  if (options_.connect_timeout_ms != 0)
    connect_until_ns_ =
        std::min(connect_until_ns_, plugin::now_ns() + options_.connect_timeout_ms * ns_per_ms);
  gate_.open(0, connect_until_ns_);  // what ends it later than that is a timeout
  return operate(op, wait, connect());
}

Task<zin_status> Connection::connect() {
  try {
    co_await link_.connect(link_.address());
    co_await set_session();
    co_await learn_server();
  } catch (plugin::Failure& failed) {
    dead_ = true;
    connecting_ = false;
    if (!gave_up_) throw;
    const bool cancelled = gate_.kind() == CancelGate::Kind::cancelled;
    plugin::Failure late(cancelled ? ZIN_E_CANCELLED : ZIN_E_TIMEOUT,
                         cancelled ? ZIN_CAT_CANCELLED : ZIN_CAT_TIMEOUT,
                         cancelled ? "connecting was cancelled"
                                   : "the server did not answer in time: check host and port, or "
                                     "raise connect_timeout_ms");
    late.sqlstate = "08001";
    late.native_code = failed.native_code;
    throw late;
  }
  connecting_ = false;
  connected_ = true;
  co_return ZIN_OK;
}

Task<> Connection::set_session() {
  std::string sql = "set names utf8mb4";
  if (!options_.collation.empty()) sql += " collate " + options_.collation;
  const std::string_view modes = options_.sql_mode.empty() ? strict_modes : options_.sql_mode;
  // The server tells when a statement has changed the session, even from inside a procedure.
  sql += ", session_track_state_change = 1";
  ((sql += ", time_zone = '+00:00', autocommit = 1, sql_mode = '") += modes) += "'";
  co_await link_.query(sql);
}

Task<> Connection::learn_server() {
  const std::string sql =
      "select @@sql_mode, @@time_zone, @@character_set_client, @@character_set_results, "
      "@@max_allowed_packet, " +
      std::string(identity_query);
  const auto row = co_await link_.first_row(sql);
  if (row.size() != 6) throw unsuitable("it does not answer the first question");
  if (!lists(row[0], "STRICT_ALL_TABLES") && !lists(row[0], "STRICT_TRANS_TABLES"))
    throw unsuitable("sql_mode is not strict, so that values would be cut silently");
  if (row[1] != "+00:00") throw unsuitable("time_zone is not +00:00");
  if (row[2] != "utf8mb4" || row[3] != "utf8mb4")
    throw unsuitable("the character set is not utf8mb4");

  MYSQL* const mysql = link_.handle();
  server_.mariadb = mariadb_connection(mysql) != 0 && !options_.force_mysql;
  server_.encrypted = link_.encrypted();
  server_.version = static_cast<std::uint32_t>(mysql_get_server_version(mysql));
  std::from_chars(row[4].data(), row[4].data() + row[4].size(), server_.max_packet);
  unsigned long own = 0, extended = 0;
  mariadb_get_infov(mysql, MARIADB_CONNECTION_SERVER_CAPABILITIES, &own);
  mariadb_get_infov(mysql, MARIADB_CONNECTION_EXTENDED_SERVER_CAPABILITIES, &extended);
  constexpr unsigned long bulk_bit =
      static_cast<unsigned long>(MARIADB_CLIENT_STMT_BULK_OPERATIONS >> 32);
  server_.bulk = (own & CLIENT_MYSQL) == 0 && (extended & bulk_bit) != 0;

  const char* const version = mysql_get_server_info(mysql);
  server_version_ = version == nullptr ? "" : version;
  dialect_ = server_.mariadb ? "mariadb" : "mysql";
  target_ = {link_.peer(), row[5], mysql_thread_id(mysql)};
}

Task<zin_status> Connection::ping() {
  co_await settle();
  PingCall call(link_.handle());
  co_await link_.run(call);
  if (call.result == 0) co_return ZIN_OK;
  plugin::Failure failed = failure(false);
  if (failed.status == ZIN_E_ERROR) failed.status = ZIN_E_CONN_LOST;
  dead_ = true;
  throw failed;
}

Task<zin_status> Connection::reset(std::uint32_t level) {
  details_ = {};
  if (open_ != nullptr) {
    Statement& statement = *open_;
    if (statement.cursor().reads()) {
      draining_ = &statement;
    } else {
      statement.cursor().end();
    }
  }
  co_await settle();
  transaction_lost_ = false;
  if (level == ZIN_RESET_LIGHT) {
    if (in_transaction()) co_await run("rollback");
    co_return ZIN_OK;
  }
  if (stays_changed_) {
    dead_ = true;
    throw plugin::Failure(ZIN_E_ERROR, ZIN_CAT_UNKNOWN,
                          "the session's role, or its database where the options name none, was "
                          "changed, which no reset undoes: close the connection");
  }
  // It rolls back, and forgets variables, temporary tables, locks and statements.
  ResetCall call(link_.handle());
  co_await link_.run(call);
  if (call.result != 0) {
    dead_ = true;
    throw failure(false);
  }
  forget_statements();
  co_await set_session();
  if (!options_.database.empty()) {
    const std::string sql = "use " + quoted_name(options_.database);
    co_await run(sql);
  }
  changed_ = false;
  co_return ZIN_OK;
}

Task<> Connection::run(std::string_view sql, bool sent) {
  QueryCall call(link_.handle(), sql.data(), sql.size());
  co_await link_.run(call);
  if (call.result != 0) throw failure(sent);
}

}  // namespace zin::mysql
