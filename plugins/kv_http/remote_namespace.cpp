// Signs each attempt anew and reads the proxy's answers.
// SPDX-License-Identifier: MIT
#include "remote_namespace.hpp"

#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "cloudflare/envelope.hpp"
#include "json_text.hpp"
#include "key.hpp"
#include "remote_value.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::kv {
namespace {

namespace ondemand = simdjson::ondemand;

// The proxy's own limits: ZT_MAX_BODY_BYTES and ZT_KV_LIST_LIMIT, where nobody has set them.
constexpr std::size_t most_body_bytes = 128 * 1024;
constexpr std::uint32_t most_listed = 100;
// What stays of a body behind the longest key, the namespace and the frame, as base64.
constexpr std::uint64_t always_fitting_bytes = (most_body_bytes - 4096) / 4 * 3;

std::int64_t unix_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string_view hint(const cloudflare::ApiError& error, int status) {
  if (error.word == "EXPIRED")
    return "; the clocks of this machine and of the proxy are further apart than its window: "
           "synchronise them";
  if (error.word == "UNKNOWN_KEY") return "; see that the proxy knows KV_REMOTE_KEY_ID";
  if (error.word == "INVALID_SIGNATURE" || error.word == "MISSING_HEADER")
    return "; see that KV_REMOTE_SECRET is the secret of that key, and that KV_REMOTE_URL is the "
           "proxy's address";
  if (status == 404) return "; see that KV_REMOTE_URL is the address of a proxy for KV";
  if (status == 413) return "; the proxy takes 128 KiB in one request";
  return "";
}

plugin::Failure unreadable_answer() {
  return {ZIN_E_ERROR, ZIN_CAT_CONNECTION,
          "the KV proxy answered with what is no JSON of its protocol: see that KV_REMOTE_URL is "
          "its address"};
}

simdjson::padded_string_view padded_view(const std::string& body) {
  return simdjson::padded_string_view(body.data(), body.size(), body.capacity());
}

}  // namespace

RemoteNamespace::RemoteNamespace(RemoteSettings settings, const WallClock& clock)
    : settings_(std::move(settings)),
      clock_(clock),
      clients_(settings_.endpoint, settings_.store.connections) {}

std::uint64_t RemoteNamespace::max_value_bytes() const noexcept { return always_fitting_bytes; }

void RemoteNamespace::check_value(std::string_view key, std::string_view value) const {
  if (value.size() <= always_fitting_bytes) return;
  // The longest deadline, since the true one is not known yet.
  const Pair longest{
      key, value, {.ttl_s = min_ttl_s, .deadline_ms = INT64_MAX, .needs_note = true}};
  if (value.size() > most_body_bytes || put_body(longest).size() > most_body_bytes)
    throw refusal("a value has " + std::to_string(value.size()) +
                  " bytes, and the signed proxy takes 131072 (128 KiB) in one request, "
                  "with its key and its encoding: store it in parts, or use kv-http");
}

std::string RemoteNamespace::body_for(std::string_view key) const {
  std::string out = "{";
  if (!settings_.name_space.empty()) {
    out += "\"namespace\":";
    append_string(out, settings_.name_space);
    out += ',';
  }
  out += "\"key\":";
  append_string(out, key);
  return out;
}

std::string RemoteNamespace::put_body(const Pair& pair) const {
  std::string out = body_for(pair.key);
  (out += ",\"value\":") += encoded_value(pair.value, pair.life.deadline_ms);
  if (pair.life.ttl_s != 0) out += ",\"ttlSeconds\":" + std::to_string(pair.life.ttl_s);
  return out += '}';
}

std::string RemoteNamespace::call(cloudflare::Client& client, std::string_view path,
                                  std::string_view body, const plugin::Operation& op) const {
  cloudflare::Request request;
  request.method = "POST";
  request.path = path;
  request.body = body;
  request.content_type = "application/json";
  const auto sign = [&](cloudflare::Request& attempt) {
    const std::string nonce = cloudflare::new_nonce();
    attempt.headers = cloudflare::sign(settings_.key, {.method = attempt.method,
                                                       .path = attempt.path,
                                                       .search = "",
                                                       .body = attempt.body,
                                                       .timestamp_ms = unix_ms(),
                                                       .nonce = nonce});
  };
  cloudflare::Response response = client.call(request, true, op, cloudflare::by_status, sign);
  if (response.status >= 200 && response.status < 300) return std::move(response.body);
  const cloudflare::ApiError error = cloudflare::read_error(response.body);
  plugin::Failure failure = cloudflare::status_failure(response, error, true);
  if (response.status == 404) failure = refusal(std::move(failure.message));
  failure.message += hint(error, response.status);
  failure.message = cloudflare::redacted("the KV proxy refused the request: " + failure.message,
                                         {settings_.key.secret});
  throw failure;
}

std::optional<Found> RemoteNamespace::read_one(cloudflare::Client& client, std::string_view key,
                                               const plugin::Operation& op) const {
  // As text: what was stored without the proxy need be no JSON, which it fails on.
  const std::string answer = call(client, "/zin/kv/get", body_for(key) + ",\"type\":\"text\"}", op);
  ondemand::parser parser;
  ondemand::document document;
  ondemand::value value;
  if (parser.iterate(padded_view(answer)).get(document) != simdjson::SUCCESS ||
      document.find_field_unordered("value").get(value) != simdjson::SUCCESS)
    throw unreadable_answer();
  std::string_view stored;
  if (value.is_null()) return std::nullopt;
  if (value.get_string().get(stored) != simdjson::SUCCESS) throw unreadable_answer();
  std::optional<RemoteValue> decoded = decoded_value(stored);
  if (!decoded)
    throw refusal(
        "a value behind the KV proxy is framed as zin does it, but damaged: "
        "forget its key and store it again");
  if (decoded->deadline_ms != 0 && decoded->deadline_ms <= clock_.now_ms()) return std::nullopt;
  return Found{std::move(decoded->bytes), decoded->deadline_ms};
}

std::vector<std::optional<Found>> RemoteNamespace::read(std::span<const std::string_view> keys,
                                                        Wanted, const plugin::Operation& op) {
  std::vector<std::optional<Found>> out(keys.size());
  const ClientPool::Lease client = clients_.lend(op);
  clients_.for_each(*client, op, keys.size(), [&](cloudflare::Client& one, std::size_t i) {
    out[i] = read_one(one, keys[i], op);
  });
  return out;
}

std::vector<std::size_t> RemoteNamespace::write(std::span<const Pair> pairs,
                                                const plugin::Operation& op) {
  const ClientPool::Lease client = clients_.lend(op);
  clients_.for_each(*client, op, pairs.size(), [&](cloudflare::Client& one, std::size_t i) {
    (void)call(one, "/zin/kv/put", put_body(pairs[i]), op);
  });
  return {};
}

std::vector<std::size_t> RemoteNamespace::remove(std::span<const std::string_view> keys,
                                                 const plugin::Operation& op) {
  const ClientPool::Lease client = clients_.lend(op);
  clients_.for_each(*client, op, keys.size(), [&](cloudflare::Client& one, std::size_t i) {
    (void)call(one, "/zin/kv/delete", body_for(keys[i]) + '}', op);
  });
  return {};
}

// The proxy lists names as they lie in the namespace: behind a prefix of its own, which it does not
// tell, and ours.
std::string RemoteNamespace::without_proxy_prefix(std::string_view name,
                                                  std::string_view prefix) const {
  const std::string ours =
      settings_.name_space.empty() ? std::string() : settings_.name_space + ':';
  const std::string begin = ours + std::string(prefix);
  if (name.starts_with(begin)) return std::string(name.substr(ours.size()));
  const std::size_t at = begin.empty() ? std::string_view::npos : name.find(':' + begin);
  if (at == std::string_view::npos) throw unreadable_answer();
  return std::string(name.substr(at + 1 + ours.size()));
}

ListPage RemoteNamespace::list(std::string_view prefix, std::string_view cursor,
                               std::uint32_t limit, const plugin::Operation& op) {
  const std::uint32_t wanted = limit == 0 ? most_listed : std::clamp(limit, 1u, most_listed);
  // The route reads `prefix` where the others read `key`.
  std::string body = "{";
  if (!settings_.name_space.empty()) {
    append_string(body += "\"namespace\":", settings_.name_space);
    body += ',';
  }
  append_string(body += "\"prefix\":", prefix);
  if (!cursor.empty()) append_string(body += ",\"cursor\":", cursor);
  body += ",\"limit\":" + std::to_string(wanted) + '}';
  const ClientPool::Lease client = clients_.lend(op);
  const std::string answer = call(*client, "/zin/kv/list", body, op);
  ondemand::parser parser;
  ondemand::document document;
  ondemand::array names;
  ListPage out;
  if (parser.iterate(padded_view(answer)).get(document) != simdjson::SUCCESS ||
      document.find_field_unordered("keys").get_array().get(names) != simdjson::SUCCESS)
    throw unreadable_answer();
  for (auto one : names) {
    std::string_view name;
    if (one.get_string().get(name) != simdjson::SUCCESS) throw unreadable_answer();
    out.keys.push_back({without_proxy_prefix(name, prefix), 0});
  }
  bool complete = false;
  if (document.find_field_unordered("listComplete").get_bool().get(complete) != simdjson::SUCCESS)
    throw unreadable_answer();
  std::string_view next;
  if (!complete &&
      (document.find_field_unordered("cursor").get_string().get(next) != simdjson::SUCCESS ||
       next.empty() || next == cursor))
    throw unreadable_answer();
  out.cursor = next;
  return out;
}

}  // namespace zin::kv
