/* Says ROWS_STABLE, but its texts lie in memory that the next fetch writes to.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "changed_template.h"

static zin_cell cells[64];
static char texts[64][256];

static zin_status fetch(zin_cursor* cursor, uint32_t max_rows, const zin_op* op, zin_rows* rows,
                        zin_wait* wait, zin_error* err) {
  const zin_status status = sound->fetch(cursor, max_rows, op, rows, wait, err);
  uint32_t i;
  const uint32_t n = status == ZIN_OK ? rows->nrows * rows->ncols : 0;
  if (n > 64 || !ZIN_HAS(rows, zin_rows, cells)) return status;
  for (i = 0; i < n; i++) {
    cells[i] = rows->cells[i];
    if (cells[i].type != ZIN_T_TEXT || cells[i].len > sizeof texts[i]) continue;
    memcpy(texts[i], cells[i].v.ptr, cells[i].len);
    cells[i].v.ptr = texts[i];
  }
  if (n > 0) rows->cells = cells;
  return status;
}

static void change(zin_driver* d) { d->fetch = fetch; }
