// From a configuration to a store that can be called.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "zin/cache/backend.hpp"
#include "zin/config/cache_config.hpp"
#include "zin/loop/workers.hpp"

namespace zin::caching {

/// The configuration of another store by its name. Throws Errc::invalid_config.
using StoreLookup = std::function<CacheConfig(std::string_view name)>;

/// Put together here, of two other stores.
inline constexpr std::string_view tiered_driver = "tiered";

/// Loads the driver and opens the store, which connects to nothing yet. `workers` must outlive it.
/// Throws Errc::invalid_config, Errc::unknown_driver, Errc::plugin_refused, Errc::abi_mismatch.
[[nodiscard]] std::unique_ptr<Backend> open_backend(const CacheConfig& config,
                                                    const StoreLookup& lookup,
                                                    detail::Workers& workers);

/// The configuration in one spelling. Throws Errc::invalid_config for what cannot be right.
[[nodiscard]] CacheConfig normalised_store(CacheConfig config, std::string_view name);

}  // namespace zin::caching
