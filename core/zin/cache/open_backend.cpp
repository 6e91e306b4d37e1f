// Which field of a configuration goes under which option.
// SPDX-License-Identifier: MIT
#include "zin/cache/open_backend.hpp"

#include <fmt/format.h>

#include <utility>

#include "zin/base/error.hpp"
#include "zin/cache/driver_store.hpp"
#include "zin/cache/tiered_store.hpp"
#include "zin/config/words.hpp"
#include "zin/host/registry.hpp"

namespace zin::caching {
namespace {

[[noreturn]] void refuse(std::string_view what) {
  throw Error{Errc::invalid_config, std::string{what}};
}

std::string option_of(const CacheConfig& config, const std::string& key,
                      const std::string& otherwise) {
  const auto found = config.options.find(key);
  return found == config.options.end() ? otherwise : found->second;
}

// A tier of its own, which shares no key with the store that it is made like.
std::unique_ptr<Backend> open_tier(const std::string& name, const StoreLookup& lookup,
                                   detail::Workers& workers) {
  const CacheConfig config = lookup(name);
  if (config.driver == tiered_driver) {
    refuse(fmt::format("the tier \"{}\" is itself a tiered store; name a store of another driver",
                       name));
  }
  return open_backend(config, lookup, workers);
}

std::unique_ptr<Backend> open_tiered(const CacheConfig& config, const StoreLookup& lookup,
                                     detail::Workers& workers) {
  for (const auto& [key, value] : config.options) {
    if (key != "front" && key != "back" && key != "stale_ms") {
      refuse(fmt::format("a tiered store has no option {}; its options are front, back, stale_ms",
                         config::shown(key)));
    }
  }
  const std::string back = option_of(config, "back", "");
  if (back.empty()) {
    refuse("a tiered store needs the option back, the name of a store: back=kv in CACHE_OPTIONS");
  }
  constexpr std::uint64_t day_ms = 86'400'000;
  const std::string stale = option_of(config, "stale_ms", "10000");
  const auto stale_ms = config::parse_unsigned(stale);
  if (!stale_ms || *stale_ms == 0 || *stale_ms > day_ms) {
    refuse(
        fmt::format("stale_ms='{}' of a tiered store is no whole number of milliseconds from 1 "
                    "to {}",
                    config::shown(stale), day_ms));
  }
  return std::make_unique<TieredStore>(
      open_tier(option_of(config, "front", "memory"), lookup, workers),
      open_tier(back, lookup, workers), std::chrono::milliseconds{*stale_ms});
}

}  // namespace

std::unique_ptr<Backend> open_backend(const CacheConfig& config, const StoreLookup& lookup,
                                      detail::Workers& workers) {
  if (config.driver == tiered_driver) return open_tiered(config, lookup, workers);
  const host::CacheHandle& driver = host::Registry::of_process().cache(config.driver);
  StoreOptions options;
  if (driver.takes_option("max_bytes") && !config.options.contains("max_bytes")) {
    options.emplace_back("max_bytes", std::to_string(config.max_bytes));
  }
  for (const auto& [key, value] : config.options) options.emplace_back(key, value);
  return std::make_unique<DriverStore>(driver, std::move(options), workers);
}

CacheConfig normalised_store(CacheConfig config, std::string_view name) {
  config.driver = config::canonical_store_driver(config.driver);
  if (!config::is_driver_name(config.driver)) {
    refuse(
        fmt::format("driver='{}' (in code, store \"{}\") is not accepted: a store driver's name "
                    "is 1 to 32 small letters, digits and -: memory, kv, kv-remote, tiered ...",
                    config::shown(config.driver), name));
  }
  if (config.max_bytes == 0) {
    refuse(fmt::format("max_bytes='0' (in code, store \"{}\") is not accepted: it takes 1 and more",
                       name));
  }
  if (config.default_ttl.count() < 0) {
    refuse(fmt::format("default_ttl (in code, store \"{}\") is negative; 0 means until evicted",
                       name));
  }
  return config;
}

}  // namespace zin::caching
