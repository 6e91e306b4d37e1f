// Where the statements of a database ran, for tests of applications.
// SPDX-License-Identifier: MIT
#include "zin/testing/routes.hpp"

#include <mutex>
#include <stdexcept>
#include <utility>

namespace zin::testing {

struct RouteLog::State {
  std::mutex mutex;
  bool listens = true;
  std::vector<Entry> entries;
};

RouteLog::RouteLog() : state_(std::make_shared<State>()) {}

QueryListener RouteLog::listener() const {
  return [state = state_](const QueryEvent& event) {
    const std::lock_guard lock{state->mutex};
    if (!state->listens) return;
    state->entries.push_back({.sql = std::string{event.sql},
                              .role = event.role,
                              .host = std::string{event.host},
                              .failed = event.error != nullptr});
  };
}

RouteLog::~RouteLog() {
  const std::lock_guard lock{state_->mutex};
  state_->listens = false;
}

std::vector<RouteLog::Entry> RouteLog::entries() const {
  const std::lock_guard lock{state_->mutex};
  return state_->entries;
}

void RouteLog::clear() {
  const std::lock_guard lock{state_->mutex};
  state_->entries.clear();
}

namespace {

template <class Fits>
void check(const RouteLog& log, const std::string& wanted, Fits fits) {
  const auto entries = log.entries();
  if (entries.empty()) {
    throw std::logic_error("no statement ran, and one was to go to " + wanted);
  }
  for (const RouteLog::Entry& entry : entries) {
    if (entry.failed || fits(entry)) continue;
    throw std::logic_error("a statement was to go to " + wanted + " and went to the " +
                           std::string{to_string(entry.role)} + ' ' + entry.host + ": " +
                           entry.sql);
  }
}

}  // namespace

void assert_routed_to(const RouteLog& log, Role role) {
  check(log, "a " + std::string{to_string(role)},
        [role](const RouteLog::Entry& entry) { return entry.role == role; });
}

void assert_routed_to(const RouteLog& log, std::string_view host) {
  check(log, std::string{host},
        [host](const RouteLog::Entry& entry) { return entry.host == host; });
}

}  // namespace zin::testing
