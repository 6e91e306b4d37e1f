/* A plugin that calls a function which nothing defines.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "undefined-symbol"
#define SPECIMEN_OWN_ENTRY
#include "specimen.h"

int zin_tests_nobody_defines_this(void);

ZIN_EXPORT const zin_plugin* zin_plugin_entry_v0(const zin_host* host, zin_error* err) {
  (void)host, (void)err;
  return zin_tests_nobody_defines_this() ? &specimen_plugin : 0;
}
