// The metrics of all pools: the families `zin_pool_...`.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/runtime/directory.hpp"

namespace zin::runtime {

class PoolState;

/// The pools of the process. [thread-safe]
[[nodiscard]] Directory<PoolState>& pools();

}  // namespace zin::runtime
