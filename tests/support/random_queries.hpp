// Random queries with hostile names and values, for any database.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "zin/testing.hpp"
#include "zin/zin.hpp"

namespace zin::test {

/// Makes a table with hostile column names, and runs `count` random queries on it, the same for the
/// same seed. Each stores hostile values, finds them again by random conditions, and compares what
/// comes back. Boost.Test checks: every text is understood by the server, every value comes back
/// unchanged, and no value is part of a text. The table is gone afterwards.
void run_random_queries(Database& db, std::uint64_t seed, unsigned count);

}  // namespace zin::test
