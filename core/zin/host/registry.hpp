// The drivers and stores of a process, by name: found and loaded when they are asked for.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/abi/driver.h"
#include "zin/base/error.hpp"
#include "zin/host/cache_handle.hpp"
#include "zin/host/driver_handle.hpp"
#include "zin/host/manifest.hpp"
#include "zin/host/search_path.hpp"

namespace zin::host {

struct LoaderOptions {
  /// Folders to search before all others; absolute.
  std::vector<std::filesystem::path> directories{};
  /// List of allowed plugins and their SHA-256; empty: what ZIN_PLUGIN_LOCK names, if it is set.
  std::filesystem::path lock_file{};
  Environment environment = Environment::of_process();
};

/// One plugin file in the search path, or one driver that was registered in the process.
struct PluginListing {
  std::filesystem::path file;        ///< Empty: registered in the process.
  std::string name;                  ///< That of the file.
  std::optional<Manifest> manifest;  ///< Absent if it cannot be read, then `refusal` says why.
  std::vector<const DriverHandle*> drivers;
  std::vector<const CacheHandle*> caches;
  std::optional<Error> refusal;       ///< Why it cannot be used.
  std::filesystem::path shadowed_by;  ///< The file of the same name that is used instead of it.
};

/// Finds drivers and stores. Handles live until the process ends, also beyond the Registry.
/// [thread-safe]
class Registry {
 public:
  explicit Registry(LoaderOptions options = {});
  ~Registry();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  /// The one of the process; never destroyed.
  [[nodiscard]] static Registry& of_process();

  /// Replaces the options for what is looked up from now on; loaded drivers stay as they are.
  void set_options(LoaderOptions options);

  /// The driver of that name or alias. Drivers registered in the process come first, then the file
  /// zin-<name>.so in the folders of the search path, then a manifest there that lists the name as
  /// an alias or an implementation. What was found once is found again at the cost of a map.
  /// Throws Errc::invalid_argument (the name can be none), Errc::unknown_driver (nothing was found;
  /// the message lists every path tried), Errc::plugin_refused or Errc::abi_mismatch (a file was
  /// found and is not used; no other is tried). A failure is not remembered. [blocks]
  [[nodiscard]] const DriverHandle& driver(std::string_view name_or_alias);
  /// The same for a store.
  [[nodiscard]] const CacheHandle& cache(std::string_view name_or_alias);

  /// Takes a driver that lives in the process; see zin::register_driver.
  const DriverHandle& register_driver(const zin_driver* driver);

  /// Every plugin file of the search path, in its order, each one loaded to see whether it can be
  /// used, after the drivers registered in the process. [blocks]
  [[nodiscard]] std::vector<PluginListing> list();

  /// Where a driver would be looked for now.
  [[nodiscard]] SearchPath search_path() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace zin::host
