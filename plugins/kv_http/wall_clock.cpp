// Three clocks read at once.
// SPDX-License-Identifier: MIT
#include "wall_clock.hpp"

#include <chrono>

#include "zin/plugin/host_services.hpp"

namespace zin::kv {
namespace {

// How far the host's clock is ahead of the machine's, which runs as evenly.
std::int64_t ahead_ns() noexcept {
  const auto machine = std::chrono::steady_clock::now().time_since_epoch();
  return plugin::now_ns() - std::chrono::duration_cast<std::chrono::nanoseconds>(machine).count();
}

}  // namespace

WallClock::WallClock() noexcept : apart_ns_(ahead_ns()) {}

std::int64_t WallClock::now_ms() const noexcept {
  const auto today = std::chrono::system_clock::now().time_since_epoch();
  const std::int64_t moved_ns = ahead_ns() - apart_ns_;
  return std::chrono::duration_cast<std::chrono::milliseconds>(today +
                                                               std::chrono::nanoseconds(moved_ns))
      .count();
}

}  // namespace zin::kv
