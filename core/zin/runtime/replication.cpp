// The questions about replication, by dialect.
// SPDX-License-Identifier: MIT
#include "zin/runtime/replication.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "zin/loop/pause.hpp"

namespace zin::runtime {

using detail::Call;
using std::chrono::milliseconds;

namespace {

Rows ask(Connection& connection, std::string_view sql, std::span<const Value> bindings,
         const Call& call) {
  return connection.select({.sql = sql,
                            .bindings = bindings,
                            .intent = Intent::read,
                            .where = call.where,
                            .deadline = call.deadline});
}

Rows ask(Connection& connection, std::string_view sql, Deadline deadline) {
  return ask(connection, sql, {}, {.sql = {}, .bindings = {}, .deadline = deadline});
}

// Without a receiver, what was replayed may be all that came and still be old.
constexpr std::string_view postgres_state = R"sql(select
  (case when not pg_is_in_recovery() or pg_last_wal_receive_lsn() <= pg_last_wal_replay_lsn() then 0
   else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000 end)::bigint,
  not pg_is_in_recovery() or exists (select from pg_stat_wal_receiver))sql";

ReplicaState state_of_postgres(Connection& connection, Deadline deadline) {
  const Rows rows = ask(connection, postgres_state, deadline);
  const auto lag = rows.front().get<std::optional<std::int64_t>>(0);
  ReplicaState state{.receives = rows.front().get<bool>(1)};
  // Clocks of two machines differ: what is younger than now is not behind.
  if (lag) state.lag = milliseconds{std::max<std::int64_t>(*lag, 0)};
  return state;
}

// MySQL 8.0.22 gave the columns other names.
template <class T>
std::optional<T> column(const Row& row, std::string_view name, std::string_view newer_name) {
  const auto& names = row.names();
  const bool newer = std::ranges::find(names, newer_name) != names.end();
  return row.get<std::optional<T>>(newer ? newer_name : name);
}

ReplicaState state_of_mysql(Connection& connection, Deadline deadline) {
  const bool knows_replicas = connection.dialect() == Dialect::mysql;
  const Rows rows =
      ask(connection, knows_replicas ? "show replica status" : "show slave status", deadline);
  if (rows.empty()) return {.lag = milliseconds{0}};
  const Row& row = rows.front();
  const auto text = [&](std::string_view name, std::string_view newer) {
    return column<std::string>(row, name, newer).value_or("");
  };
  ReplicaState state{.receives = text("Slave_IO_Running", "Replica_IO_Running") == "Yes"};
  if (const auto seconds =
          column<std::int64_t>(row, "Seconds_Behind_Master", "Seconds_Behind_Source")) {
    state.lag = std::chrono::seconds{*seconds};
  } else if (text("Slave_SQL_Running", "Replica_SQL_Running") == "Yes" &&
             text("Master_Log_File", "Source_Log_File") ==
                 text("Relay_Master_Log_File", "Relay_Source_Log_File") &&
             text("Read_Master_Log_Pos", "Read_Source_Log_Pos") ==
                 text("Exec_Master_Log_Pos", "Exec_Source_Log_Pos")) {
    state.lag = milliseconds{0};  // it is not connected, and shows all that it has received
  }
  return state;
}

// The server gives the place where the next record will be written. On a new page that is behind
// the page's header, which no replica reports before the record has come: the end of the last
// record is before it. 24 bytes; 40 on the first page of a segment (xlog_internal.h), of which
// pages of 8 KiB and segments of 16 MiB are the usual.
std::string end_of_last_record(const std::string& lsn) {
  const auto slash = lsn.find('/');
  const auto low = std::stoul(lsn.substr(slash + 1), nullptr, 16);
  constexpr unsigned long page = 8192, segment = 16UL << 20;
  const unsigned long header = low % segment < page ? 40 : 24;
  if (low % page != header) return lsn;
  return fmt::format("{}/{:X}", lsn.substr(0, slash), low - header);
}

WriteToken position_of_mysql(Connection& connection, const Call& call) {
  const Rows rows = ask(
      connection, "select @@global.log_bin, @@global.gtid_mode, @@global.gtid_executed", {}, call);
  const Row& row = rows.front();
  if (row.get<std::int64_t>(0) == 0) return {};
  if (row.get<std::string>(1) != "ON") {
    throw Error(Errc::unsupported,
                "the server replicates without global transaction ids, so that a write has no "
                "place that a replica could wait for; set gtid_mode=ON on the servers, or read "
                "through on_primary()");
  }
  auto set = row.get<std::string>(2);
  std::erase(set, '\n');
  return set.empty() ? WriteToken{} : WriteToken{WriteToken::Kind::mysql, std::move(set)};
}

WriteToken position_of_mariadb(Connection& connection, const Call& call) {
  const Rows rows = ask(connection, "select @@global.log_bin, @@global.gtid_binlog_pos", {}, call);
  auto ids = rows.front().get<std::string>(1);
  if (rows.front().get<std::int64_t>(0) == 0 || ids.empty()) return {};
  return {WriteToken::Kind::mariadb, std::move(ids)};
}

WriteToken::Kind kind_of(Dialect dialect) {
  switch (dialect) {
    case Dialect::postgres:
      return WriteToken::Kind::lsn;
    case Dialect::mariadb:
      return WriteToken::Kind::mariadb;
    case Dialect::mysql:
      return WriteToken::Kind::mysql;
    default:
      return WriteToken::Kind::none;
  }
}

// A server that was promoted replays no more: what it writes itself counts.
constexpr std::string_view postgres_reached =
    "select case when pg_is_in_recovery() then coalesce(pg_last_wal_replay_lsn(), '0/0') "
    "else pg_current_wal_insert_lsn() end >= cast(cast(? as text) as pg_lsn)";

bool await_lsn(Connection& connection, const WriteToken& token, TimePoint until, Clock& clock,
               const Call& call) {
  const std::array<Value, 1> bindings{Value{token.position()}};
  constexpr milliseconds longest{20};
  for (milliseconds pause{1};; pause = std::min(2 * pause, longest)) {
    if (ask(connection, postgres_reached, bindings, call).front().get<bool>(0)) return true;
    const TimePoint next = clock.now() + pause;
    if (next >= until || !detail::pause_until(next, clock)) return false;
  }
}

// The server wakes who waits there.
bool await_gtid(Connection& connection, const WriteToken& token, TimePoint until, Clock& clock,
                const Call& call) {
  const auto left = std::max(until - clock.now(), TimePoint::duration{0});
  const std::array<Value, 2> bindings{Value{token.position()},
                                      Value{std::chrono::duration<double>(left).count()}};
  const std::string_view sql = token.kind() == WriteToken::Kind::mariadb
                                   ? "select master_gtid_wait(?, ?)"
                                   : "select wait_for_executed_gtid_set(?, ?)";
  return ask(connection, sql, bindings, call).front().get<std::optional<std::int64_t>>(0) == 0;
}

}  // namespace

ReplicaState replica_state(Connection& connection, Deadline deadline) {
  if (connection.dialect() == Dialect::postgres) return state_of_postgres(connection, deadline);
  if (speaks_mysql(connection.dialect())) return state_of_mysql(connection, deadline);
  connection.ping(deadline);
  return {};
}

bool refuses_writes(Connection& connection, Deadline deadline) {
  if (connection.dialect() == Dialect::postgres) {
    return ask(connection, "select pg_is_in_recovery()", deadline).front().get<bool>(0);
  }
  if (!speaks_mysql(connection.dialect())) return false;
  return ask(connection, "select @@global.read_only", deadline).front().get<std::int64_t>(0) != 0;
}

WriteToken write_position(Connection& connection, const Call& call) {
  switch (connection.dialect()) {
    case Dialect::postgres:
      return {
          WriteToken::Kind::lsn,
          end_of_last_record(ask(connection, "select pg_current_wal_insert_lsn()::text", {}, call)
                                 .front()
                                 .get<std::string>(0))};
    case Dialect::mysql:
      return position_of_mysql(connection, call);
    case Dialect::mariadb:
      return position_of_mariadb(connection, call);
    default:
      return {};
  }
}

bool await_position(Connection& connection, const WriteToken& token, TimePoint until, Clock& clock,
                    const Call& call) {
  if (token.kind() != kind_of(connection.dialect())) {
    throw Error(Errc::invalid_argument,
                fmt::format("the write token is of another kind of server than this one, which "
                            "speaks {}; pass a token of the same cluster",
                            to_string(connection.dialect())));
  }
  return token.kind() == WriteToken::Kind::lsn ? await_lsn(connection, token, until, clock, call)
                                               : await_gtid(connection, token, until, clock, call);
}

}  // namespace zin::runtime
