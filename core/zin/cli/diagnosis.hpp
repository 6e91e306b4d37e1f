// The checks of `zin doctor`, one by one.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "zin/manager.hpp"

namespace zin::cli {

enum class CheckStatus : std::uint8_t { ok, fail, skip };
/// "ok" etc.
[[nodiscard]] std::string_view to_string(CheckStatus status) noexcept;

struct Check {
  std::string name;
  CheckStatus status = CheckStatus::ok;
  std::string detail{};     ///< What was found, or what is wrong.
  std::string next_step{};  ///< What to do; of an `ok` something to think about, mostly empty.
};

/// Opens the connection and looks at everything that may keep it from working: settings, driver,
/// plugin, the connection itself, a ping, `select 1`, the server's version, a transaction, the
/// pool's settings, for SQLite the file and its folder, and for Cloudflare's drivers the token, the
/// account and the ids. What cannot be asked because of an
/// earlier failure is `skip`. Changes nothing but what opening does. Throws nothing that the
/// connection or its settings may be blamed for. [blocks]
[[nodiscard]] std::vector<Check> diagnose(Manager& manager, std::string_view connection);

}  // namespace zin::cli
