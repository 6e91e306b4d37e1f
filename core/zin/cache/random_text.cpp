// Randomness as text.
// SPDX-License-Identifier: MIT
#include "zin/cache/random_text.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <array>
#include <cstdint>

#include "zin/base/error.hpp"

namespace zin::caching {

std::string random_text() {
  std::array<std::uint64_t, 2> bits{};
  // Up to 256 bytes come whole (getrandom(2)).
  if (::getrandom(bits.data(), sizeof bits, 0) != static_cast<ssize_t>(sizeof bits)) {
    throw Error(Errc::internal, "the kernel gives no random bytes");
  }
  return fmt::format("{:016x}{:016x}", bits[0], bits[1]);
}

}  // namespace zin::caching
