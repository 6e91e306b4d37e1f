// Milliseconds and random bits.
// SPDX-License-Identifier: MIT
#include "zin/model/new_keys.hpp"

#include <openssl/rand.h>

#include <array>
#include <cstdint>

#include "zin/base/error.hpp"

namespace zin::model {
namespace {

using Bytes16 = std::array<std::uint8_t, 16>;

// 48 bits of milliseconds, 80 random ones.
Bytes16 timed_bits(std::chrono::system_clock::time_point now) {
  Bytes16 bytes{};
  if (::RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw Error(Errc::internal, "libcrypto gives no random bytes");
  }
  auto milliseconds = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count());
  for (std::size_t at = 6; at > 0; --at) {
    bytes[at - 1] = static_cast<std::uint8_t>(milliseconds & 0xFFU);
    milliseconds >>= 8U;
  }
  return bytes;
}

}  // namespace

Uuid new_uuid(std::chrono::system_clock::time_point now) {
  Bytes16 bytes = timed_bits(now);
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x70U);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
  return Uuid{bytes};
}

std::string new_ulid(std::chrono::system_clock::time_point now) {
  constexpr char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const Bytes16 bytes = timed_bits(now);
  std::string text(26, '0');
  // 130 bits for 128: the first digit has two of them that are 0.
  std::uint32_t pending = 0;
  unsigned bits = 2;
  std::size_t at = 0;
  for (const std::uint8_t byte : bytes) {
    pending = (pending << 8U) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text[at++] = digits[(pending >> bits) & 0x1FU];
    }
  }
  return text;
}

}  // namespace zin::model
