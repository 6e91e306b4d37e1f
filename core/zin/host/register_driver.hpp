// Drivers that live in the process itself: static hosts and tests.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/base/export.hpp"

struct zin_driver;  // zin/abi/driver.h of the SDK

namespace zin {

/// Makes a driver known to the whole process under its name and aliases, ahead of any plugin file.
/// The table and its texts must live until the process ends. Registering the same table again
/// changes nothing.
/// Throws Errc::invalid_argument (NULL), Errc::plugin_refused (the table fails a check that plugins
/// must pass too) or Errc::already_registered (another driver has the name or an alias); nothing is
/// registered then. [thread-safe]
ZIN_API void register_driver(const zin_driver* driver);

}  // namespace zin
