// One database driver that passed every check: its function table and what it declares.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "zin/abi/driver.h"
#include "zin/host/plugin_origin.hpp"

namespace zin::host {

/// An immutable view of one driver. Made by the loader or by register_driver and never destroyed:
/// references to it hold until the process ends. [thread-safe]
class DriverHandle {
 public:
  /// Copies the table and all texts of `given`, which must have passed check_driver().
  DriverHandle(const zin_driver& given, std::shared_ptr<const PluginOrigin> origin);
  DriverHandle(const DriverHandle&) = delete;
  DriverHandle& operator=(const DriverHandle&) = delete;

  /// A full-size copy: what the plugin's own struct_size does not cover is NULL or 0, so that
  /// `if (handle.table().start_ping)` is all that a caller has to ask.
  [[nodiscard]] const zin_driver& table() const noexcept { return table_; }

  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  [[nodiscard]] std::span<const std::string> aliases() const noexcept { return aliases_; }
  /// Family of SQL that it speaks, "sqlite"; empty: no SQL.
  [[nodiscard]] std::string_view dialect() const noexcept { return dialect_; }
  /// ZIN_CAP_* of the best connection; those of one connection are in its zin_conn_info.
  [[nodiscard]] std::uint64_t capabilities() const noexcept { return table_.capabilities; }
  /// Whether every bit of `wanted` is among capabilities().
  [[nodiscard]] bool can(std::uint64_t wanted) const noexcept {
    return (table_.capabilities & wanted) == wanted;
  }
  /// Keys that conn_new takes, sorted.
  [[nodiscard]] std::span<const std::string> option_keys() const noexcept { return option_keys_; }
  [[nodiscard]] bool takes_option(std::string_view key) const noexcept;

  [[nodiscard]] const PluginOrigin& origin() const noexcept { return *origin_; }

 private:
  std::string name_;
  std::string alias_text_;
  std::string dialect_;
  std::string option_text_;
  std::vector<std::string> aliases_;
  std::vector<std::string> option_keys_;
  std::shared_ptr<const PluginOrigin> origin_;
  zin_driver table_{};  // its views point to the texts above
};

}  // namespace zin::host
