/* Looks at the zin_op of the execution again when rows are fetched.
 * SPDX-License-Identifier: MIT */
#include "changed_template.h"

static const volatile zin_op* kept;

static zin_status start_exec(zin_conn* conn, const zin_exec* exec, const zin_op* op,
                             zin_cursor** out, zin_wait* wait, zin_error* err) {
  kept = op;
  return sound->start_exec(conn, exec, op, out, wait, err);
}

static zin_status fetch(zin_cursor* cursor, uint32_t max_rows, const zin_op* op, zin_rows* rows,
                        zin_wait* wait, zin_error* err) {
  if (kept && kept->token == UINT64_MAX) return ZIN_E_CANCELLED;
  return sound->fetch(cursor, max_rows, op, rows, wait, err);
}

static void change(zin_driver* d) {
  d->start_exec = start_exec;
  d->fetch = fetch;
}
