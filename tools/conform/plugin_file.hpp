// The plugin's file, loaded the plain way: what a test looks at is the plugin itself.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "zin/abi/driver.h"

namespace zin::conform {

/// Loads the file for good and looks up its entry symbol. Throws Failed. [blocks]
[[nodiscard]] zin_plugin_entry_fn open_plugin(const std::string& path);
/// Calls the entry, once per process. Throws Failed when it refuses, or lets an exception out.
[[nodiscard]] const zin_plugin* enter_plugin(zin_plugin_entry_fn entry, const zin_host* host);
/// The plugin's driver of that name, its first one for "". Throws Failed when there is none, and
/// Skipped when the plugin has stores only.
[[nodiscard]] const zin_driver* find_driver(const zin_plugin* plugin, const std::string& name);

}  // namespace zin::conform
