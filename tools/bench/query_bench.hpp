// What it costs to build a query and to write its SQL, without a database.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "measure.hpp"

namespace zin::bench {

/// Two conditions, an order, a limit; raw is the text put together by hand
/// with its values in a vector.
[[nodiscard]] std::vector<Pair> query_pairs();

/// Calls of operator new for one such query and its text.
[[nodiscard]] std::uint64_t query_allocations();

}  // namespace zin::bench
