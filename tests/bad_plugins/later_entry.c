/* A plugin with the entry symbol of a later major version only.
 * SPDX-License-Identifier: MIT */
#define SPECIMEN_NAME "later-entry"
#define SPECIMEN_OWN_ENTRY
#include "specimen.h"

ZIN_EXPORT const zin_plugin* zin_plugin_entry_v3(const zin_host* host, zin_error* err);
ZIN_EXPORT const zin_plugin* zin_plugin_entry_v3(const zin_host* host, zin_error* err) {
  (void)host, (void)err;
  return &specimen_plugin;
}
