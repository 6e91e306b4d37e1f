// The driver under test.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "options.hpp"
#include "zin/abi/driver.h"

namespace zin::conform {

struct Subject {
  const Options& options;
  const zin_plugin* plugin = nullptr;  ///< NULL in tests that load it themselves.
  const zin_driver* driver = nullptr;

  /// The driver's bits, of its best connection.
  [[nodiscard]] bool can(std::uint64_t capability) const noexcept {
    return (driver->capabilities & capability) == capability;
  }
};

}  // namespace zin::conform
