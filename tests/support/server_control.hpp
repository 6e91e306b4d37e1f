// Commands to the servers beside the tests, which tests/servers/run.py has started.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace zin::test {

/// One server, or several that are replicas of each other, and what may be done to them.
/// [thread-safe] [blocks]
class ServerControl {
 public:
  /// `server` is its name to run.py: "postgres", "mariadb_replicated".
  /// Throws std::runtime_error when run.py does not run, or not beside that server.
  explicit ServerControl(std::string_view server);

  /// Returns when it is done; the commands are in that module of tests/servers: tell("promote b").
  /// Throws std::runtime_error with the reason when it cannot be done. One command runs at a time:
  /// another waits for its end, at most some minutes.
  void tell(std::string_view command) const;

  /// What run.py says of the server: setting("PRIMARY_PORT") is ZIN_TEST_<SERVER>_PRIMARY_PORT.
  /// Throws std::runtime_error when it does not.
  [[nodiscard]] std::string setting(std::string_view name) const;

 private:
  std::string prefix_;
  std::string path_;
};

/// A primary, a, and two replicas of it, b and c: tests/servers/replicated.py has their commands.
class ReplicatedServers : public ServerControl {
 public:
  /// Those that run.py has started: postgres_replicated or mariadb_replicated.
  /// Throws std::runtime_error when it has started neither, or both.
  ReplicatedServers();
  using ServerControl::ServerControl;
};

}  // namespace zin::test
