// The metrics of all stores: the families `zin_cache_...`.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/base/directory.hpp"

namespace zin::caching {

class Engine;

/// The stores of the process. [thread-safe]
[[nodiscard]] detail::Directory<Engine>& engines();

}  // namespace zin::caching
