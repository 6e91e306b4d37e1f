/* Takes SQL for a NUL-terminated text.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "changed_template.h"

static zin_status start_exec(zin_conn* conn, const zin_exec* exec, const zin_op* op,
                             zin_cursor** out, zin_wait* wait, zin_error* err) {
  /* In lower case or not, as long as a byte follows the text. */
  const volatile char* end = exec->sql.len > 0 ? exec->sql.ptr + exec->sql.len : "";
  if (*end == '\1') return ZIN_E_ERROR;
  return sound->start_exec(conn, exec, op, out, wait, err);
}

static void change(zin_driver* d) { d->start_exec = start_exec; }
