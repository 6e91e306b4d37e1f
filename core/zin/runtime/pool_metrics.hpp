// The metrics of all pools: the families `zin_pool_...`.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/base/directory.hpp"

namespace zin::runtime {

class PoolState;

/// The pools of the process. [thread-safe]
[[nodiscard]] detail::Directory<PoolState>& pools();

}  // namespace zin::runtime
