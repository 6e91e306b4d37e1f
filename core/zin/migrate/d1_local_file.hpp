// Where wrangler keeps a D1 database on this machine.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace zin::migrate {

/// The name that miniflare gives to the database's object: 64 hex digits, made from its id (or its
/// binding, where it has none). Source: miniflare's durableObjectNamespaceIdFromName() and
/// workerd's ActorIdFactoryImpl. [thread-safe]
[[nodiscard]] std::string d1_object_name(std::string_view id);

/// The SQLite file of the database below a folder of state: `.wrangler/state` beside the wrangler
/// config, or what `--persist-to` names. [thread-safe]
[[nodiscard]] std::filesystem::path d1_local_file(const std::filesystem::path& state,
                                                  std::string_view id);

}  // namespace zin::migrate
