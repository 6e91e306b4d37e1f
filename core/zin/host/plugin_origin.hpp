// Where an implementation comes from: the plugin's file and what the plugin says of itself.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace zin::host {

/// Filled once by the loader, then constant.
struct PluginOrigin {
  std::filesystem::path file;  ///< As it was found; empty when registered in the process.
  std::string name;            ///< Of the plugin: that of its file.
  std::string version;
  std::string vendor;
  std::string license;
  std::string build;              ///< Compiler and libraries, for bug reports.
  std::uint32_t abi_version = 0;  ///< major << 16 | minor
};

}  // namespace zin::host
