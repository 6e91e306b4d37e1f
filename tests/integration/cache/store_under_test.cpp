// Opening the store as a Manager does, from the environment.
// SPDX-License-Identifier: MIT
#include "store_under_test.hpp"

#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdlib>
#include <memory>

#include "zin/cache/engine.hpp"
#include "zin/cache/open_backend.hpp"
#include "zin/config/plugin_values.hpp"
#include "zin/config/settings.hpp"
#include "zin/host/host_api.hpp"

namespace zin::test {
namespace {

const Settings& settings() {
  static const Settings* const read = [] {
    auto* const made = new Settings{Settings::from_env()};
    host::set_config_lookup(
        [made](std::string_view key) { return config::plugin_value(made->plugin_values, key); });
    return made;
  }();
  return *read;
}

std::unique_ptr<CacheStore> open() {
  const char* const name = std::getenv("ZIN_TEST_STORE");
  CacheConfig config = settings().cache(name == nullptr ? "memory" : name);
  static const auto started = std::chrono::system_clock::now().time_since_epoch().count();
  config.prefix = "contract:" + std::to_string(::getpid()) + ":" + std::to_string(started) + ":";
  const auto make = [&](detail::Workers& workers) {
    return caching::open_backend(
        config, [](std::string_view other) { return settings().cache(other); }, workers);
  };
  return std::make_unique<CacheStore>(std::make_shared<caching::Engine>("contract", config, make));
}

struct Stores {
  std::unique_ptr<CacheStore> one = open();
  std::unique_ptr<CacheStore> other = one->capabilities().shared ? open() : nullptr;
  CacheCapabilities can = one->capabilities();
};

std::unique_ptr<Stores>& stores() {
  static std::unique_ptr<Stores> all;
  if (all == nullptr) all = std::make_unique<Stores>();
  return all;
}

// Leaves nothing behind in a service.
struct Cleaning {
  ~Cleaning() {
    store().clear();
    stores().reset();
  }
};
BOOST_TEST_GLOBAL_FIXTURE(Cleaning);

}  // namespace

const CacheStore& store() { return *stores()->one; }
const CacheStore* another() { return stores()->other.get(); }
const CacheCapabilities& can() { return stores()->can; }

std::string fresh_key() {
  static std::atomic<int> last{0};
  return "key" + std::to_string(++last);
}

}  // namespace zin::test
