// Reads the settings of a service and says which one is missing.
// SPDX-License-Identifier: MIT
#include "service_options.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "zin/plugin/failure.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::cloudflare {
namespace {

constexpr std::int64_t ns_per_ms = 1'000'000;
constexpr std::int64_t a_day_ms = 86'400'000;

std::optional<std::int64_t> configured(std::string_view variable, std::int64_t highest) {
  const std::string_view text = plugin::config(variable);
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 1 || value > highest)
    throw plugin::misuse(std::string(variable) + " takes a whole number from 1 to " +
                         std::to_string(highest));
  return value;
}

void read_limits(const plugin::Options& given, std::string_view timeout, Limits& out) {
  const auto read = [&](std::string_view key, std::int64_t& ns) {
    if (const auto ms = given.number(key, 1, a_day_ms)) ns = *ms * ns_per_ms;
  };
  if (const auto ms = configured(timeout, a_day_ms)) out.request_ns = *ms * ns_per_ms;
  read("timeout_ms", out.request_ns);
  // A receive that is shorter than the whole call would cut it short.
  out.receive_ns = std::max(out.receive_ns, out.request_ns);
  // 0 = no limit of its own.
  if (const auto ms = given.number("connect_timeout_ms", 0, a_day_ms))
    out.connect_ns = *ms == 0 ? a_day_ms * ns_per_ms : *ms * ns_per_ms;
  read("send_timeout_ms", out.send_ns);
  read("receive_timeout_ms", out.receive_ns);
  constexpr std::int64_t four_gib = std::int64_t{4} << 30;
  auto bytes = given.number("max_response_bytes", 1, four_gib);
  if (!bytes) bytes = configured("CLOUDFLARE_MAX_RESPONSE_BYTES", four_gib);
  if (bytes) out.max_response_bytes = static_cast<std::uint64_t>(*bytes);
}

}  // namespace

std::string setting(const plugin::Options& given, std::string_view option,
                    std::string_view variable) {
  if (const auto value = given.find(option); value && !value->empty()) return std::string(*value);
  return std::string(plugin::config(variable));
}

std::string required_setting(const plugin::Options& given, std::string_view option,
                             std::string_view variable, std::string_view next_step) {
  std::string value = setting(given, option, variable);
  if (value.empty())
    throw plugin::misuse(std::string(variable) + " is not set: " + std::string(next_step) +
                         ", or give the connection the option " + std::string(option));
  return value;
}

Endpoint read_endpoint(const plugin::Options& given, const EndpointVariables& variables) {
  Endpoint out;
  std::string url = setting(given, "base_url", variables.url);
  if (url.empty()) url = variables.default_url;
  if (url.empty())
    throw plugin::misuse(std::string(variables.url) +
                         " is not set: set it to the address of the proxy, https://...");
  out.base = parse_base_url(url, variables.url);
  const std::string_view mode = given.find("ssl_mode").value_or("");
  if (!out.base.tls && mode != "" && mode != "false" && mode != "disable" && mode != "prefer")
    throw plugin::misuse("DB_SSL asks for TLS, but " + std::string(variables.url) +
                         " starts with http://: use https, or unset DB_SSL");
  out.ca_file = given.find("ssl_ca").value_or("");
  read_limits(given, variables.timeout, out.limits);
  return out;
}

void check_id(std::string_view id, std::string_view name) {
  const bool fine =
      !id.empty() && id.size() <= 128 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
      });
  if (!fine)
    throw plugin::misuse(std::string(name) +
                         " is no id: it may have letters, digits, - and _, copy it from the "
                         "dashboard or from the wrangler config");
}

void check_secret(std::string_view secret, std::string_view name) {
  if (std::any_of(secret.begin(), secret.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x7f;
      }))
    throw plugin::misuse(std::string(name) +
                         " holds a blank, a line break or another character that no token has: "
                         "copy it again");
}

}  // namespace zin::cloudflare
