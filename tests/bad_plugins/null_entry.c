/* A plugin whose entry refuses to serve, with a reason.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#define SPECIMEN_NAME "null-entry"
#define SPECIMEN_OWN_ENTRY
#include "specimen.h"

ZIN_EXPORT const zin_plugin* zin_plugin_entry_v0(const zin_host* host, zin_error* err) {
  static const char reason[] = "the client library is too old:\n3.1 < 3.3";
  (void)host, (void)specimen_plugin;
  err->status = ZIN_E_UNSUPPORTED;
  err->category = ZIN_CAT_UNSUPPORTED;
  err->message_len = sizeof(reason) - 1;
  memcpy(err->message, reason, sizeof(reason) - 1);
  return 0;
}
