// Sessions on the test server, which tests/servers/postgres.py starts.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "../driver_fixture.hpp"

namespace zin::test {

/// A variable of the test server, without its ZIN_TEST_POSTGRES_.
std::string server_value(std::string_view name);

/// Options for the server over TCP, then `more`, which win.
Options server_options(const Options& more = {});

/// A connected session; the test fails when it cannot be. `name` is its application_name.
class Session : public Connection {
 public:
  explicit Session(const Options& more = {});
  /// The process id on the server.
  [[nodiscard]] std::string pid() const { return std::to_string(info().server_conn_id); }
};

/// What the session with this process id runs now, as `observer` sees it: the state, "" when it is
/// gone.
std::string activity_of(Connection& observer, const std::string& pid);

}  // namespace zin::test
