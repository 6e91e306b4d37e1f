// The services that a plugin may call: log, clock, configuration, wake.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "zin/abi/driver.h"
#include "zin/base/clock.hpp"

namespace zin::host {

/// The one table that every plugin is given. Constant once made; lives until the process ends. Its
/// functions never throw. Its log_level is the one that was set when the first plugin was loaded.
/// [thread-safe]
[[nodiscard]] const zin_host* host_api() noexcept;

/// Answers get_config: the value of an allow-listed name, or nothing. Called from any thread.
/// Exceptions count as nothing.
using ConfigLookup = std::function<std::optional<std::string>(std::string_view key)>;
/// Replaces what get_config answers; an empty function (the default) answers nothing. Each distinct
/// value that a plugin was given is kept until the process ends. [thread-safe]
void set_config_lookup(ConfigLookup lookup);

/// What a reactor does for plugins. Functions that are NULL do nothing and answer 0. [thread-safe]
struct ReactorHooks {
  void (*wake)(std::uint64_t token) noexcept = nullptr;
  bool (*cancel_requested)(std::uint64_t token) noexcept = nullptr;
};
void set_reactor_hooks(ReactorHooks hooks) noexcept;

/// From now on plugins are told the time of `clock`, which must live until the process ends;
/// nullptr: the machine's. For tests. [thread-safe]
void set_clock(Clock* clock) noexcept;

/// Now on the clock of every *_ns time point of the ABI: CLOCK_MONOTONIC. [thread-safe]
[[nodiscard]] std::int64_t monotonic_ns() noexcept;

}  // namespace zin::host
