// The names of further connections and stores, and what they must not collide with.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "zin/config/env.hpp"
#include "zin/config/variables.hpp"

namespace zin::config {

/// The names in DB_CONNECTIONS (Scope::connection) or CACHE_STORES (Scope::store), in their order;
/// none when it is not set. Throws Errc::invalid_config for a name that is `default`, has odd
/// characters, or whose variables would be those of a field or of another name.
[[nodiscard]] std::vector<std::string> declared_names(const Environment& environment, Scope scope);

}  // namespace zin::config
