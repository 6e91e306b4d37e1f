// The checks that a plugin's tables must pass before anything else reads them.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "zin/abi/cache.h"
#include "zin/abi/driver.h"

namespace zin::host {

// `file` is for messages; empty: the table was registered in the process. The tables are borrowed
// for the call. Each throws Errc::plugin_refused with what is wrong, or Errc::abi_mismatch.

/// A full-size copy of `given`, fields past its struct_size 0, after: alignment, magic, a
/// struct_size that can be, the version of the ABI, get_impl (R9), readable texts and a valid name.
[[nodiscard]] zin_plugin checked_plugin(const zin_plugin* given, const std::filesystem::path& file);

/// Alignment, struct_size, texts, name and aliases, and every function that R9 requires.
void check_driver(const zin_driver* given, const std::filesystem::path& file);
/// The same for a store, by the rule of cache.h.
void check_cache_driver(const zin_cache_driver* given, const std::filesystem::path& file);

}  // namespace zin::host
