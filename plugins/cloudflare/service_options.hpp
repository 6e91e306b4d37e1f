// Where the service is and who asks: from the options of a connection, else from the host.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base_url.hpp"
#include "zin/plugin/options.hpp"

namespace zin::cloudflare {

/// How long one request may take, and how large its answer may be.
struct Limits {
  std::int64_t connect_ns = 5'000'000'000;  ///< Opening a connection, TLS included.
  std::int64_t send_ns = 10'000'000'000;    ///< Until the peer takes further bytes.
  std::int64_t receive_ns =
      35'000'000'000;  ///< Until further bytes come; the service's own cap is 30 s.
  std::int64_t request_ns =
      30'000'000'000;  ///< One request and its answer; a further attempt has its own.
  std::uint64_t max_response_bytes = 64u << 20;
};

/// Where requests go.
struct Endpoint {
  BaseUrl base;
  std::string ca_file;  ///< PEM of the authorities to trust; empty = the system's.
  Limits limits;
};

/// The keys that every driver here takes; read_endpoint() reads them.
inline constexpr std::string_view endpoint_option_keys =
    "base_url timeout_ms connect_timeout_ms send_timeout_ms receive_timeout_ms max_response_bytes "
    "ssl_mode ssl_ca";

/// The variables that stand in for options.
struct EndpointVariables {
  std::string_view url;
  std::string_view default_url;  ///< "" = the variable has to be set.
  std::string_view timeout;
};
inline constexpr EndpointVariables api_variables{
    .url = "CLOUDFLARE_API_BASE_URL",
    .default_url = "https://api.cloudflare.com/client/v4",
    .timeout = "CLOUDFLARE_TIMEOUT"};

/// Throws MISUSE or DATA, which the host tells as a setting that is wrong.
[[nodiscard]] Endpoint read_endpoint(const plugin::Options& given,
                                     const EndpointVariables& variables);

/// The option, else what the host has for the variable, else "".
[[nodiscard]] std::string setting(const plugin::Options& given, std::string_view option,
                                  std::string_view variable);

/// The same, but throws MISUSE when there is none, naming both and `next_step`.
[[nodiscard]] std::string required_setting(const plugin::Options& given, std::string_view option,
                                           std::string_view variable, std::string_view next_step);

/// Throws MISUSE unless `id` is of letters, digits, `-` and `_`, as all ids of the service are: it
/// becomes a part of a path. `name` is who is to blame.
void check_id(std::string_view id, std::string_view name);

/// Throws MISUSE unless `secret` can stand in a header; it does not appear in the message.
void check_secret(std::string_view secret, std::string_view name);

}  // namespace zin::cloudflare
