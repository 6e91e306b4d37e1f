/* Forgets 256 bytes with every connection.
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "changed_template.h"

static zin_status start_connect(zin_conn* conn, const zin_op* op, zin_wait* wait, zin_error* err) {
  volatile char* forgotten = malloc(256);
  if (forgotten) *forgotten = 1;
  return sound->start_connect(conn, op, wait, err);
}

static void change(zin_driver* d) { d->start_connect = start_connect; }
