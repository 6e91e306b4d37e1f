// Point selects through the asynchronous verbs.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "zin/zin.hpp"

namespace zin::bench {

/// `count` selects of one column by key: of `callers` coroutines at a time on one thread, each one
/// by one. `next_key` gives the keys. Throws what a select throws.
void async_points(Database& db, std::int64_t count, unsigned callers,
                  std::int64_t (*next_key)(std::uint64_t&));

}  // namespace zin::bench
