// Reads the rows for plugins and answers a plugin's questions.
// SPDX-License-Identifier: MIT
#include "zin/config/plugin_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/config/connection_reader.hpp"
#include "zin/config/field.hpp"
#include "zin/config/secret_file.hpp"
#include "zin/config/variables.hpp"
#include "zin/config/words.hpp"
#include "zin/config/wrangler_values.hpp"

namespace zin::config {

namespace {

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  const auto parts = listed(host, '.');
  return host.starts_with("127.") && parts.size() == 4 &&
         std::count(host.begin(), host.end(), '.') == 3 &&
         std::all_of(parts.begin(), parts.end(), [](const auto& part) {
           const auto value = parse_unsigned(part);
           return value && *value <= 255;
         });
}

// What is wrong with a base address that tokens are sent to; empty when it is fine.
std::string_view url_problem(std::string_view url) {
  const bool tls = url.starts_with("https://");
  if (!tls && !url.starts_with("http://")) return "must start with https://";
  const std::string_view rest = url.substr(url.find("//") + 2);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  if (authority.empty()) return "has no host";
  if (authority.find('@') != std::string_view::npos) return "must not hold a user or password";
  if (url.find_first_of("?#") != std::string_view::npos) return "must not have a query or fragment";
  std::string_view host = authority;
  if (const auto colon = host.rfind(':'); colon != std::string_view::npos && !host.ends_with(']')) {
    host = host.substr(0, colon);
  }
  if (!tls && !is_loopback(lowered(host))) {
    return "would send secrets in the clear: http is accepted only for localhost, 127.0.0.1 and "
           "[::1], use https";
  }
  return {};
}

std::string checked(const Variable& row, const FoundVariable& found) {
  std::string value = row.secret ? found.value : std::string{trimmed(found.value)};
  switch (row.type) {
    case Type::milliseconds:
    case Type::bytes:
      return fmt::format("{}", number(row, found));
    case Type::choice:
      value = lowered(value);
      if (!one_of(value, row.choices)) refuse(row, found);
      return value;
    case Type::url:
      if (const auto problem = url_problem(value); !problem.empty()) refuse(row, found, problem);
      return value;
    default:
      return value;
  }
}

// Another variable that is meant when this one is not set.
std::string_view stand_in(std::string_view name) {
  if (name == "KV_NAMESPACE_ID") return "CLOUDFLARE_KV_NAMESPACE_ID";
  if (name == "D1_REMOTE_SECRET" || name == "KV_REMOTE_SECRET") return "APP_KEY";
  if (name == "D1_REMOTE_KEY_ID" || name == "KV_REMOTE_KEY_ID") return "APP_NAME";
  return {};
}

}  // namespace

ReadPluginValues read_plugin_values(const Environment& environment, std::string_view app_name,
                                    bool cloudflare) {
  ReadPluginValues result;
  const WranglerValues wrangler = wrangler_values(environment, cloudflare);
  std::map<std::string_view, FoundVariable> set;
  for (const Variable& row : variables()) {
    if (row.scope != Scope::plugin) continue;
    auto found = find_set(environment, row, row.name);
    if (!found) {
      if (const auto other = stand_in(row.name); !other.empty()) {
        found = find_set(environment, row, other);
      }
    }
    EffectiveValue value{.group = "plugins",
                         .variable = std::string{row.name},
                         .value = std::string{row.default_value},
                         .origin = "default",
                         .secret = row.secret};
    if (found) {
      value.value = checked(row, *found);
      value.variable = found->name;
      value.origin = found->origin;
      set.emplace(row.name, *found);
    } else if (stand_in(row.name) == "APP_NAME") {
      value.value = app_name;
    } else if (const auto id = wrangler.values.find(row.name); id != wrangler.values.end()) {
      value.value = id->second.value;
      value.origin = id->second.origin;
    }
    if (row.name == "ZIN_WRANGLER_CONFIG" && !wrangler.problem.empty()) {
      value.origin = fmt::format("found, and says nothing: {}", wrangler.problem);
    }
    if (!value.value.empty()) result.values.emplace(row.name, value.value);
    if (row.secret && !value.value.empty()) value.value = masked;
    result.shown.push_back(std::move(value));
  }

  const auto token = set.find("CLOUDFLARE_API_TOKEN");
  const auto file = set.find("CLOUDFLARE_API_TOKEN_FILE");
  if (token != set.end() && file != set.end()) {
    throw Error{Errc::invalid_config,
                fmt::format("{} and {} contradict each other: keep one of them",
                            quoted(*plugin_variable(token->first), token->second),
                            quoted(*plugin_variable(file->first), file->second))};
  }
  return result;
}

std::optional<std::string> plugin_value(const PluginValues& values, std::string_view key) {
  if (plugin_variable(key) == nullptr || key.ends_with("_FILE")) return std::nullopt;
  if (const auto file = values.find(fmt::format("{}_FILE", key)); file != values.end()) {
    return read_secret(file->second, file->first);
  }
  const auto found = values.find(key);
  if (found == values.end()) return std::nullopt;
  return found->second;
}

}  // namespace zin::config
