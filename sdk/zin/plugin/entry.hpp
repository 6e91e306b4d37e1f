// The door of a plugin: its one exported symbol and the table behind it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "zin/abi/driver.h"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/guard.hpp"
#include "zin/plugin/host_services.hpp"
#include "zin/plugin/text_view.hpp"

namespace zin::plugin {

/// What a plugin says about itself; all of it has static storage.
struct About {
  std::string_view name, version, vendor, license, build;
};

/// get_impl of a plugin with one driver.
template <const zin_driver& Table>
const void* ZIN_CALL only_driver(std::uint32_t index, std::uint32_t* kind) {
  if (index != 0) return nullptr;
  if (kind != nullptr) *kind = ZIN_KIND_DRIVER;
  return &Table;
}

/// The constant table of a plugin; `shut_down` may be NULL.
[[nodiscard]] constexpr zin_plugin describe(const About& about,
                                            const void*(ZIN_CALL* get_impl)(std::uint32_t,
                                                                            std::uint32_t*),
                                            void(ZIN_CALL* shut_down)() = nullptr) noexcept {
  return {
      .magic = ZIN_MAGIC,
      .struct_size = sizeof(zin_plugin),
      .abi_version = ZIN_ABI_VERSION,
      .min_host_abi = ZIN_ABI_VERSION,
      .name = str(about.name),
      .version = str(about.version),
      .vendor = str(about.vendor),
      .license = str(about.license),
      .build = str(about.build),
      .get_impl = get_impl,
      .shutdown = shut_down,
  };
}

/// What zin_plugin_entry_v0 does: keeps the host and hands out `plugin`; refuses a host of another
/// version while the ABI's major is 0 (rule R11).
inline const zin_plugin* enter(const zin_host* host, zin_error* err,
                               const zin_plugin& plugin) noexcept {
  const zin_status status = guard(err, [&] {
    if (!ZIN_HAS(host, zin_host, abi_version)) throw misuse("the host did not introduce itself");
    if (host->abi_version != ZIN_ABI_VERSION)
      throw unsupported("built for plugin ABI " + std::to_string(ZIN_ABI_MAJOR) + "." +
                        std::to_string(ZIN_ABI_MINOR) + ", but the host has " +
                        std::to_string(host->abi_version >> 16) + "." +
                        std::to_string(host->abi_version & 0xFFFFu) +
                        ": use a plugin and a host of the same release");
    loaded_by = host;
    return ZIN_OK;
  });
  return status == ZIN_OK ? &plugin : nullptr;
}

}  // namespace zin::plugin

/// The exported symbol, once per plugin, at namespace scope: ZIN_PLUGIN_ENTRY(table), where `table`
/// is a constexpr zin_plugin.
#define ZIN_PLUGIN_ENTRY(table)                                                              \
  extern "C" ZIN_EXPORT const zin_plugin* ZIN_CALL zin_plugin_entry_v0(const zin_host* host, \
                                                                       zin_error* err) {     \
    return ::zin::plugin::enter(host, err, table);                                           \
  }
