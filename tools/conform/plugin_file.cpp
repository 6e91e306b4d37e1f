// dlopen, dlsym, entry.
// SPDX-License-Identifier: MIT
#include "plugin_file.hpp"

#include <dlfcn.h>

#include "check.hpp"
#include "connection.hpp"
#include "text.hpp"

namespace zin::conform {

zin_plugin_entry_fn open_plugin(const std::string& path) {
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (!library) throw Failed{fmt::format("it cannot be loaded: {}", dlerror())};
  void* symbol = dlsym(library, ZIN_ENTRY_SYMBOL);
  require(symbol, "it exports no symbol {}", ZIN_ENTRY_SYMBOL);
  return reinterpret_cast<zin_plugin_entry_fn>(symbol);
}

const zin_plugin* enter_plugin(zin_plugin_entry_fn entry, const zin_host* host) {
  zin_error error = empty_error();
  const zin_plugin* plugin = entry(host, &error);
  require(plugin, "its entry refused to work: {}", to_string(error));
  require(plugin->magic == ZIN_MAGIC, "its magic is {:#x}, not {:#x}", plugin->magic, ZIN_MAGIC);
  require(ZIN_HAS(plugin, zin_plugin, get_impl) && plugin->get_impl, "it has no get_impl");
  return plugin;
}

const zin_driver* find_driver(const zin_plugin* plugin, const std::string& name) {
  bool has_store = false;
  for (std::uint32_t i = 0; i < 64; ++i) {
    std::uint32_t kind = 0;
    const void* implementation = plugin->get_impl(i, &kind);
    if (!implementation) break;
    if (kind != ZIN_KIND_DRIVER) {
      has_store = true;
      continue;
    }
    const auto* driver = static_cast<const zin_driver*>(implementation);
    if (name.empty() || view(driver->name) == name) return driver;
  }
  if (has_store && name.empty()) skip("the plugin has no driver, only stores");
  throw Failed{name.empty() ? "the plugin has no driver"
                            : fmt::format("the plugin has no driver named '{}'", name)};
}

}  // namespace zin::conform
