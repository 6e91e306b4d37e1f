// Decimals with a number of places.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "zin/base/decimal.hpp"

namespace zin::model {

/// With exactly `places` digits behind the point, rounded half away from zero. [thread-safe]
[[nodiscard]] Decimal rounded(const Decimal& number, std::uint32_t places);

}  // namespace zin::model
