// What models cost beside plain queries, on SQLite in memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "measure.hpp"

namespace zin::bench {

/// Records and structs beside rows of the query builder (which stand under `raw`). The plugin must
/// be found by ZIN_PLUGIN_PATH.
[[nodiscard]] std::vector<Pair> model_pairs();

}  // namespace zin::bench
