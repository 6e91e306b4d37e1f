/* Looks at the parameters of a query again when its rows are fetched.
 * SPDX-License-Identifier: MIT */
#include "changed_template.h"

static const volatile zin_cell* kept;

static zin_status start_exec(zin_conn* conn, const zin_exec* exec, const zin_op* op,
                             zin_cursor** out, zin_wait* wait, zin_error* err) {
  kept = ZIN_HAS(exec, zin_exec, nparams) && exec->nparams > 0 ? exec->params : NULL;
  return sound->start_exec(conn, exec, op, out, wait, err);
}

static zin_status fetch(zin_cursor* cursor, uint32_t max_rows, const zin_op* op, zin_rows* rows,
                        zin_wait* wait, zin_error* err) {
  if (kept && kept->flags == UINT16_MAX) return ZIN_E_ERROR;
  return sound->fetch(cursor, max_rows, op, rows, wait, err);
}

static void change(zin_driver* d) {
  d->start_exec = start_exec;
  d->fetch = fetch;
}
