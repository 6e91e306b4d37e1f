// One server of a database, with the connections to it.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "zin/config/database_config.hpp"
#include "zin/host/driver_handle.hpp"
#include "zin/runtime/gatherer.hpp"
#include "zin/runtime/keeper.hpp"
#include "zin/runtime/outage.hpp"
#include "zin/runtime/pool.hpp"
#include "zin/runtime/role.hpp"

namespace zin::runtime {

/// What all servers of a database share; must outlive them.
struct EndpointContext {
  const std::string& database;  ///< Its name.
  const host::DriverHandle& driver;
  const Observer& observer;
  detail::Workers& workers;
  Clock& clock;
  std::function<void(const Connection&)> opened;  ///< Told of each new connection. Does not throw.
};

/// [thread-safe]
class Endpoint {
 public:
  /// `config` names this server as its host. Opens nothing yet.
  Endpoint(const EndpointContext& context, DatabaseConfig config, Role role);
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  /// "host:port" as configured, several separated by commas; what the driver takes for itself when
  /// nothing is configured is "".
  [[nodiscard]] const std::string& host() const noexcept { return host_; }
  [[nodiscard]] Role role() const noexcept { return role_; }
  [[nodiscard]] Pool& pool() noexcept { return pool_; }
  [[nodiscard]] const Pool& pool() const noexcept { return pool_; }
  /// Replaces every connection of the pool, but for the one that is a database in memory.
  void evict();
  [[nodiscard]] Gatherer& gatherer() noexcept { return gatherer_; }

  /// A connection of its own, beside the pool, which no listener hears of. Throws as
  /// Connection's constructor. [blocks]
  [[nodiscard]] std::unique_ptr<Connection> open_aside(Deadline deadline);

 private:
  [[nodiscard]] std::unique_ptr<Connection> open(Deadline deadline);
  [[nodiscard]] std::unique_ptr<Connection> connect(Deadline deadline,
                                                    const Observer* observer) const;
  [[nodiscard]] std::unique_ptr<Connection> connect_to(const DatabaseConfig& config,
                                                       Deadline deadline,
                                                       const Observer* observer) const;
  [[nodiscard]] std::unique_ptr<Connection> connect_to_first(Deadline deadline,
                                                             const Observer* observer) const;

  const EndpointContext& context_;
  const DatabaseConfig config_;
  const Role role_;
  const std::string host_;
  Outage outage_;
  Pool pool_;
  Gatherer gatherer_{pool_};
  Upkeep upkeep_{pool_};
};

}  // namespace zin::runtime
