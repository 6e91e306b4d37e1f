// One cache store driver that passed every check: its function table and what it declares.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "zin/abi/cache.h"
#include "zin/host/plugin_origin.hpp"

namespace zin::host {

/// An immutable view of one store driver. Made by the loader and never destroyed: references to it
/// hold until the process ends. [thread-safe]
class CacheHandle {
 public:
  /// Copies the table and all texts of `given`, which must have passed check_cache_driver().
  CacheHandle(const zin_cache_driver& given, std::shared_ptr<const PluginOrigin> origin);
  CacheHandle(const CacheHandle&) = delete;
  CacheHandle& operator=(const CacheHandle&) = delete;

  /// A full-size copy: what the plugin's own struct_size does not cover is NULL or 0.
  [[nodiscard]] const zin_cache_driver& table() const noexcept { return table_; }

  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  [[nodiscard]] std::span<const std::string> aliases() const noexcept { return aliases_; }
  /// ZIN_CAP_* and ZIN_CCAP_* of the best store; those of one store are in its zin_cache_info.
  [[nodiscard]] std::uint64_t capabilities() const noexcept { return table_.capabilities; }
  /// Whether every bit of `wanted` is among capabilities().
  [[nodiscard]] bool can(std::uint64_t wanted) const noexcept {
    return (table_.capabilities & wanted) == wanted;
  }
  /// Keys that cache_open takes, sorted.
  [[nodiscard]] std::span<const std::string> option_keys() const noexcept { return option_keys_; }
  [[nodiscard]] bool takes_option(std::string_view key) const noexcept;

  [[nodiscard]] const PluginOrigin& origin() const noexcept { return *origin_; }

 private:
  std::string name_;
  std::string alias_text_;
  std::string option_text_;
  std::vector<std::string> aliases_;
  std::vector<std::string> option_keys_;
  std::shared_ptr<const PluginOrigin> origin_;
  zin_cache_driver table_{};  // its views point to the texts above
};

}  // namespace zin::host
