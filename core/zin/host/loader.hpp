// Loads one plugin file: every check before it runs, every check before it is used.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "zin/host/cache_handle.hpp"
#include "zin/host/driver_handle.hpp"
#include "zin/host/plugin_lock.hpp"
#include "zin/host/plugin_origin.hpp"

namespace zin::host {

/// A plugin that passed every check. Lives until the process ends.
struct LoadedPlugin {
  std::shared_ptr<const PluginOrigin> origin;
  std::vector<std::unique_ptr<const DriverHandle>> drivers;
  std::vector<std::unique_ptr<const CacheHandle>> caches;

  /// The implementation of that name, of which a plugin has one of each kind; NULL: there is none.
  [[nodiscard]] const DriverHandle* driver(std::string_view name) const noexcept;
  [[nodiscard]] const CacheHandle* cache(std::string_view name) const noexcept;
};

/// Loads the plugin in `file`, an absolute path "<folder>/zin-<name>.so". In order: the file and
/// its folders are trusted, its manifest, `lock` (if not NULL) and its ELF header are checked, it
/// is loaded, its entry is called once, and its tables are checked. The same file again gives the
/// same plugin. It stays loaded, also if it is refused after it was loaded; a file that was put in
/// its place is then tried anew. One thread loads at a time, the others wait; a call from inside a
/// plugin that is being loaded is refused. Throws Errc::plugin_refused or Errc::abi_mismatch.
/// [thread-safe] [blocks]
[[nodiscard]] const LoadedPlugin& load_plugin(const std::filesystem::path& file,
                                              const PluginLock* lock);

}  // namespace zin::host
