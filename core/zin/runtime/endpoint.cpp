// How connections to one server are opened.
// SPDX-License-Identifier: MIT
#include "zin/runtime/endpoint.hpp"

#include <algorithm>

#include "zin/config/hosts.hpp"
#include "zin/runtime/driver_options.hpp"
#include "zin/runtime/replication.hpp"

namespace zin::runtime {
namespace {

using std::chrono::milliseconds;

bool is_in_memory(const DatabaseConfig& config, const host::DriverHandle& driver) {
  return driver.dialect() == "sqlite" && config.database == ":memory:";
}
bool is_in_file(const DatabaseConfig& config, const host::DriverHandle& driver) {
  return driver.dialect() == "sqlite" && !is_in_memory(config, driver);
}

// Each connection to :memory: would be an empty database of its own, and closing it loses it.
PoolSettings pool_settings(const DatabaseConfig& config, const host::DriverHandle& driver) {
  PoolSettings settings = config.pool;
  if (is_in_memory(config, driver)) {
    settings.enabled = true;
    settings.min = settings.max = 1;
    settings.idle_timeout = settings.max_lifetime = milliseconds{0};
  }
  return settings;
}

std::string hosts_of(const DatabaseConfig& config) {
  std::string text;
  for (const config::Host& host : config::primary_hosts(config)) {
    if (!text.empty()) text += ',';
    text += config::to_text(host);
  }
  return text;
}

// What a caller should not have to wait for more than once, where others can do without the server:
// with replicas. Alone, it is worth the wait each time, since it may be back.
std::optional<milliseconds> patience_of(const DatabaseConfig& config) {
  constexpr milliseconds longest{1000};
  if (config.read_hosts.empty()) return std::nullopt;
  const milliseconds all = config.connect_timeout;
  return all.count() == 0 ? longest : std::min(longest, all * 9 / 10);
}

}  // namespace

Endpoint::Endpoint(const EndpointContext& context, DatabaseConfig config, Role role)
    : context_(context),
      config_(std::move(config)),
      role_(role),
      host_(hosts_of(config_)),
      outage_(patience_of(config_), context.clock),
      pool_(
          {.name = context.database,
           .settings = pool_settings(config_, context.driver),
           .connect_timeout = config_.connect_timeout,
           .host = host_,
           .role = role,
           .closes_before_fork = is_in_file(config_, context.driver)},
          [this](Deadline deadline) { return open(deadline); }, context.clock) {}

std::unique_ptr<Connection> Endpoint::connect(Deadline deadline, const Observer* observer) const {
  const bool one = config_.failover_hosts.empty() || context_.driver.takes_option("hosts");
  auto connection =
      one ? connect_to(config_, deadline, observer) : connect_to_first(deadline, observer);
  context_.opened(*connection);
  return connection;
}

std::unique_ptr<Connection> Endpoint::connect_to(const DatabaseConfig& config, Deadline deadline,
                                                 const Observer* observer) const {
  return std::make_unique<Connection>(context_.driver, driver_options(config, context_.driver),
                                      ConnectionSettings{.statement_cache = config_.statement_cache,
                                                         .query_timeout = config_.query_timeout,
                                                         .observation = {observer, host_, role_},
                                                         .workers = &context_.workers},
                                      deadline);
}

// For a driver that knows one host: the first of several that takes writes. Each has its share of
// the time, so that one that is silent leaves some for the others.
std::unique_ptr<Connection> Endpoint::connect_to_first(Deadline deadline,
                                                       const Observer* observer) const {
  const auto hosts = config::primary_hosts(config_);
  std::string failures;
  for (std::size_t at = 0; at < hosts.size(); ++at) {
    DatabaseConfig its = config_;
    its.host = hosts[at].name;
    its.port = hosts[at].port;
    const TimePoint now = std::chrono::steady_clock::now();
    const Deadline share =
        deadline.is_never()
            ? deadline
            : Deadline{(deadline.at() - now) / static_cast<std::int64_t>(hosts.size() - at)};
    failures += failures.empty() ? "" : "; ";
    failures += config::to_text(hosts[at]) + ": ";
    try {
      auto connection = connect_to(its, share, observer);
      if (!refuses_writes(*connection, share)) return connection;
      failures += "it takes no writes";
    } catch (const Error& failure) {
      failures += failure.what();
    }
  }
  throw Error(Errc::connection_failed,
              "none of the hosts of \"" + context_.database + "\" is the primary: " + failures);
}

void Endpoint::evict() {
  if (!is_in_memory(config_, context_.driver)) pool_.evict();
}

std::unique_ptr<Connection> Endpoint::open(Deadline deadline) {
  return outage_.attempt([&] { return connect(deadline, &context_.observer); });
}

std::unique_ptr<Connection> Endpoint::open_aside(Deadline deadline) {
  auto connection = connect(deadline, nullptr);
  outage_.is_over();
  return connection;
}

}  // namespace zin::runtime
