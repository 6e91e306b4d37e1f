// Query listeners, the query log and the slow-query log of one database.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "zin/config/database_config.hpp"
#include "zin/runtime/query_event.hpp"

namespace zin::runtime {

/// [thread-safe]
class Observer {
 public:
  Observer(std::string connection, std::string driver, const LogSettings& log);

  void before_query(QueryListener listener);
  void after_query(QueryListener listener);

  /// Whether anybody wants to know: one relaxed load, asked for each statement.
  [[nodiscard]] bool listens() const noexcept { return listens_.load(std::memory_order_relaxed); }

  /// Completes `event` with the names, tells the listeners and writes the logs. finished() takes
  /// the duration, rows and error from the event.
  void starting(QueryEvent& event) const;
  void finished(const QueryEvent& event) const;

 private:
  using Listeners = std::vector<QueryListener>;
  void add(std::shared_ptr<const Listeners>& list, QueryListener listener);
  [[nodiscard]] std::shared_ptr<const Listeners> snapshot(
      const std::shared_ptr<const Listeners>& list) const;
  void write_log(const QueryEvent& event) const;

  std::string connection_;
  std::string driver_;
  LogSettings log_;
  std::atomic<bool> listens_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Listeners> before_;
  std::shared_ptr<const Listeners> after_;
};

/// Who is told of the statements of a connection, and where these run. All of it must outlive the
/// connection.
struct Observation {
  const Observer* observer = nullptr;
  std::string_view host{};
  Role role = Role::primary;
};

}  // namespace zin::runtime
