/* Opens a descriptor that a child process inherits, and never closes it.
 * SPDX-License-Identifier: MIT */
#include <fcntl.h>

#include "changed_template.h"

static zin_status start_connect(zin_conn* conn, const zin_op* op, zin_wait* wait, zin_error* err) {
  (void)!open("/dev/null", O_RDONLY);
  return sound->start_connect(conn, op, wait, err);
}

static void change(zin_driver* d) { d->start_connect = start_connect; }
