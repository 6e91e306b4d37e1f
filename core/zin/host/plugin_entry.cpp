// Calls zin_plugin_entry_v0 and collects the implementations behind it.
// SPDX-License-Identifier: MIT
#include "zin/host/plugin_entry.hpp"

#include <cxxabi.h>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include "zin/base/log.hpp"
#include "zin/host/abi_text.hpp"
#include "zin/host/host_api.hpp"
#include "zin/host/plugin_check.hpp"
#include "zin/host/refusal.hpp"
#include "zin/host/status.hpp"

namespace zin::host {
namespace {

constexpr std::string_view report_it = "report it to its vendor, or install another version";
// A plugin whose get_impl never answers NULL must not keep us here.
constexpr std::uint32_t max_implementations = 64;
constexpr unsigned majors_to_look_for = 16;

// R6 forbids it, but a plugin that throws must not end the host. Foreign exceptions count too; only
// the end of a thread passes, as it must.
template <class Call>
auto guarded(std::string_view what, const std::filesystem::path& file, Call&& call) {
  std::string thrown = "an exception that is no std::exception";
  try {
    return call();
  } catch (const abi::__forced_unwind&) {
    throw;
  } catch (const std::exception& error) {
    thrown = fmt::format("an exception ({})", printable(error.what(), 512));
  } catch (...) {
  }
  throw refusal(Errc::plugin_refused, file, fmt::format("its {} threw {}", what, thrown),
                report_it);
}

zin_plugin_entry_fn entry_of(const Library& library, const std::filesystem::path& file) {
  if (void* const symbol = library.symbol(ZIN_ENTRY_SYMBOL)) {
    return reinterpret_cast<zin_plugin_entry_fn>(symbol);
  }
  for (unsigned major = 0; major < majors_to_look_for; ++major) {
    const std::string other = fmt::format("zin_plugin_entry_v{}", major);
    if (library.symbol(other.c_str()) == nullptr) continue;
    throw refusal(
        Errc::abi_mismatch, file,
        fmt::format("it was built for version {} of the driver ABI, and this zin speaks {}", major,
                    ZIN_ABI_MAJOR),
        "install the plugin that belongs to this zin, or build it anew against its SDK");
  }
  throw refusal(
      Errc::plugin_refused, file,
      fmt::format("it has no entry symbol {}, so it is no plugin of zin", ZIN_ENTRY_SYMBOL),
      "if it is meant to be one, export that function");
}

const zin_plugin* call_entry(zin_plugin_entry_fn entry, const std::filesystem::path& file) {
  zin_error error = empty_error();
  const zin_plugin* const plugin =
      guarded("entry", file, [&] { return entry(host_api(), &error); });
  if (plugin != nullptr) return plugin;
  const std::size_t length = std::min<std::size_t>(error.message_len, sizeof error.message);
  const std::string reason = printable({error.message, length});
  throw refusal(Errc::plugin_refused, file,
                reason.empty() ? "its entry answers NULL and gives no reason"
                               : fmt::format("its entry answers NULL: {}", reason),
                reason.empty() ? report_it : "mend what it complains of");
}

void add_implementation(LoadedPlugin& loaded, const void* table, std::uint32_t kind,
                        const std::filesystem::path& file) {
  if (kind == ZIN_KIND_DRIVER) {
    const auto* const driver = static_cast<const zin_driver*>(table);
    check_driver(driver, file);
    if (loaded.driver(text_of(driver->name)) != nullptr) {
      throw refusal(Errc::plugin_refused, file,
                    fmt::format("it has two drivers named `{}`", text_of(driver->name)), report_it);
    }
    loaded.drivers.push_back(std::make_unique<const DriverHandle>(*driver, loaded.origin));
  } else if (kind == ZIN_KIND_CACHE) {
    const auto* const store = static_cast<const zin_cache_driver*>(table);
    check_cache_driver(store, file);
    if (loaded.cache(text_of(store->name)) != nullptr) {
      throw refusal(Errc::plugin_refused, file,
                    fmt::format("it has two stores named `{}`", text_of(store->name)), report_it);
    }
    loaded.caches.push_back(std::make_unique<const CacheHandle>(*store, loaded.origin));
  } else {
    log(LogLevel::warn, "loader",
        fmt::format("plugin {} has an implementation of the unknown kind {}: not used",
                    file.string(), kind));
  }
}

}  // namespace

std::unique_ptr<const LoadedPlugin> enter_plugin(const Library& library,
                                                 const std::filesystem::path& file) {
  const zin_plugin* const given = call_entry(entry_of(library, file), file);
  const zin_plugin plugin = checked_plugin(given, file);
  auto loaded = std::make_unique<LoadedPlugin>();
  loaded->origin = std::make_shared<const PluginOrigin>(
      PluginOrigin{.file = file,
                   .name = std::string{text_of(plugin.name)},
                   .version = printable(text_of(plugin.version)),
                   .vendor = printable(text_of(plugin.vendor)),
                   .license = printable(text_of(plugin.license)),
                   .build = printable(text_of(plugin.build)),
                   .abi_version = plugin.abi_version});
  for (std::uint32_t index = 0;; ++index) {
    if (index == max_implementations) {
      throw refusal(
          Errc::plugin_refused, file,
          fmt::format("its get_impl has no end: more than {} implementations", max_implementations),
          report_it);
    }
    std::uint32_t kind = 0;
    const void* const table =
        guarded("get_impl", file, [&] { return plugin.get_impl(index, &kind); });
    if (table == nullptr) break;
    add_implementation(*loaded, table, kind, file);
  }
  if (loaded->drivers.empty() && loaded->caches.empty()) {
    throw refusal(Errc::plugin_refused, file, "it has no implementation: no driver and no store",
                  report_it);
  }
  return loaded;
}

}  // namespace zin::host
