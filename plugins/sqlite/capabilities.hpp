// What the driver can do with a given SQLite.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "zin/abi/driver.h"

namespace zin::sqlite {

inline constexpr std::uint64_t all_capabilities =
    ZIN_CAP_BLOCKING | ZIN_CAP_CANCEL | ZIN_CAP_CANCEL_FAST | ZIN_CAP_DEADLINE |
    ZIN_CAP_MULTI_CURSOR | ZIN_CAP_PREPARE | ZIN_CAP_STREAM | ZIN_CAP_RETURNING | ZIN_CAP_BULK |
    ZIN_CAP_BULK_ATOMIC | ZIN_CAP_TXN | ZIN_CAP_SAVEPOINT | ZIN_CAP_TXN_DDL;

/// For sqlite3_libversion_number(). RETURNING came with 3.35.
[[nodiscard]] constexpr std::uint64_t capabilities_of(int version) noexcept {
  return version >= 3'035'000 ? all_capabilities : all_capabilities & ~ZIN_CAP_RETURNING;
}

}  // namespace zin::sqlite
