// The values that a plugin gets when it asks the host for configuration.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"
#include "zin/config/effective_value.hpp"
#include "zin/config/env.hpp"

namespace zin {

/// Variables for plugins with their values, defaults and stand-ins filled in. Holds secrets.
using PluginValues = std::map<std::string, std::string, std::less<>>;

}  // namespace zin

namespace zin::config {

struct ReadPluginValues {
  PluginValues values{};
  std::vector<EffectiveValue> shown{};
};

/// All variables of Scope::plugin; ids that are not set come from the wrangler config. Throws
/// Errc::invalid_config for malformed ones, for http to a host that is not this machine, for a
/// token beside a token file, and for a wrangler config that cannot be right where it was named or
/// `cloudflare` says that it is needed.
[[nodiscard]] ReadPluginValues read_plugin_values(const Environment& environment,
                                                  std::string_view app_name, bool cloudflare);

/// What `key` is for a plugin; nothing when it is not set or no plugin may ask for it. A secret
/// that has a file is read from it anew by each call; the file's name itself is nobody's to ask
/// for. Throws Errc::invalid_config when that file cannot be read. [thread-safe] [blocks]
[[nodiscard]] ZIN_API std::optional<std::string> plugin_value(const PluginValues& values,
                                                              std::string_view key);

}  // namespace zin::config
