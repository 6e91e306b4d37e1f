// Flows of control that have written.
// SPDX-License-Identifier: MIT
#include "zin/runtime/recent_writers.hpp"

#include <mutex>

#include "zin/loop/fiber.hpp"
#include "zin/loop/loop.hpp"

namespace zin::runtime {
namespace {

// Beyond so many, those whose time is over are forgotten before another one is added.
constexpr std::size_t many = 1024;

std::uintptr_t flow_of(const detail::Loop& loop) noexcept {
  return reinterpret_cast<std::uintptr_t>(loop.thread_context());
}

std::uintptr_t caller() noexcept {
  if (const detail::Fiber* const fiber = detail::Fiber::current()) return flow_of(fiber->home());
  // An address that no other thread has while this one lives.
  static thread_local const char mark = 0;
  return reinterpret_cast<std::uintptr_t>(&mark);
}

}  // namespace

void RecentWriters::note() {
  if (span_.count() == 0) return;
  const TimePoint now = clock_.now();
  const std::lock_guard lock{mutex_};
  if (until_.size() >= many) {
    std::erase_if(until_, [now](const auto& entry) { return entry.second <= now; });
  }
  until_[caller()] = now + span_;
}

bool RecentWriters::has_caller() { return span_.count() > 0 && has(caller()); }
bool RecentWriters::has(const detail::Loop& callers) {
  return span_.count() > 0 && has(flow_of(callers));
}

bool RecentWriters::has(std::uintptr_t flow) {
  const std::lock_guard lock{mutex_};
  const auto found = until_.find(flow);
  return found != until_.end() && clock_.now() < found->second;
}

}  // namespace zin::runtime
