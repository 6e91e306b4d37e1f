/* Hands out NULL as an empty text in columns of type text.
 * SPDX-License-Identifier: MIT */
#include "changed_template.h"

static zin_status fetch(zin_cursor* cursor, uint32_t max_rows, const zin_op* op, zin_rows* rows,
                        zin_wait* wait, zin_error* err) {
  const zin_status status = sound->fetch(cursor, max_rows, op, rows, wait, err);
  zin_result_info info = {sizeof info, 0, NULL, 0, 0, {{NULL}, 0, 0, 0, 0}, 0, 0, 0, 0};
  uint32_t i;
  if (status != ZIN_OK || !ZIN_HAS(rows, zin_rows, cells)) return status;
  sound->result_info(cursor, &info);
  for (i = 0; i < rows->nrows * rows->ncols; i++) {
    zin_cell* cell = (zin_cell*)(uintptr_t)(rows->cells + i);
    if (cell->type != ZIN_T_NULL || info.columns[i % rows->ncols].type != ZIN_T_TEXT) continue;
    cell->type = ZIN_T_TEXT;
    cell->enc = ZIN_ENC_VIEW;
    cell->v.ptr = "";
  }
  return status;
}

static void change(zin_driver* d) { d->fetch = fetch; }
