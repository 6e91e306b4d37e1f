/* ext_notify.h - "zin.notify/1": messages that the server sends on its own (PostgreSQL LISTEN / NOTIFY). Rules R1-R11 of driver.h.
 * SPDX-License-Identifier: MIT
 * A connection subscribes and unsubscribes by plain SQL (LISTEN "orders", UNLISTEN *), and a reset FULL ends all subscriptions.
 * What arrives while other ops run is kept, in order, until it is taken here. A subscriber that is not read from holds up the
 * server's queue for all others: read until END, or wait, again and again. */
#ifndef ZIN_EXT_NOTIFY_H
#define ZIN_EXT_NOTIFY_H
#include "driver.h"
#ifdef __cplusplus
extern "C" {
#endif
#define ZIN_EXT_NOTIFY "zin.notify/1"       /* driver->get_extension(ZIN_EXT_NOTIFY) -> const zin_notify * */
typedef struct zin_notification {           /* allocated by the host; the views live until the next call of this extension, */
  uint32_t struct_size;                     /*   or until conn_close */
  uint32_t reserved0;
  zin_str channel, payload;                 /* payload "" if there is none */
  uint64_t server_conn_id;                  /* of the sender, see zin_conn_info; it may be one's own; 0 unknown */
} zin_notification;
typedef struct zin_notify {
  uint32_t struct_size;
  uint32_t reserved0;
  /* The oldest notification that has arrived: OK, or END if there is none now. CONN_LOST if the server has hung up. [inline] */
  zin_status (ZIN_CALL *poll)(zin_conn *, zin_notification *out, zin_error *err);
  /* Waits for one: OK with *out filled, which is [op]. TIMEOUT and CANCELLED leave the connection as it was, with nothing to
   * cancel on the server. MISUSE while a cursor or a load is open. [conn] */
  zin_status (ZIN_CALL *start_wait)(zin_conn *, zin_notification *out, const zin_op *, zin_wait *, zin_error *err);
} zin_notify;
ZIN_ASSERT(sizeof(zin_notify) == 24 && sizeof(zin_notification) == 48);
#ifdef __cplusplus
}
#endif
#endif
