// The PostgreSQL rows of the benchmark: libpq and zin doing the same work.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "measure.hpp"

namespace zin::bench {

/// The works on the test server, in tables of their own. The plugin must be found by
/// ZIN_PLUGIN_PATH.
[[nodiscard]] std::vector<Pair> postgres_pairs();

}  // namespace zin::bench
