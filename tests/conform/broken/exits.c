/* Calls exit() in start_ping, and with 0 as if all were well.
 * SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "changed_template.h"

static zin_status start_ping(zin_conn* conn, const zin_op* op, zin_wait* wait, zin_error* err) {
  (void)conn, (void)op, (void)wait, (void)err;
  _exit(0);
}

static void change(zin_driver* d) { d->start_ping = start_ping; }
