// What the versions of tags make of a key.
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include "zin/cache/engine.hpp"

namespace zin::caching {

/// The names sorted, each once. Throws Errc::invalid_argument for an empty name or list.
[[nodiscard]] std::vector<std::string> checked_tags(std::vector<std::string> names);
/// Place::scope for values that have these tags now; empty for none. Tags that the store has no
/// version of get one.
[[nodiscard]] std::string tag_scope(Engine& engine, std::span<const std::string> tags);
/// New versions for all of them.
void renew_tags(Engine& engine, std::span<const std::string> tags);

}  // namespace zin::caching
