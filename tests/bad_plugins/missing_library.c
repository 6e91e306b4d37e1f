/* A plugin whose client library is not installed.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "missing-library"
#define SPECIMEN_OWN_ENTRY
#include "specimen.h"

int zin_tests_absent_client(void);

ZIN_EXPORT const zin_plugin* zin_plugin_entry_v0(const zin_host* host, zin_error* err) {
  (void)host, (void)err;
  return zin_tests_absent_client() ? &specimen_plugin : 0;
}
