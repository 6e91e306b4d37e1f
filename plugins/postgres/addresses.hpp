// Host names as addresses, so that libpq has nothing to look up while it connects.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "connect_options.hpp"
#include "zin/plugin/look_up.hpp"

namespace zin::postgres {

/// Adds it as it is, or by its address, when nobody has to be asked for that: a socket, a given
/// address, a host that is one. False: it needs a look-up.
[[nodiscard]] bool add_known(const Endpoint& endpoint, std::vector<Endpoint>& all);

/// One endpoint for each address, in order.
void add_addresses(const Endpoint& endpoint, const plugin::FoundAddresses& found,
                   std::vector<Endpoint>& all);

}  // namespace zin::postgres
