// From a DatabaseConfig to the options of a driver.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/config/database_config.hpp"
#include "zin/host/driver_connection.hpp"

namespace zin::runtime {

/// The standard options that the driver takes and the configuration sets, then config.options as
/// they are. Reads the password file. Throws Errc::invalid_config when that fails, and for
/// credentials or TLS that the driver has no option for: dropped, they would protect nothing.
[[nodiscard]] host::Options driver_options(const DatabaseConfig& config,
                                           const host::DriverHandle& driver);

}  // namespace zin::runtime
