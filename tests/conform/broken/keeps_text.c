/* Looks at the text of a prepared statement again when it is executed.
 * SPDX-License-Identifier: MIT */
#include "changed_template.h"

static const volatile char* kept;

static zin_status start_prepare(zin_conn* conn, zin_str sql, const zin_op* op, zin_stmt** out,
                                zin_wait* wait, zin_error* err) {
  kept = sql.ptr;
  return sound->start_prepare(conn, sql, op, out, wait, err);
}

static zin_status start_exec(zin_conn* conn, const zin_exec* exec, const zin_op* op,
                             zin_cursor** out, zin_wait* wait, zin_error* err) {
  if (ZIN_HAS(exec, zin_exec, stmt) && exec->stmt && kept) (void)*kept;
  return sound->start_exec(conn, exec, op, out, wait, err);
}

static void change(zin_driver* d) {
  d->start_prepare = start_prepare;
  d->start_exec = start_exec;
}
