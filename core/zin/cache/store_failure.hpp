// The one place that turns a store's failed status into a zin::Error.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/abi/cache.h"
#include "zin/base/error.hpp"

namespace zin::caching {

/// `doing` as it reads before "failed": "get", "set"; "configure" (cache_open) decides the code
/// too. The store's own words are in the message only where they cannot quote a value.
[[nodiscard]] Error store_failure(std::string_view driver, std::string_view options,
                                  zin_status status, const zin_error& error,
                                  std::string_view doing);

}  // namespace zin::caching
