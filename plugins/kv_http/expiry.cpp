// Rounds up for the service and keeps the exact moment beside the value.
// SPDX-License-Identifier: MIT
#include "expiry.hpp"

#include <simdjson.h>

#include <algorithm>

#include "zin/abi/cache.h"

namespace zin::kv {
namespace {

constexpr std::int64_t ns_in_ms = 1'000'000;
constexpr std::int64_t ms_in_s = 1'000;
// A century: what is longer would overflow somewhere, and nobody waits for its end.
constexpr std::int64_t longest_ms = 100 * 365 * 86'400'000LL;

constexpr std::int64_t divided_up(std::int64_t value, std::int64_t by) noexcept {
  return value / by + (value % by == 0 ? 0 : 1);
}

}  // namespace

Lifetime lifetime(std::int64_t ttl_ns, std::int64_t now_ms) noexcept {
  if (ttl_ns == ZIN_TTL_NONE) return {};
  const std::int64_t ttl_ms = std::min(divided_up(ttl_ns, ns_in_ms), longest_ms);
  Lifetime out;
  out.ttl_s = std::max(divided_up(ttl_ms, ms_in_s), min_ttl_s);
  out.deadline_ms = now_ms + ttl_ms;
  out.needs_note = ttl_ms != out.ttl_s * ms_in_s;
  return out;
}

std::string metadata_of(const Note& note) {
  std::string out = "{\"zin\":{";
  if (note.deadline_ms != 0) out += "\"expires_ms\":" + std::to_string(note.deadline_ms);
  if (note.deadline_ms != 0 && note.bytes) out += ',';
  if (note.bytes) out += "\"bytes\":true";
  return out + "}}";
}

Note note_in(std::string_view metadata) {
  Note out;
  const simdjson::padded_string padded(metadata);
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  simdjson::ondemand::object note;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS ||
      document["zin"].get_object().get(note) != simdjson::SUCCESS)
    return out;
  std::int64_t deadline = 0;
  if (note["expires_ms"].get_int64().get(deadline) == simdjson::SUCCESS) out.deadline_ms = deadline;
  bool bytes = false;
  if (note["bytes"].get_bool().get(bytes) == simdjson::SUCCESS) out.bytes = bytes;
  return out;
}

}  // namespace zin::kv
