/* The plugin `steady` in a state in which it refuses to serve.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "steady"
#define SPECIMEN_OWN_ENTRY
#include "specimen.h"

ZIN_EXPORT const zin_plugin* zin_plugin_entry_v0(const zin_host* host, zin_error* err) {
  (void)host, (void)err, (void)specimen_plugin;
  return 0;
}
