/* Takes as many values as the statement needs, and NULL for those that are missing.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "changed_template.h"

static uint32_t wanted(zin_conn* conn, const zin_exec* exec) {
  zin_stmt_info info = {sizeof info, exec->nparams, 0, 0, NULL, NULL, 0};
  zin_stmt* stmt = exec->stmt;
  if (!stmt && sound->start_prepare(conn, exec->sql, NULL, &stmt, NULL, NULL) < 0)
    return exec->nparams;
  sound->stmt_info(stmt, &info);
  if (!exec->stmt) sound->stmt_close(stmt);
  return info.nparams;
}

static zin_status start_exec(zin_conn* conn, const zin_exec* exec, const zin_op* op,
                             zin_cursor** out, zin_wait* wait, zin_error* err) {
  zin_cell cells[64];
  zin_exec mine;
  if (exec->struct_size != sizeof mine || exec->nrows > 1)
    return sound->start_exec(conn, exec, op, out, wait, err);
  mine = *exec;
  mine.nparams = wanted(conn, exec);
  memset(cells, 0, sizeof cells);
  if (exec->nparams > 0 && exec->params)
    memcpy(cells, exec->params, exec->nparams * sizeof cells[0]);
  mine.params = cells;
  return sound->start_exec(conn, &mine, op, out, wait, err);
}

static void change(zin_driver* d) { d->start_exec = start_exec; }
