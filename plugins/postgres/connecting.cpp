// Connects to the first server that answers and is what is wanted.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <random>

#include "addresses.hpp"
#include "connection.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::postgres {
namespace {

constexpr std::int64_t ns_per_ms = 1'000'000;

// libpq tells the SQLSTATE of a refused connection in its verbose message only:
// "FATAL:  28P01: password authentication failed", then a line about the server's source.
std::string_view sqlstate_in(std::string_view message) {
  for (std::size_t at = message.find(":  "); at != std::string_view::npos;
       at = message.find(":  ", at + 1)) {
    const std::string_view state = message.substr(at + 3, 5);
    const bool valid = state.size() == 5 && std::ranges::all_of(state, [](char c) {
                         return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
                       });
    if (valid && message.substr(at + 8, 2) == ": ") return state;
  }
  return {};
}

plugin::Failure refused(PGconn* connection, bool has_password) {
  std::string message = trimmed(PQerrorMessage(connection));
  if (const std::size_t location = message.find("\nLOCATION:"); location != std::string::npos)
    message.resize(location);
  const std::string state(sqlstate_in(message));
  if (!state.empty()) {
    // The state has a field of its own.
    if (const std::size_t at = message.find(state + ": "); at != std::string::npos)
      message.erase(at, state.size() + 2);
    return failure_of(state, std::move(message));
  }
  if (PQconnectionNeedsPassword(connection) != 0 && !has_password) {
    return failure_of("28P01", message + "; the server asks for a password: give option password");
  }
  plugin::Failure failure(ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, std::move(message));
  failure.sqlstate = "08001";
  failure.flags = ZIN_ERRF_RECONNECT;
  return failure;
}

// The server said no to this user or database: the next host would too.
bool is_final(const plugin::Failure& failure) {
  if (failure.status == ZIN_E_TIMEOUT || failure.status == ZIN_E_CANCELLED) return true;
  return failure.sqlstate != "08001" && failure.sqlstate != "57P03" &&
         failure.sqlstate != "53300" && failure.sqlstate != "08006";
}

/// The wire waits for that descriptor meanwhile.
class Watch {
 public:
  Watch(Wire& wire, int descriptor) noexcept : wire_(wire) { wire_.watch(descriptor); }
  ~Watch() { wire_.watch(-1); }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  Wire& wire_;
};

}  // namespace

Task<zin_status> Connection::connect() {
  wire_.set_ending(Wire::Ending::at_once);
  const std::int64_t start = plugin::now_ns();
  std::int64_t end = wire_.op().deadline_ns();
  if (options_.connect_timeout_ms != 0)
    end = std::min(end, start + options_.connect_timeout_ms * ns_per_ms);
  std::string problems;
  std::vector<Endpoint> endpoints;
  co_await look_up(end, endpoints, problems);
  if (options_.shuffled) {
    std::minstd_rand random(std::random_device{}());
    std::ranges::shuffle(endpoints, random);
  }
  // "prefer" is two rounds: a standby, then whatever there is.
  std::vector<std::string> rounds{options_.target_session_attrs};
  if (rounds.front() == "prefer-standby") rounds = {"standby", "any"};

  auto left = static_cast<std::int64_t>(endpoints.size() * rounds.size());
  std::optional<plugin::Failure> last;
  for (const std::string& attrs : rounds) {
    for (const Endpoint& endpoint : endpoints) {
      // One host that swallows every packet must not take the time of the others.
      const std::int64_t now = plugin::now_ns();
      wire_.set_timer(end == ZIN_NEVER ? ZIN_NEVER : now + (end - now) / left--);
      try {
        co_await try_endpoint(endpoint, attrs);
        last.reset();
        break;
      } catch (plugin::Failure& failure) {
        wire_.kill();
        if (is_final(failure)) throw;
        if (problems.find(failure.message) == std::string::npos) {
          if (!problems.empty()) problems += "; ";
          problems += failure.message;
        }
        last = std::move(failure);
      }
    }
    if (wire_.get() != nullptr) break;
  }
  if (wire_.get() == nullptr) {
    if (!last) {
      last = plugin::Failure(ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION, "");
      last->sqlstate = "08001";
    }
    last->message = problems;
    throw plugin::Failure(*last);
  }
  wire_.set_timer(ZIN_NEVER);
  wire_.established();
  PQsetErrorVerbosity(wire_.get(), PQERRORS_DEFAULT);
  const char* const version = PQparameterStatus(wire_.get(), "server_version");
  server_version_ = version == nullptr ? "" : version;
  encoding_ = PQclientEncoding(wire_.get());
  connected_ = true;
  co_await restore_settings();
  notice_parameters(true);
  co_return ZIN_OK;
}

// Hosts that cannot be found are left out and named in `problems`. The system's resolver may take
// longer than there is time, and nobody else on this thread is to wait for it.
Task<zin_status> Connection::look_up(std::int64_t end_ns, std::vector<Endpoint>& endpoints,
                                     std::string& problems) {
  wire_.set_timer(end_ns);
  for (const Endpoint& endpoint : options_.endpoints) {
    if (add_known(endpoint, endpoints)) continue;
    plugin::LookUp asked(endpoint.host, endpoint.port, 0);
    const Watch watch(wire_, asked.descriptor());
    while (!wire_.is_ready(ZIN_READY_READ) && plugin::now_ns() < end_ns)
      co_await wire_.ready(ZIN_READY_READ);
    plugin::FoundAddresses found;
    const bool answered = wire_.is_ready(ZIN_READY_READ) && asked.answered();
    if (answered) found = asked.take();
    add_addresses(endpoint, found, endpoints);
    if (answered && found.failed == 0) continue;
    if (!problems.empty()) problems += "; ";
    problems += "host \"" + endpoint.host + "\" has no address: " +
                (answered ? ::gai_strerror(found.failed) : "the resolver did not answer in time");
  }
  co_return ZIN_OK;
}

Task<zin_status> Connection::try_endpoint(const Endpoint& endpoint, std::string_view attrs) {
  wire_.adopt(PQconnectStart(conninfo_for(options_, endpoint, attrs).c_str()));
  PGconn* const connection = wire_.get();
  if (connection == nullptr) throw std::bad_alloc();
  PQsetNoticeReceiver(connection, &Connection::on_notice, this);
  PQsetErrorVerbosity(connection, PQERRORS_VERBOSE);
  if (PQstatus(connection) == CONNECTION_BAD) throw refused(connection, options_.has_password);
  const std::int64_t deadline = wire_.timer_ns();
  PostgresPollingStatusType wanted = PGRES_POLLING_WRITING;
  while (wanted == PGRES_POLLING_READING || wanted == PGRES_POLLING_WRITING) {
    const std::uint32_t events = wanted == PGRES_POLLING_READING ? ZIN_READY_READ : ZIN_READY_WRITE;
    co_await wire_.ready(events);
    if (plugin::now_ns() >= deadline && !wire_.is_ready(events)) {
      plugin::Failure failure(
          ZIN_E_CONN_LOST, ZIN_CAT_CONNECTION,
          "no answer from " + endpoint.host + " port " + endpoint.port + " in time");
      failure.sqlstate = "08001";
      failure.flags = ZIN_ERRF_RECONNECT;
      throw failure;
    }
    // A spurious step is harmless: libpq looks for itself.
    if (!wire_.is_ready(events)) continue;
    wanted = PQconnectPoll(connection);
    wire_.socket_changed();
  }
  if (wanted == PGRES_POLLING_FAILED) throw refused(connection, options_.has_password);
  co_return ZIN_OK;
}

// PGTZ and PGDATESTYLE, which libpq sends on its own, would have the last word otherwise.
Task<zin_status> Connection::restore_settings() {
  const auto differs = [this](const char* name, std::string_view wanted) {
    const char* const value = PQparameterStatus(wire_.get(), name);
    return value != nullptr && std::string_view(value) != wanted;
  };
  std::string sql;
  if (differs("DateStyle", "ISO, MDY")) sql += "set DateStyle to 'ISO, MDY';";
  if (differs("IntervalStyle", "postgres")) sql += "set IntervalStyle to 'postgres';";
  if (differs("client_encoding", "UTF8")) sql += "set client_encoding to 'UTF8';";
  if (differs("TimeZone", options_.timezone)) {
    sql += "set TimeZone to '";
    for (const char c : options_.timezone) {
      if (c == '\'') sql += c;
      sql += c;
    }
    sql += "';";
  }
  if (!sql.empty()) co_await command(std::move(sql));
  co_return ZIN_OK;
}

// Whether the server is a standby, and whether it only reads, as far as it has told: "on" or "off".
std::uint32_t Connection::told_kind() const noexcept {
  const auto letter = [this](const char* name) -> std::uint32_t {
    const char* const value = PQparameterStatus(wire_.get(), name);
    return value == nullptr || value[0] == '\0' ? 0 : static_cast<unsigned char>(value[1]);
  };
  return letter("in_hot_standby") << 8 | letter("default_transaction_read_only");
}

void Connection::notice_parameters(bool first) {
  kind_ = told_kind();
  std::string now;
  for (const char* const name : {"in_hot_standby", "default_transaction_read_only",
                                 "standard_conforming_strings", "client_encoding"}) {
    const char* const value = PQparameterStatus(wire_.get(), name);
    if (value == nullptr) continue;
    if (!now.empty()) now += ", ";
    now += name;
    now += '=';
    now += value;
  }
  if (!first && now != last_parameters_ && plugin::logs(ZIN_LOG_WARN))
    plugin::log(ZIN_LOG_WARN, "postgres", "the server has changed its settings: " + now);
  last_parameters_ = std::move(now);
}

}  // namespace zin::postgres
