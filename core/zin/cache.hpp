// The caches of the process-wide Manager.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/cache/cache_store.hpp"

namespace zin {

/// Manager::use_cache() of the process-wide Manager. [thread-safe]
ZIN_API CacheStore& use_cache(CacheConfig config, std::string_view name = "default");

/// The store of that name: one that use_cache() registered, else one of the environment
/// (CACHE_CONNECTION or CACHE_DRIVER, CACHE_STORES, see conf/), else the store of the driver of
/// that name, `memory`, `kv` or `kv-remote`. It is closed when the process ends. Throws
/// Errc::invalid_config, listing the known ones, or what keeps the driver from being loaded.
/// [thread-safe]
[[nodiscard]] ZIN_API CacheStore& cache(std::string_view name = "default");

}  // namespace zin
