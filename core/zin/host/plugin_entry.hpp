// From a loaded library to its plugin: the entry symbol, its call, its tables.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>

#include "zin/host/library.hpp"
#include "zin/host/loader.hpp"

namespace zin::host {

/// Calls the entry of `library`, checks what it gives and makes the handles. `file` goes into
/// messages and into the origin. Nothing that the plugin throws gets out.
/// Throws Errc::plugin_refused or Errc::abi_mismatch. Requires: called once for a library, one
/// thread at a time. [blocks]
[[nodiscard]] std::unique_ptr<const LoadedPlugin> enter_plugin(const Library& library,
                                                               const std::filesystem::path& file);

}  // namespace zin::host
