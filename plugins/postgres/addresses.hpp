// Host names as addresses, so that libpq has nothing to look up while it connects.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "connect_options.hpp"

namespace zin::postgres {

/// One endpoint for each address of each host, in order; those that have one, and sockets, stay as
/// they are. A host that cannot be found is left out and named in `problems`. [blocks]
[[nodiscard]] std::vector<Endpoint> resolved(const std::vector<Endpoint>& endpoints,
                                             std::string& problems);

}  // namespace zin::postgres
