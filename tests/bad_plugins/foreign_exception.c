/* A plugin whose entry raises an exception of another language.
 * SPDX-License-Identifier: MIT */
#include <unwind.h>

#include "zin/abi/driver.h"

static struct _Unwind_Exception foreign;

ZIN_EXPORT const zin_plugin* zin_plugin_entry_v0(const zin_host* host, zin_error* err) {
  (void)host, (void)err;
  foreign.exception_class = 0x5A494E5445535400ull; /* "ZINTEST" */
  _Unwind_RaiseException(&foreign);
  return 0;
}
