// Point selects through the asynchronous verbs.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "zin/zin.hpp"

namespace zin::bench {

/// `count` selects of one column by key: of `callers` coroutines at a time on one thread, each one
/// by one. Throws what a select throws.
void async_points(Database& db, std::int64_t count, unsigned callers);

}  // namespace zin::bench
