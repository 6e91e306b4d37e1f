// Maps of handles over the search path and the loader.
// SPDX-License-Identifier: MIT
#include "zin/host/registry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include "zin/base/log.hpp"
#include "zin/host/abi_text.hpp"
#include "zin/host/loader.hpp"
#include "zin/host/plugin_check.hpp"
#include "zin/host/plugin_finder.hpp"
#include "zin/host/plugin_lock.hpp"
#include "zin/host/plugin_name.hpp"
#include "zin/host/register_driver.hpp"

namespace zin::host {
namespace {

constexpr const char* lock_variable = "ZIN_PLUGIN_LOCK";

template <class Handle>
using HandleMap = std::map<std::string, const Handle*, std::less<>>;

template <class Handle>
const Handle* implementation_in(const LoadedPlugin& plugin, std::string_view name);
template <>
const DriverHandle* implementation_in(const LoadedPlugin& plugin, std::string_view name) {
  return plugin.driver(name);
}
template <>
const CacheHandle* implementation_in(const LoadedPlugin& plugin, std::string_view name) {
  return plugin.cache(name);
}

// Handles live until the process ends, also those that a Registry of a shorter life was given.
const DriverHandle& keep_for_ever(std::unique_ptr<const DriverHandle> handle) {
  static std::mutex mutex;
  static auto* const kept = new std::vector<std::unique_ptr<const DriverHandle>>;
  const std::lock_guard lock{mutex};
  return *kept->emplace_back(std::move(handle));
}

std::optional<PluginLock> lock_of(const LoaderOptions& options) {
  if (!options.lock_file.empty()) return PluginLock::read(options.lock_file);
  const auto named = options.environment.variable(lock_variable);
  if (!named || named->empty()) return std::nullopt;
  return PluginLock::read(*named);
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  return fmt::format("{}", fmt::join(words, separator));
}

std::vector<std::string> all_tried(const SearchPath& search, const Finding& finding) {
  std::vector<std::string> tried = finding.tried;
  tried.insert(tried.end(), search.notes.begin(), search.notes.end());
  return tried;
}

// A file that is refused may not be the one that was meant: what was looked for before it is told.
const LoadedPlugin& load_found(const SearchPath& search, const Finding& finding,
                               const PluginLock* lock) {
  try {
    return load_plugin(finding.file, lock);
  } catch (const Error& refused) {
    const std::vector<std::string> tried = all_tried(search, finding);
    if (tried.empty()) throw;
    ErrorInfo info = refused.info();
    info.message += ". Tried before it: " + joined(tried, "; ");
    throw Error{std::move(info)};
  }
}

Error unknown(std::string_view name, std::string_view what, const SearchPath& search,
              const Finding& finding, std::vector<std::string> known) {
  const std::string file = plugin_file_name(without_alias(name));
  return Error{
      Errc::unknown_driver,
      fmt::format("there is no {} `{}`. Tried: {}. Known: {}. Install the package that has "
                  "{}, or name the folder that it is in (absolute) in ZIN_PLUGIN_PATH",
                  what, name, joined(all_tried(search, finding), "; "),
                  known.empty() ? "none" : joined(known, ", "), file)};
}

Error without_implementation(std::string_view name, std::string_view what,
                             const LoadedPlugin& plugin, const std::filesystem::path& file) {
  std::vector<std::string> held;
  for (const auto& driver : plugin.drivers) {
    held.push_back(fmt::format("driver {}", driver->name()));
  }
  for (const auto& store : plugin.caches) {
    held.push_back(fmt::format("cache store {}", store->name()));
  }
  return Error{
      Errc::unknown_driver,
      fmt::format("there is no {} `{}`: plugin {} was found for it, but it has only {}; use "
                  "one of these, or mend its manifest",
                  what, name, file.string(), joined(held, ", "))};
}

}  // namespace

struct Registry::State {
  mutable std::shared_mutex mutex;  // guards all below; never held while a plugin is loaded
  LoaderOptions options;
  HandleMap<DriverHandle> drivers;  // by every name and alias that was asked for or registered
  HandleMap<CacheHandle> caches;
  std::map<const zin_driver*, const DriverHandle*> registered;
  bool notes_logged = false;

  LoaderOptions options_now() const {
    const std::shared_lock lock{mutex};
    return options;
  }

  void log_notes(const SearchPath& search) {
    {
      const std::lock_guard lock{mutex};
      if (std::exchange(notes_logged, true)) return;
    }
    for (const std::string& note : search.notes) log(LogLevel::warn, "loader", note);
  }

  std::vector<std::string> known_names(const SearchPath& search) const {
    std::vector<std::string> names = promised_names(search);
    const std::shared_lock lock{mutex};
    for (const auto& [table, handle] : registered) names.emplace_back(handle->name());
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    return names;
  }

  template <class Handle>
  const Handle& lookup(HandleMap<Handle>& handles, std::string_view name, std::string_view what) {
    {
      const std::shared_lock lock{mutex};
      if (const auto found = handles.find(name); found != handles.end()) return *found->second;
      const auto stands_for = handles.find(without_alias(name));
      if (stands_for != handles.end()) return *stands_for->second;
    }
    require_plugin_name(name);
    const LoaderOptions current = options_now();
    const SearchPath search = search_path_of(current.directories, current.environment);
    log_notes(search);
    const Finding finding = find_plugin(search, name);
    if (finding.file.empty()) throw unknown(name, what, search, finding, known_names(search));
    const std::optional<PluginLock> lock = lock_of(current);
    const LoadedPlugin& plugin = load_found(search, finding, lock ? &*lock : nullptr);
    const Handle* const handle = implementation_in<Handle>(plugin, finding.implementation);
    if (handle == nullptr) throw without_implementation(name, what, plugin, finding.file);
    const std::lock_guard guard{mutex};
    // Another thread, or register_driver, may have been first.
    return *handles.try_emplace(std::string{name}, handle).first->second;
  }

  PluginListing listing_of(const std::filesystem::path& file, const PluginLock* lock) const {
    PluginListing listing;
    listing.file = file;
    listing.name = name_of_plugin_file(file.filename().native()).value_or("");
    try {
      listing.manifest = manifest_of(file);
      const LoadedPlugin& plugin = load_plugin(file, lock);
      for (const auto& driver : plugin.drivers) listing.drivers.push_back(driver.get());
      for (const auto& store : plugin.caches) listing.caches.push_back(store.get());
    } catch (const Error& error) {
      listing.refusal = error;
    }
    return listing;
  }
};

Registry::Registry(LoaderOptions options) : state_{std::make_unique<State>()} {
  state_->options = std::move(options);
}

Registry::~Registry() = default;

Registry& Registry::of_process() {
  // Leaked on purpose: it may be asked while the process ends.
  static auto* const instance = new Registry;
  return *instance;
}

void Registry::set_options(LoaderOptions options) {
  const std::lock_guard lock{state_->mutex};
  state_->options = std::move(options);
  state_->notes_logged = false;
}

const DriverHandle& Registry::driver(std::string_view name_or_alias) {
  return state_->lookup(state_->drivers, name_or_alias, "driver");
}

const CacheHandle& Registry::cache(std::string_view name_or_alias) {
  return state_->lookup(state_->caches, name_or_alias, "cache store");
}

const DriverHandle& Registry::register_driver(const zin_driver* driver) {
  if (driver == nullptr) {
    throw Error{Errc::invalid_argument,
                "register_driver was given NULL; give it the address of a zin_driver table"};
  }
  check_driver(driver, {});
  auto origin =
      std::make_shared<const PluginOrigin>(PluginOrigin{.file = {},
                                                        .name = std::string{text_of(driver->name)},
                                                        .version = {},
                                                        .vendor = {},
                                                        .license = {},
                                                        .build = {},
                                                        .abi_version = ZIN_ABI_VERSION});
  auto handle = std::make_unique<const DriverHandle>(*driver, std::move(origin));
  std::vector<std::string> names{handle->aliases().begin(), handle->aliases().end()};
  names.emplace_back(handle->name());

  const std::lock_guard lock{state_->mutex};
  if (const auto known = state_->registered.find(driver); known != state_->registered.end()) {
    return *known->second;
  }
  for (const std::string& name : names) {
    const auto taken = state_->drivers.find(name);
    if (taken == state_->drivers.end()) continue;
    throw Error{
        Errc::already_registered,
        fmt::format("the driver `{}` cannot be registered: the name `{}` belongs to the driver "
                    "`{}` already; register it before that one is used, or rename it",
                    handle->name(), name, taken->second->name())};
  }
  const DriverHandle& kept = keep_for_ever(std::move(handle));
  for (std::string& name : names) state_->drivers.emplace(std::move(name), &kept);
  state_->registered.emplace(driver, &kept);
  return kept;
}

std::vector<PluginListing> Registry::list() {
  const LoaderOptions options = state_->options_now();
  const SearchPath search = search_path_of(options.directories, options.environment);
  std::vector<PluginListing> listings;
  {
    const std::shared_lock lock{state_->mutex};
    for (const auto& [table, handle] : state_->registered) {
      PluginListing listing;
      listing.name = handle->name();
      listing.drivers.push_back(handle);
      listings.push_back(std::move(listing));
    }
  }
  std::ranges::sort(listings, {}, &PluginListing::name);
  std::optional<PluginLock> lock;
  std::optional<Error> lock_error;
  try {
    lock = lock_of(options);
  } catch (const Error& error) {
    lock_error = error;
  }
  std::map<std::string, std::filesystem::path> first_of_name;
  for (const SearchFolder& folder : search.folders) {
    for (const std::filesystem::path& file : plugin_files_in(folder.path)) {
      const auto [first, is_first] = first_of_name.try_emplace(file.filename().string(), file);
      PluginListing listing;
      if (is_first && !lock_error) {
        listing = state_->listing_of(file, lock ? &*lock : nullptr);
      } else {
        listing.file = file;
        listing.name = name_of_plugin_file(file.filename().native()).value_or("");
        listing.refusal = lock_error;
        if (!is_first) listing.shadowed_by = first->second;
      }
      listings.push_back(std::move(listing));
    }
  }
  return listings;
}

SearchPath Registry::search_path() const {
  const LoaderOptions options = state_->options_now();
  return search_path_of(options.directories, options.environment);
}

}  // namespace zin::host

namespace zin {

void register_driver(const zin_driver* driver) {
  static_cast<void>(host::Registry::of_process().register_driver(driver));
}

}  // namespace zin
