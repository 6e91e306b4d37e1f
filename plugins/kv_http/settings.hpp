// The settings of both kinds of store, from options, else from the host.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "cloudflare/service_options.hpp"
#include "cloudflare/signing.hpp"
#include "zin/plugin/options.hpp"

namespace zin::kv {

/// What both kinds of store take besides cloudflare::endpoint_option_keys.
struct StoreSettings {
  /// Most connections at the same time; 1 to 64, default 8. The service counts requests, not them.
  std::size_t connections = 8;
  /// Whether clear("") may remove every key of the namespace, whoever wrote it; default no.
  bool clear_all = false;
};

struct RestSettings {
  cloudflare::Endpoint endpoint;
  std::string account;
  std::string token;
  std::string name_space;
  StoreSettings store;
};

struct RemoteSettings {
  cloudflare::Endpoint endpoint;
  cloudflare::SigningKey key;
  std::string name_space;  ///< Empty = the proxy's own.
  StoreSettings store;
};

inline constexpr std::string_view rest_option_keys =
    "base_url timeout_ms connect_timeout_ms send_timeout_ms receive_timeout_ms max_response_bytes "
    "ssl_mode ssl_ca account_id api_token namespace_id connections clear_all";
inline constexpr std::string_view remote_option_keys =
    "base_url timeout_ms connect_timeout_ms send_timeout_ms receive_timeout_ms max_response_bytes "
    "ssl_mode ssl_ca key_id secret namespace connections clear_all";

/// Throws MISUSE, naming the variable that is missing or wrong and the next step, or DATA for a bad
/// option. Nothing is sent.
[[nodiscard]] RestSettings read_rest_settings(const plugin::Options& given);
[[nodiscard]] RemoteSettings read_remote_settings(const plugin::Options& given);

}  // namespace zin::kv
