/* Fetches two rows where one was asked for.
 * SPDX-License-Identifier: MIT */
#include "changed_template.h"

static zin_status fetch(zin_cursor* cursor, uint32_t max_rows, const zin_op* op, zin_rows* rows,
                        zin_wait* wait, zin_error* err) {
  return sound->fetch(cursor,
                      max_rows == 11  ? 12
                      : max_rows == 3 ? 4
                                      : max_rows,
                      op, rows, wait, err);
}

static void change(zin_driver* d) { d->fetch = fetch; }
