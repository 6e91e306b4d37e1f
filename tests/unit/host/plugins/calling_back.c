/* A plugin whose entry logs a message: what the sink does then happens while it is being loaded.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "calling-back"
#define SPECIMEN_OWN_ENTRY
#include "specimen.h"

ZIN_EXPORT const zin_plugin* zin_plugin_entry_v0(const zin_host* host, zin_error* err) {
  static const zin_str component = SPECIMEN_TEXT("calling-back");
  static const zin_str message = SPECIMEN_TEXT("in the entry");
  (void)err;
  host->log(host->ctx, ZIN_LOG_ERROR, component, message);
  return &specimen_plugin;
}
