// Texts that nobody else has.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace zin::caching {

/// 32 hexadecimal digits, 128 bits of the kernel's randomness. Throws Errc::internal without it.
[[nodiscard]] std::string random_text();

}  // namespace zin::caching
