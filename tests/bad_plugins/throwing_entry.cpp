// A plugin whose entry throws, against R6.
// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "zin/abi/driver.h"

extern "C" ZIN_EXPORT const zin_plugin* zin_plugin_entry_v0(const zin_host*, zin_error*) {
  throw std::runtime_error{"no licence\x1B[31m found"};
}
