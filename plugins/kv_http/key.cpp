// Refuses what the service would refuse, or would take for another key.
// SPDX-License-Identifier: MIT
#include "key.hpp"

#include <simdjson.h>

#include <utility>

namespace zin::kv {
namespace {

constexpr bool is_unreserved(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '~' || c == '.';
}

}  // namespace

plugin::Failure refusal(std::string text) {
  // Of category DATA nothing would be shown, since servers quote values there.
  plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_UNSUPPORTED, std::move(text));
  failure.sqlstate = "55000";
  return failure;
}

void check_prefix(std::string_view prefix) {
  if (prefix.size() > max_key_bytes)
    throw refusal("a key has " + std::to_string(prefix.size()) +
                  " bytes with the store's prefix, KV takes 512: shorten it, or use a hash "
                  "of it");
  if (!simdjson::validate_utf8(prefix.data(), prefix.size()))
    throw refusal("a key is no UTF-8, which KV asks for: encode its bytes, as base64 say");
}

void check_key(std::string_view key) {
  if (key.empty()) throw refusal("the key is empty, which KV does not take: give it a name");
  if (key == "." || key == "..")
    throw refusal("the key is '" + std::string(key) +
                  "', which KV takes for a part of the address: set CACHE_KEY_PREFIX, or "
                  "choose another key");
  check_prefix(key);
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size() + text.size() / 2);
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15u];
  }
  return out;
}

}  // namespace zin::kv
