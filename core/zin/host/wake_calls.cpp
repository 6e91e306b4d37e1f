// Which fibers drivers wake, and what they may ask about them.
// SPDX-License-Identifier: MIT
#include "zin/host/wake_calls.hpp"

#include <mutex>
#include <unordered_map>

#include "zin/host/host_api.hpp"

namespace zin::host {
namespace {

struct Waking {
  std::mutex mutex;
  std::unordered_map<std::uint64_t, detail::Fiber*> fibers;
};

// Not destroyed: threads of plugins may call until the process ends.
Waking& waking() {
  static Waking& all = *new Waking;
  return all;
}

void wake(std::uint64_t token) noexcept {
  Waking& all = waking();
  const std::lock_guard lock{all.mutex};
  if (const auto found = all.fibers.find(token); found != all.fibers.end()) found->second->wake();
}

bool is_cancelled(std::uint64_t token) noexcept {
  Waking& all = waking();
  const std::lock_guard lock{all.mutex};
  const auto found = all.fibers.find(token);
  return found != all.fibers.end() && found->second->is_cancelled();
}

}  // namespace

WakeCalls::WakeCalls(std::uint64_t token, detail::Fiber& fiber) : token_(token) {
  static const bool hooked = [] {
    set_reactor_hooks({.wake = wake, .cancel_requested = is_cancelled});
    return true;
  }();
  static_cast<void>(hooked);
  Waking& all = waking();
  const std::lock_guard lock{all.mutex};
  all.fibers.emplace(token_, &fiber);
}

WakeCalls::~WakeCalls() {
  Waking& all = waking();
  const std::lock_guard lock{all.mutex};
  all.fibers.erase(token_);
}

}  // namespace zin::host
