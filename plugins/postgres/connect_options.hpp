// The options of a connection, checked, as libpq's own.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "zin/plugin/options.hpp"

namespace zin::postgres {

/// The standard keys, then libpq's under its own names, up to libpq 18.
inline constexpr std::string_view option_keys =
    "hosts host hostaddr port socket database username password ssl_mode ssl_ca ssl_cert ssl_key "
    "connect_timeout_ms application_name charset timezone target_session_attrs load_balance_hosts "
    "options channel_binding require_auth sslpassword sslcrl sslcrldir sslsni sslcompression "
    "sslcertmode sslnegotiation ssl_min_protocol_version ssl_max_protocol_version requirepeer "
    "keepalives keepalives_idle keepalives_interval keepalives_count tcp_user_timeout gssencmode "
    "krbsrvname gsslib gssdelegation replication fallback_application_name min_protocol_version "
    "max_protocol_version sslkeylogfile scram_client_key scram_server_key passfile oauth_issuer "
    "oauth_client_id oauth_client_secret oauth_scope";

/// One server to try. `host` is a name, an address, or the folder of a socket.
struct Endpoint {
  std::string host, address, port;
  [[nodiscard]] bool is_socket() const noexcept { return host.starts_with('/'); }
};

struct ConnectOptions {
  std::vector<Endpoint> endpoints{};  ///< Never empty; addresses may be.
  std::string conninfo{};             ///< All that is the same for each of them.
  std::string timezone{};
  std::string target_session_attrs{};
  bool shuffled = false;  ///< load_balance_hosts=random
  bool has_password = false;
  std::int64_t connect_timeout_ms = 0;  ///< 0 = none
};

/// Throws DATA for a value that cannot be right, or that this libpq does not know.
[[nodiscard]] ConnectOptions read_options(const plugin::Options& given);

/// The conninfo string for one endpoint, with `attrs` for target_session_attrs.
[[nodiscard]] std::string conninfo_for(const ConnectOptions& options, const Endpoint& endpoint,
                                       std::string_view attrs);

}  // namespace zin::postgres
