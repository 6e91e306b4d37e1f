// Decides between single and bulk calls, repeats what a bulk call left undone.
// SPDX-License-Identifier: MIT
#include "rest_namespace.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "json_text.hpp"
#include "key.hpp"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::kv {
namespace {

constexpr std::uint64_t most_value_bytes = 25u << 20;
constexpr std::size_t keys_in_bulk_get = 100;
constexpr std::size_t keys_in_bulk = 1000;  // the service takes 10,000: a failure then costs less
// The service takes 100 MB, and base64 takes a third more than what it stands for.
constexpr std::size_t bytes_in_bulk = 48u << 20;
constexpr int bulk_attempts = 3;
constexpr std::int64_t a_second_ns = 1'000'000'000;
constexpr std::int64_t ms_per_s = 1'000;
// How far the clocks of this machine and of the service may be apart.
constexpr std::int64_t clock_slack_s = 10;

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// A value that a call which answers in JSON might have changed: what is no UTF-8 comes back with
// replacement characters. A decoder may drop a mark at the front, which is noted therefore.
bool is_doubtful(const BulkValue& value) {
  return value.note.bytes || value.text.find(replacement) != std::string_view::npos;
}

Note note_for(const Pair& pair) {
  Note note;
  if (pair.life.needs_note) note.deadline_ms = pair.life.deadline_ms;
  note.bytes = pair.value.starts_with(byte_order_mark);
  return note;
}

// The keys of a failed part by their names; a key that was given twice is done again twice.
std::vector<std::size_t> indices_of(const std::vector<std::string>& names,
                                    std::span<const std::size_t> part, const auto& key_at) {
  const std::unordered_set<std::string_view> failed(names.begin(), names.end());
  std::vector<std::size_t> out;
  for (const std::size_t index : part)
    if (failed.contains(key_at(index))) out.push_back(index);
  return out;
}

// KV takes a key once in a second.
void pause_before_repeat(cloudflare::Client& client, int made, const plugin::Operation& op) {
  const std::int64_t until = plugin::now_ns() + made * a_second_ns;
  if (until >= op.deadline_ns())
    throw plugin::Failure(ZIN_E_TIMEOUT, ZIN_CAT_TIMEOUT,
                          "KV left some keys undone, and there is no time to repeat them: allow "
                          "more than a second for writes of many keys");
  const cloudflare::Interruption::Operating operating(client.interruption(), op);
  if (!client.interruption().pause_until(until))
    throw plugin::Failure(ZIN_E_CANCELLED, ZIN_CAT_CANCELLED, "cancelled between two attempts");
}

// Sends `part`, then what of it was left undone. `send` takes indices and gives names.
std::vector<std::size_t> with_repeats(std::vector<std::size_t> part, const auto& key_at,
                                      cloudflare::Client& client, const plugin::Operation& op,
                                      const auto& send) {
  for (int made = 1;; ++made) {
    part = indices_of(send(part), part, key_at);
    if (part.empty() || made == bulk_attempts) return part;
    pause_before_repeat(client, made, op);
  }
}

}  // namespace

RestNamespace::RestNamespace(RestSettings settings, const WallClock& clock)
    : settings_(std::move(settings)),
      clock_(clock),
      clients_(settings_.endpoint, settings_.store.connections) {}

std::uint64_t RestNamespace::max_value_bytes() const noexcept { return most_value_bytes; }

void RestNamespace::check_value(std::string_view, std::string_view value) const {
  if (value.size() > most_value_bytes)
    throw refusal("a value has " + std::to_string(value.size()) +
                  " bytes, KV takes 26214400 (25 MiB): store it in parts, or elsewhere");
}

std::optional<Found> RestNamespace::read_one(RestCalls& calls, std::string_view key,
                                             Wanted wanted) const {
  if (!wanted.value && !wanted.expiry) {
    const Presence presence = calls.metadata(key);
    if (!presence.there) return std::nullopt;
    const std::int64_t deadline = presence.note.deadline_ms;
    if (!presence.unsure)
      return deadline != 0 && deadline <= clock_.now_ms() ? std::nullopt : std::optional(Found{});
  }
  std::optional<PlainValue> plain = calls.value(key);
  if (!plain) return std::nullopt;
  Found out{std::move(plain->bytes), plain->expires_s * ms_per_s};
  const std::int64_t last_minute_s = min_ttl_s + clock_slack_s;
  if (out.expires_ms != 0 &&
      (wanted.expiry || out.expires_ms - clock_.now_ms() <= last_minute_s * ms_per_s)) {
    const Presence presence = calls.metadata(key);
    if (!presence.there) return std::nullopt;
    if (presence.note.deadline_ms != 0) out.expires_ms = presence.note.deadline_ms;
  }
  if (out.expires_ms != 0 && out.expires_ms <= clock_.now_ms()) return std::nullopt;
  return out;
}

std::vector<std::size_t> RestNamespace::read_some(RestCalls& calls,
                                                  std::span<const std::string_view> keys,
                                                  Wanted wanted,
                                                  std::span<std::optional<Found>> out) const {
  std::unordered_multimap<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < keys.size(); ++i) places.emplace(keys[i], i);
  std::vector<std::size_t> singly;
  const std::int64_t now = clock_.now_ms();
  const bool whole = calls.values(keys, [&](std::string_view key, const BulkValue& value) {
    const std::int64_t expires_ms =
        value.note.deadline_ms != 0 ? value.note.deadline_ms : value.expires_s * ms_per_s;
    if (expires_ms != 0 && expires_ms <= now) return;
    const auto [first, last] = places.equal_range(key);
    for (auto at = first; at != last; ++at) {
      if (wanted.value && is_doubtful(value))
        singly.push_back(at->second);
      else
        out[at->second] = Found{std::string(value.text), expires_ms};
    }
  });
  if (!whole)
    for (std::size_t i = 0; i < keys.size(); ++i) singly.push_back(i);
  return singly;
}

std::vector<std::optional<Found>> RestNamespace::read(std::span<const std::string_view> keys,
                                                      Wanted wanted, const plugin::Operation& op) {
  std::vector<std::optional<Found>> out(keys.size());
  const ClientPool::Lease client = clients_.lend(op);
  RestCalls calls(settings_, *client, op);
  if (keys.size() == 1) {
    out.front() = read_one(calls, keys.front(), wanted);
    return out;
  }
  std::vector<std::size_t> singly;
  for (std::size_t at = 0; at < keys.size(); at += keys_in_bulk_get) {
    const std::size_t count = std::min(keys_in_bulk_get, keys.size() - at);
    for (const std::size_t i :
         read_some(calls, keys.subspan(at, count), wanted, std::span(out).subspan(at, count)))
      singly.push_back(at + i);
  }
  clients_.for_each(*client, op, singly.size(), [&](cloudflare::Client& one, std::size_t i) {
    RestCalls single(settings_, one, op);
    out[singly[i]] = read_one(single, keys[singly[i]], wanted);
  });
  return out;
}

std::vector<std::size_t> RestNamespace::write(std::span<const Pair> pairs,
                                              const plugin::Operation& op) {
  const ClientPool::Lease client = clients_.lend(op);
  RestCalls calls(settings_, *client, op);
  std::vector<std::size_t> failed;
  const auto key_at = [&](std::size_t i) { return pairs[i].key; };
  const auto send = [&](const std::vector<std::size_t>& part) {
    std::string body = "[";
    for (const std::size_t i : part) append_pair(body, pairs[i], note_for(pairs[i]));
    body += ']';
    return calls.put_many(body);
  };
  for (std::size_t at = 0; at < pairs.size();) {
    std::vector<std::size_t> part;
    std::size_t bytes = 0;
    do {
      bytes += pairs[at].key.size() + pairs[at].value.size();
      part.push_back(at++);
    } while (at < pairs.size() && part.size() < keys_in_bulk &&
             bytes + pairs[at].value.size() <= bytes_in_bulk);
    if (part.size() == 1) {
      calls.put(pairs[part.front()], note_for(pairs[part.front()]));
      continue;
    }
    const auto left = with_repeats(std::move(part), key_at, *client, op, send);
    failed.insert(failed.end(), left.begin(), left.end());
  }
  return failed;
}

std::vector<std::size_t> RestNamespace::remove(std::span<const std::string_view> keys,
                                               const plugin::Operation& op) {
  const ClientPool::Lease client = clients_.lend(op);
  RestCalls calls(settings_, *client, op);
  std::vector<std::size_t> failed;
  if (keys.size() == 1) {
    calls.remove(keys.front());
    return failed;
  }
  const auto key_at = [&](std::size_t i) { return keys[i]; };
  const auto send = [&](const std::vector<std::size_t>& part) {
    std::string body = "[";
    for (const std::size_t i : part) {
      if (body.size() > 1) body += ',';
      append_string(body, keys[i]);
    }
    body += ']';
    return calls.remove_many(body);
  };
  for (std::size_t at = 0; at < keys.size();) {
    std::vector<std::size_t> part;
    for (; at < keys.size() && part.size() < keys_in_bulk; ++at) part.push_back(at);
    const auto left = with_repeats(std::move(part), key_at, *client, op, send);
    failed.insert(failed.end(), left.begin(), left.end());
  }
  return failed;
}

ListPage RestNamespace::list(std::string_view prefix, std::string_view cursor, std::uint32_t limit,
                             const plugin::Operation& op) {
  const ClientPool::Lease client = clients_.lend(op);
  return RestCalls(settings_, *client, op).list(prefix, cursor, limit);
}

}  // namespace zin::kv
