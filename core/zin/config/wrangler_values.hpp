// What the wrangler config says where the variables of Cloudflare's drivers are not set.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "zin/config/env.hpp"

namespace zin::config {

/// A value of the config that stands for a variable.
struct WranglerValue {
  std::string value{};
  std::string origin{};  ///< "wrangler.jsonc line 12".
};

struct WranglerValues {
  /// By variable: CLOUDFLARE_ACCOUNT_ID, D1_DATABASE_ID, KV_NAMESPACE_ID, and ZIN_WRANGLER_CONFIG
  /// for a file that was found.
  std::map<std::string, WranglerValue, std::less<>> values{};
  /// Why the file that was found says nothing; empty when it does, or there is none.
  std::string problem{};
};

/// Reads the file of ZIN_WRANGLER_CONFIG, else the one that is found from the working folder
/// upwards; none in a setuid process, whose working folder is its caller's choice. The bindings
/// are those of D1_BINDING and KV_BINDING, the section that of WRANGLER_ENV.
/// Throws Errc::invalid_config as read_wrangler() does when the file was named or is `needed`;
/// else the message becomes the problem: a program without Cloudflare has no use for the file.
/// [blocks]
[[nodiscard]] WranglerValues wrangler_values(const Environment& environment, bool needed);

}  // namespace zin::config
