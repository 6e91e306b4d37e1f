// Hashes through libcrypto.
// SPDX-License-Identifier: MIT
#include "zin/migrate/d1_local_file.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cstdint>
#include <iterator>
#include <span>

#include "zin/base/error.hpp"

namespace zin::migrate {
namespace {

constexpr std::string_view d1_namespace = "miniflare-D1DatabaseObject";
constexpr std::size_t half_of_name = 16;

using Sum = std::array<unsigned char, EVP_MAX_MD_SIZE>;
using Bytes = std::span<const unsigned char>;

Bytes bytes_of(std::string_view text) {
  // unsigned char may alias any object.
  return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

Sum keyed_sum(Bytes key, Bytes text) {
  Sum sum{};
  unsigned size = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), text.data(), text.size(),
           sum.data(), &size) == nullptr) {
    throw Error(Errc::internal, "libcrypto gives no HMAC");
  }
  return sum;
}

}  // namespace

std::string d1_object_name(std::string_view id) {
  Sum key{};
  unsigned size = 0;
  const Bytes name = bytes_of(d1_namespace);
  if (EVP_Digest(name.data(), name.size(), key.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw Error(Errc::internal, "libcrypto gives no SHA-256");
  }
  const Bytes secret{key.data(), size};
  const Sum first = keyed_sum(secret, bytes_of(id));
  const Sum second = keyed_sum(secret, {first.data(), half_of_name});
  std::string text;
  for (const Sum& half : {first, second}) {
    for (std::size_t at = 0; at < half_of_name; ++at) {
      fmt::format_to(std::back_inserter(text), "{:02x}", half.at(at));
    }
  }
  return text;
}

std::filesystem::path d1_local_file(const std::filesystem::path& state, std::string_view id) {
  return state / "v3" / "d1" / d1_namespace / (d1_object_name(id) + ".sqlite");
}

}  // namespace zin::migrate
