// The MariaDB rows of the benchmark: Connector/C and zin doing the same work.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "measure.hpp"

namespace zin::bench {

/// The works on the server that ZIN_TEST_MARIADB_HOST, _PORT, _USER, _PASSWORD and _DATABASE name
/// (tests/servers/run.py starts one and sets them); none when they are not set. Without TLS.
[[nodiscard]] std::vector<Pair> mysql_pairs();

}  // namespace zin::bench
