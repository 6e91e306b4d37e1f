// Where the statements of a database ran, for tests of applications.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/runtime/query_event.hpp"

namespace zin::testing {

/// Notes each statement of a database from now on, until it is destroyed. [thread-safe]
class ZIN_API RouteLog {
 public:
  struct Entry {
    std::string sql;
    Role role;
    std::string host;  ///< As in QueryEvent.
    bool failed;
  };

  template <class Database>
  explicit RouteLog(Database& database) : RouteLog() {
    database.after_query(listener());
  }
  ~RouteLog();
  RouteLog(const RouteLog&) = delete;
  RouteLog& operator=(const RouteLog&) = delete;

  /// In the order of their ends.
  [[nodiscard]] std::vector<Entry> entries() const;
  void clear();

 private:
  struct State;
  RouteLog();
  [[nodiscard]] QueryListener listener() const;

  std::shared_ptr<State> state_;  // the database keeps its listeners
};

/// Throws std::logic_error, naming what went elsewhere, unless the log has statements and all that
/// did not fail ran on a server of this role, or on this host.
ZIN_API void assert_routed_to(const RouteLog& log, Role role);
ZIN_API void assert_routed_to(const RouteLog& log, std::string_view host);
/// The same of the statements that `run` runs.
template <class Database, class Wanted, std::invocable Run>
void assert_routed_to(Database& database, const Wanted& wanted, Run&& run) {
  const RouteLog log{database};
  std::invoke(run);
  assert_routed_to(log, wanted);
}

}  // namespace zin::testing
