// What the driver can do with the server at the other end.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "zin/abi/driver.h"

namespace zin::mysql {

/// With the best server: a MariaDB.
inline constexpr std::uint64_t all_capabilities =
    ZIN_CAP_ASYNC_FD | ZIN_CAP_ASYNC_WAKE | ZIN_CAP_CONNECT_BLOCKS | ZIN_CAP_CANCEL |
    ZIN_CAP_CANCEL_STEP | ZIN_CAP_DEADLINE | ZIN_CAP_RESET_DROPS_STMTS | ZIN_CAP_PREPARE |
    ZIN_CAP_STREAM | ZIN_CAP_RETURNING | ZIN_CAP_BULK | ZIN_CAP_BULK_ATOMIC | ZIN_CAP_TXN |
    ZIN_CAP_SAVEPOINT;

/// What is known of a server once a connection stands.
struct Server {
  bool mariadb = false;          ///< Else it is spoken to as MySQL.
  bool bulk = false;             ///< It takes COM_STMT_BULK_EXECUTE.
  bool encrypted = false;        ///< The connection is.
  std::uint32_t version = 0;     ///< major * 10000 + minor * 100 + patch.
  std::uint64_t max_packet = 0;  ///< Bytes of one request.
};

/// RETURNING came with MariaDB 10.5 for INSERT; MySQL has neither that nor array binding.
[[nodiscard]] constexpr std::uint64_t capabilities_of(const Server& server) noexcept {
  std::uint64_t out = all_capabilities;
  if (!server.mariadb || server.version < 100'500) out &= ~ZIN_CAP_RETURNING;
  if (!server.mariadb || !server.bulk) out &= ~(ZIN_CAP_BULK | ZIN_CAP_BULK_ATOMIC);
  return out;
}

}  // namespace zin::mysql
