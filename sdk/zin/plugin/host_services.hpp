// What the host offers a plugin: its clock, its log, its configuration.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "zin/abi/driver.h"
#include "zin/abi/ext_clock.h"
#include "zin/plugin/text_view.hpp"

namespace zin::plugin {

/// The host that loaded this plugin; set once by the entry, alive until the process exits.
inline constinit const zin_host* loaded_by = nullptr;

/// Now, on the clock of every time point in the ABI. [thread-safe]
[[nodiscard]] inline std::int64_t now_ns() noexcept {
  if (ZIN_HAS(loaded_by, zin_host, now_ns) && loaded_by->now_ns != nullptr)
    return loaded_by->now_ns(loaded_by->ctx);
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// The host's clock that costs next to nothing; nullptr when it has none. Asked for once.
/// [thread-safe]
[[nodiscard]] inline const zin_clock* cheap_clock() noexcept {
  static const zin_clock* const clock = []() -> const zin_clock* {
    if (!ZIN_HAS(loaded_by, zin_host, get_extension) || loaded_by->get_extension == nullptr)
      return nullptr;
    const auto* const given =
        static_cast<const zin_clock*>(loaded_by->get_extension(loaded_by->ctx, str(ZIN_EXT_CLOCK)));
    return ZIN_HAS(given, zin_clock, coarse_ns) && given->coarse_ns != nullptr ? given : nullptr;
  }();
  return clock;
}

/// Whether the host wants messages of this level at all: ask before formatting one. [thread-safe]
[[nodiscard]] inline bool logs(std::int32_t level) noexcept {
  return ZIN_HAS(loaded_by, zin_host, log) && loaded_by->log != nullptr &&
         level >= loaded_by->log_level;
}

/// Hands one line to the host's log; lost when the host does not want it. [thread-safe]
inline void log(std::int32_t level, std::string_view component, std::string_view message) noexcept {
  if (logs(level)) loaded_by->log(loaded_by->ctx, level, str(component), str(message));
}

/// A setting that the host allows this plugin to see, empty when it is not set. [thread-safe]
[[nodiscard]] inline std::string_view config(std::string_view key) noexcept {
  if (!ZIN_HAS(loaded_by, zin_host, get_config) || loaded_by->get_config == nullptr) return {};
  return view(loaded_by->get_config(loaded_by->ctx, str(key)));
}

/// Asks the host to step the operation with this token again (ZIN_WAIT_WAKE). [thread-safe]
inline void wake(std::uint64_t token) noexcept {
  if (ZIN_HAS(loaded_by, zin_host, wake) && loaded_by->wake != nullptr)
    loaded_by->wake(loaded_by->ctx, token);
}

}  // namespace zin::plugin
