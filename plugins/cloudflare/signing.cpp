// HMAC-SHA256 by OpenSSL.
// SPDX-License-Identifier: MIT
#include "signing.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <span>

#include "zin/plugin/failure.hpp"

namespace zin::cloudflare {
namespace {

std::string hex(std::span<const unsigned char> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const unsigned char byte : bytes) {
    out += digits[byte >> 4];
    out += digits[byte & 15u];
  }
  return out;
}

const unsigned char* bytes_of(std::string_view text) noexcept {
  return reinterpret_cast<const unsigned char*>(text.data());
}

plugin::Failure no_crypto() {
  return {ZIN_E_ERROR, ZIN_CAT_INTERNAL, "OpenSSL cannot compute SHA-256 or has no random bytes"};
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, EVP_sha256(), nullptr) != 1)
    throw no_crypto();
  return hex({out.data(), size});
}

std::string new_nonce() {
  std::array<unsigned char, 16> out{};
  if (RAND_bytes(out.data(), static_cast<int>(out.size())) != 1) throw no_crypto();
  return hex(out);
}

std::vector<std::pair<std::string, std::string>> sign(const SigningKey& key,
                                                      const Signed& request) {
  const std::string timestamp = std::to_string(request.timestamp_ms);
  const std::string digest = sha256_hex(request.body);
  std::string canonical;
  for (const std::string_view part :
       {request.method, request.path, request.search, std::string_view(timestamp), request.nonce})
    (canonical += part) += '\n';
  canonical += digest;
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (HMAC(EVP_sha256(), key.secret.data(), static_cast<int>(key.secret.size()),
           bytes_of(canonical), canonical.size(), out.data(), &size) == nullptr)
    throw no_crypto();
  return {{"x-zt-key-id", key.id},
          {"x-zt-timestamp", timestamp},
          {"x-zt-nonce", std::string(request.nonce)},
          {"x-zt-body-sha256", digest},
          {"x-zt-signature", hex({out.data(), size})}};
}

}  // namespace zin::cloudflare
