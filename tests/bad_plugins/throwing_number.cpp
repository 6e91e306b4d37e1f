// A plugin whose entry throws what is no std::exception.
// SPDX-License-Identifier: MIT
#include "zin/abi/driver.h"

extern "C" ZIN_EXPORT const zin_plugin* zin_plugin_entry_v0(const zin_host*, zin_error*) {
  throw 42;
}
