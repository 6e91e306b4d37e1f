/* Clears the host's zin_error before it executes.
 * SPDX-License-Identifier: MIT */
#include "changed_template.h"

static zin_status start_exec(zin_conn* conn, const zin_exec* exec, const zin_op* op,
                             zin_cursor** out, zin_wait* wait, zin_error* err) {
  if (ZIN_HAS(err, zin_error, category)) {
    err->status = ZIN_OK;
    err->category = 0;
  }
  return sound->start_exec(conn, exec, op, out, wait, err);
}

static void change(zin_driver* d) { d->start_exec = start_exec; }
