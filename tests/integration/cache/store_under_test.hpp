// The store that the contract is tested on: ZIN_TEST_STORE, with the settings of the environment.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "zin/cache/cache_store.hpp"

namespace zin::test {

using namespace std::chrono_literals;

/// Opened once for the program, under a key prefix that no other run has, and cleared at its end.
[[nodiscard]] const CacheStore& store();
/// A second handle with connections of its own, as another process has one; nothing where the store
/// is not shared.
[[nodiscard]] const CacheStore* another();
/// A key that no other test uses.
[[nodiscard]] std::string fresh_key();
/// Whether a wait for a time of `span` is affordable: the shortest TTL is a second.
[[nodiscard]] const CacheCapabilities& can();

}  // namespace zin::test
