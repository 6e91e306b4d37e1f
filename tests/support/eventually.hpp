// Waiting for what another thread is about to do.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string_view>
#include <thread>

namespace zin::test {

/// Returns when `condition` holds; ends the test case when that takes longer than half a minute,
/// which a loaded machine may need for a thread to get its turn.
template <class Condition>
void eventually(std::string_view what, Condition condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{30};
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) BOOST_FAIL("it did not happen: " << what);
    std::this_thread::yield();
  }
}

}  // namespace zin::test
