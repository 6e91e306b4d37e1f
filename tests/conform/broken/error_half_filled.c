/* Leaves zin_error.retry_after_ns as it was.
 * SPDX-License-Identifier: MIT */
#include "changed_template.h"

static zin_status start_exec(zin_conn* conn, const zin_exec* exec, const zin_op* op,
                             zin_cursor** out, zin_wait* wait, zin_error* err) {
  const int has = ZIN_HAS(err, zin_error, retry_after_ns);
  const int64_t before = has ? err->retry_after_ns : 0;
  const zin_status status = sound->start_exec(conn, exec, op, out, wait, err);
  if (has) err->retry_after_ns = before;
  return status;
}

static void change(zin_driver* d) { d->start_exec = start_exec; }
