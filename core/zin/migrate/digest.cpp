// Digests through libcrypto.
// SPDX-License-Identifier: MIT
#include "zin/migrate/digest.hpp"

#include <openssl/evp.h>

#include <array>

#include "zin/base/error.hpp"

namespace zin::migrate {

std::string digest(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), bytes.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw Error(Errc::internal, "libcrypto gives no SHA-256");
  }
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(std::size_t{size} * 2);
  for (unsigned at = 0; at < size; ++at) {
    out += digits[bytes[at] >> 4U];
    out += digits[bytes[at] & 15U];
  }
  return out;
}

std::string normalised(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::string out;
  out.reserve(text.size() + 1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    out += text[at];
  }
  out.erase(out.find_last_not_of(" \t\r\n") + 1);
  if (!out.empty()) out += '\n';
  return out;
}

}  // namespace zin::migrate
