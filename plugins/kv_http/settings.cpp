// Reads settings and says which one is missing.
// SPDX-License-Identifier: MIT
#include "settings.hpp"

#include "zin/plugin/failure.hpp"

namespace zin::kv {
namespace {

static_assert(rest_option_keys.starts_with(cloudflare::endpoint_option_keys));
static_assert(remote_option_keys.starts_with(cloudflare::endpoint_option_keys));

constexpr std::int64_t most_connections = 64;

StoreSettings read_store_settings(const plugin::Options& given) {
  StoreSettings out;
  if (const auto count = given.number("connections", 1, most_connections))
    out.connections = static_cast<std::size_t>(*count);
  out.clear_all = given.flag("clear_all", false);
  return out;
}

}  // namespace

RestSettings read_rest_settings(const plugin::Options& given) {
  RestSettings out;
  out.account = cloudflare::required_setting(
      given, "account_id", "CLOUDFLARE_ACCOUNT_ID",
      "set it to the account's id from the dashboard, or account_id in the wrangler config");
  cloudflare::check_id(out.account, "CLOUDFLARE_ACCOUNT_ID");
  out.token = cloudflare::required_setting(
      given, "api_token", "CLOUDFLARE_API_TOKEN",
      "create a token with the permission Workers KV Storage: Edit, and set it or "
      "CLOUDFLARE_API_TOKEN_FILE");
  cloudflare::check_secret(out.token, "CLOUDFLARE_API_TOKEN");
  out.name_space = cloudflare::required_setting(
      given, "namespace_id", "KV_NAMESPACE_ID",
      "set it to the namespace's id, or KV_BINDING to its binding in the wrangler config");
  cloudflare::check_id(out.name_space, "KV_NAMESPACE_ID");
  out.endpoint = cloudflare::read_endpoint(given, cloudflare::api_variables);
  out.store = read_store_settings(given);
  return out;
}

RemoteSettings read_remote_settings(const plugin::Options& given) {
  RemoteSettings out;
  out.endpoint = cloudflare::read_endpoint(
      given, {.url = "KV_REMOTE_URL", .default_url = "", .timeout = "ZT_PROXY_TIMEOUT_MS"});
  out.key.id = cloudflare::required_setting(given, "key_id", "KV_REMOTE_KEY_ID",
                                            "set it to the key's id at the proxy, or APP_NAME");
  out.key.secret = cloudflare::required_setting(given, "secret", "KV_REMOTE_SECRET",
                                                "set it to the secret of that key, or APP_KEY");
  // Unlike a token, the secret is never sent: any characters will do.
  cloudflare::check_secret(out.key.id, "KV_REMOTE_KEY_ID");
  out.name_space = cloudflare::setting(given, "namespace", "KV_REMOTE_NAMESPACE");
  out.store = read_store_settings(given);
  return out;
}

}  // namespace zin::kv
