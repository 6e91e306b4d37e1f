// What the driver can do; the same on every server that libpq speaks to.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "zin/abi/driver.h"

namespace zin::postgres {

inline constexpr std::uint64_t capabilities =
    ZIN_CAP_ASYNC_FD | ZIN_CAP_CONNECT_BLOCKS | ZIN_CAP_CANCEL | ZIN_CAP_CANCEL_STEP |
    ZIN_CAP_DEADLINE | ZIN_CAP_RESET_DROPS_STMTS | ZIN_CAP_PREPARE | ZIN_CAP_STREAM |
    ZIN_CAP_RETURNING | ZIN_CAP_ARRAY_PARAMS | ZIN_CAP_BULK | ZIN_CAP_BULK_ATOMIC | ZIN_CAP_BATCH |
    ZIN_CAP_BATCH_ATOMIC | ZIN_CAP_BATCH_INDEPENDENT | ZIN_CAP_TXN | ZIN_CAP_SAVEPOINT |
    ZIN_CAP_TXN_DDL;

}  // namespace zin::postgres
