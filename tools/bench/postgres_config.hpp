// The server that raw_postgres.hpp speaks to, for zin.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <zin/zin.hpp>

#include "raw_postgres.hpp"

namespace zin::bench {

[[nodiscard]] inline DatabaseConfig postgres_config() {
  return {.driver = "postgres",
          .host = RawPostgres::value("SOCKET"),
          .port = static_cast<std::uint16_t>(std::stoi(RawPostgres::value("PORT"))),
          .database = RawPostgres::value("DATABASE"),
          .username = RawPostgres::value("USER"),
          .password = RawPostgres::value("PASSWORD")};
}

}  // namespace zin::bench
