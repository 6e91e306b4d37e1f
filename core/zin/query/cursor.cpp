// Cursors: JSON in base64url (RFC 4648, section 5) with an HMAC-SHA256 (RFC 2104) behind it.
// SPDX-License-Identifier: MIT
#include "zin/query/cursor.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <mutex>
#include <optional>

#include "zin/base/error.hpp"
#include "zin/base/json.hpp"
#include "zin/query/json_document.hpp"
#include "zin/query/page.hpp"

namespace zin {
namespace query {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t signature_bytes = 32;

struct Key {
  std::mutex mutex;
  std::string bytes;
};

Key& key() {
  // Leaked on purpose: pages may be made while the process ends.
  static Key* const instance = new Key;
  return *instance;
}

std::string current_key() {
  Key& shared = key();
  const std::lock_guard lock{shared.mutex};
  if (shared.bytes.empty()) {
    std::array<unsigned char, key_bytes> random{};
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) {
      throw Error(Errc::internal, "no random numbers are to be had to sign cursors with");
    }
    shared.bytes.assign(reinterpret_cast<const char*>(random.data()), random.size());
  }
  return shared.bytes;
}

std::string signature_of(std::string_view payload) {
  const std::string secret = current_key();
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(payload.data()), payload.size(), digest.data(),
       &size);
  return {reinterpret_cast<const char*>(digest.data()), size};
}

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string encoded(std::string_view bytes) {
  std::string out;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char byte : bytes) {
    bits = bits << 8U | static_cast<unsigned char>(byte);
    for (count += 8; count >= 6; count -= 6) out += alphabet[bits >> (count - 6) & 63U];
  }
  if (count > 0) out += alphabet[bits << (6 - count) & 63U];
  return out;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const std::size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = bits << 6U | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 255U);
  }
  // One text for each cursor: the bits that are left over are zero.
  if (count >= 6 || (bits & ((1U << count) - 1)) != 0) return std::nullopt;
  return out;
}

[[noreturn]] void refuse() {
  throw Error(Errc::invalid_argument,
              "the cursor is none that was signed here; begin at the first page, and give all "
              "processes that share cursors the same set_cursor_key()");
}

}  // namespace

std::string Cursor::text() const {
  Json payload = Json::object();
  payload["b"] = backwards;
  payload["q"] = query;
  Json& values = payload["v"] = Json::array();
  for (const Value& value : place) values.push_back(json_of(value));
  const std::string text = payload.dump();
  return encoded(text + signature_of(text));
}

Cursor Cursor::parse(std::string_view text) {
  const auto bytes = decoded(text);
  if (!bytes || bytes->size() <= signature_bytes) refuse();
  const std::string_view payload =
      std::string_view{*bytes}.substr(0, bytes->size() - signature_bytes);
  const std::string expected = signature_of(payload);
  if (CRYPTO_memcmp(expected.data(), bytes->data() + payload.size(), signature_bytes) != 0) {
    refuse();
  }
  const Json json = Json::parse(payload);
  Cursor cursor;
  cursor.backwards = json.at("b").as_bool();
  cursor.query = json.at("q").as_string();
  for (const Json& value : json.at("v").as_array()) cursor.place.push_back(Value::from_json(value));
  return cursor;
}

}  // namespace query

void set_cursor_key(std::string_view text) {
  if (text.size() < 16) {
    throw Error(Errc::invalid_argument, "a key to sign cursors with has " +
                                            std::to_string(text.size()) +
                                            " bytes; give at least 16, at random");
  }
  query::Key& shared = query::key();
  const std::lock_guard lock{shared.mutex};
  shared.bytes = text;
}

}  // namespace zin
