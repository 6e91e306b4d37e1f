// The SQLite rows of the benchmark: the raw API and zin doing the same work.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "measure.hpp"

namespace zin::bench {

/// The works on a database of their own, in memory (`path` empty) or in files that start with
/// `path`. What a pair needs is kept alive by its works. The plugin must be found by
/// ZIN_PLUGIN_PATH.
[[nodiscard]] std::vector<Pair> sqlite_pairs(const std::string& path);

}  // namespace zin::bench
