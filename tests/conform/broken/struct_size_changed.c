/* Writes its own struct_size into the host's zin_conn_info.
 * SPDX-License-Identifier: MIT */
#include "changed_template.h"

static zin_status conn_info(zin_conn* conn, zin_conn_info* info) {
  const zin_status status = sound->conn_info(conn, info);
  info->struct_size = sizeof *info;
  return status;
}

static void change(zin_driver* d) { d->conn_info = conn_info; }
