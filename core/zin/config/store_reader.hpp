// Reads one cache store's settings from the environment.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "zin/config/cache_config.hpp"
#include "zin/config/effective_value.hpp"
#include "zin/config/env.hpp"

namespace zin::config {

struct ReadStore {
  CacheConfig config{};
  std::vector<EffectiveValue> values{};
};

/// The store `name` ("default" or one of CACHE_STORES). What it does not set itself comes from the
/// variables of its driver (CACHE_MEMORY_TTL), those of all stores (CACHE_DEFAULT_TTL,
/// CACHE_KEY_PREFIX) and the table's default, in this order. Throws Errc::invalid_config.
[[nodiscard]] ReadStore read_store(const Environment& environment, std::string_view name);

/// CACHE_CONNECTION, else CACHE_DRIVER, when one of them is set.
[[nodiscard]] std::optional<FoundVariable> find_default_store(const Environment& environment);

}  // namespace zin::config
