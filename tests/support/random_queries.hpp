// Random queries with hostile names and values, for any database.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "zin/testing.hpp"
#include "zin/zin.hpp"

namespace zin::test {

/// Runs `count` random queries, the same for the same seed, on tables whose names and columns are
/// hostile, with aliases and JSON keys that are, too. Each stores hostile values, finds them again
/// by random conditions, lists, patterns, joins, paths and raw text, and compares what comes back.
/// Boost.Test checks: every text is understood by the server, every value and name comes back
/// unchanged, and no value is part of a text. The tables are gone afterwards.
void run_random_queries(Database& db, std::uint64_t seed, unsigned count);

/// How many a test runs: `usual`, or 100,000 in `tools/test --long`; a build with AddressSanitizer,
/// which takes ten times as long for each, runs a tenth of these.
[[nodiscard]] unsigned count_of_random_queries(unsigned usual);

}  // namespace zin::test
