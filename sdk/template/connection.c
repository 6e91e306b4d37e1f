/* connection.c - the life of a connection and its transactions. Tags in [] as in driver.h.
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "template.h"

typedef struct savepoint {
  size_t mark; /* `logged` when it was set */
  zin_str name;
} savepoint;

/* Options are checked here, by name and by value; those that are needed later are copied.
 * [inline] */
zin_status conn_new(const zin_kv* options, uint32_t n, zin_conn** out, zin_error* err) {
  static const zin_str max_rows = TEXT("max_rows");
  zin_conn* c;
  uint64_t limit = 0, j;
  uint32_t i;
  *out = NULL;
  for (i = 0; i < n; i++) {
    const zin_str value = options[i].value;
    if (!same_text(options[i].key, max_rows))
      return fail(err, ZIN_E_MISUSE, ZIN_CAT_DATA, "", -1,
                  "unknown option '%.*s'; the template driver takes: max_rows",
                  SHOW(options[i].key));
    for (j = limit = 0; j < value.len && value.ptr[j] >= '0' && value.ptr[j] <= '9'; j++)
      limit = limit * 10 + (uint64_t)(value.ptr[j] - '0');
    if (value.len == 0 || value.len > 9 || j < value.len)
      return fail(err, ZIN_E_ERROR, ZIN_CAT_DATA, "22023", -1,
                  "max_rows is '%.*s'; give a number from 0 (no limit) to 999999999", SHOW(value));
  }
  c = calloc(1, sizeof *c);
  if (!c) return no_memory(err);
  c->max_rows = limit;
  c->savepoints.drop = free;
  store_init(&c->db);
  *out = c;
  return ZIN_OK;
}

/* Frees the cursor and the statements too: the host has forgotten them. [inline] */
void conn_close(zin_conn* c) {
  if (c->cursor) cursor_close(c->cursor);
  while (c->stmts) stmt_close(c->stmts);
  list_free(&c->savepoints);
  store_free(&c->db);
  free(c);
}

/* An op may be NULL, or an older host's shorter one: the defaults stand for what is absent. */
zin_status in_time(const zin_op* given, zin_error* err) {
  zin_op op = {sizeof op, ZIN_OPF_SYNC, 0, ZIN_NEVER, ZIN_NEVER};
  if (given) take(&op, given, sizeof op);
  if (op.deadline_ns == ZIN_NEVER || host->now_ns(host->ctx) < op.deadline_ns) return ZIN_OK;
  return fail(err, ZIN_E_TIMEOUT, ZIN_CAT_TIMEOUT, "57014", -1, "the deadline has passed");
}

zin_status begin_op(zin_conn* c, const zin_op* op, zin_error* err) {
  c->ndetail = 0;
  if (!c->connected)
    return fail(err, ZIN_E_MISUSE, ZIN_CAT_CONNECTION, "", -1, "not connected: call start_connect");
  if (c->cursor)
    return fail(err, ZIN_E_MISUSE, ZIN_CAT_INTERNAL, "", -1,
                "a cursor is open, and this driver has no MULTI_CURSOR: close it first");
  return in_time(op, err);
}

/* A driver with a server connects and logs in here. [conn] */
zin_status start_connect(zin_conn* c, const zin_op* op, zin_wait* wait, zin_error* err) {
  zin_status status;
  (void)wait;
  if (c->connected)
    return fail(err, ZIN_E_MISUSE, ZIN_CAT_CONNECTION, "", -1, "this connection is open already");
  status = in_time(op, err);
  c->connected = status == ZIN_OK;
  return status;
}

/* [inline] */
uint32_t conn_state(const zin_conn* c) {
  if (!c->connected) return 0;
  return ZIN_CONN_USABLE | (c->in_txn ? ZIN_CONN_IN_TXN : 0u) | (c->cursor ? ZIN_CONN_BUSY : 0u);
}

/* [inline] */
zin_status conn_check(zin_conn* c) { return c->connected ? ZIN_OK : ZIN_E_CONN_LOST; }

/* [inline] */
zin_status conn_info(zin_conn* c, zin_conn_info* info) {
  static const zin_str name = TEXT("template"), version = TEXT(DRIVER_VERSION);
  zin_conn_info mine;
  if (!c->connected) return ZIN_E_MISUSE;
  memset(&mine, 0, sizeof mine);
  mine.server_version = 10000;
  mine.capabilities = CAPABILITIES;
  mine.server_name = name;
  mine.server_version_text = version;
  mine.max_value_bytes = UINT32_MAX;
  mine.max_params = MAX_COLUMNS + 1;
  fill(info, &mine, sizeof mine);
  return ZIN_OK;
}

/* [conn] */
zin_status start_ping(zin_conn* c, const zin_op* op, zin_wait* wait, zin_error* err) {
  (void)wait;
  return begin_op(c, op, err);
}

static void end_transaction(zin_conn* c) {
  while (c->savepoints.n > 0) free(c->savepoints.at[--c->savepoints.n]);
  c->in_txn = c->read_only = 0;
}

/* There is nothing in a session that only the FULL level would take back. [conn] */
zin_status start_reset(zin_conn* c, uint32_t level, const zin_op* op, zin_wait* wait,
                       zin_error* err) {
  const zin_status status = begin_op(c, op, err);
  (void)level, (void)wait;
  if (status < 0) return status;
  store_undo(&c->db, 0);
  end_transaction(c);
  return ZIN_OK;
}

/* ---- transactions */

static zin_status no_transaction(zin_error* err) {
  return fail(err, ZIN_E_ERROR, ZIN_CAT_UNKNOWN, "25P01", -1,
              "no transaction is open: call start_txn with BEGIN first");
}

static zin_status begin_transaction(zin_conn* c, uint32_t mode, zin_error* err) {
  const uint32_t known = ZIN_TX_SERIALIZABLE | ZIN_TX_READ_ONLY | ZIN_TX_WRITE_NOW;
  if (mode & ~known)
    return fail(err, ZIN_E_UNSUPPORTED, ZIN_CAT_UNSUPPORTED, "0A000", -1,
                "transaction mode 0x%x is unknown", (unsigned)mode);
  if (c->in_txn)
    return fail(err, ZIN_E_ERROR, ZIN_CAT_UNKNOWN, "25001", -1,
                "a transaction is open already: use a savepoint");
  c->in_txn = 1; /* alone in its database, it is serializable at every level */
  c->read_only = (mode & ZIN_TX_READ_ONLY) != 0;
  return ZIN_OK;
}

static zin_status set_savepoint(zin_conn* c, zin_str name, zin_error* err) {
  savepoint* made;
  if (!list_reserve(&c->savepoints, c->savepoints.n + 1)) return no_memory(err);
  made = malloc(sizeof *made + (size_t)name.len);
  if (!made) return no_memory(err);
  made->mark = c->db.logged;
  made->name.len = name.len;
  made->name.ptr = (const char*)(made + 1);
  if (name.len > 0) memcpy(made + 1, name.ptr, (size_t)name.len);
  c->savepoints.at[c->savepoints.n++] = made;
  return ZIN_OK;
}

/* RELEASE drops the savepoint and those inside it; ROLLBACK_TO keeps it. */
static zin_status end_savepoint(zin_conn* c, uint32_t verb, zin_str name, zin_error* err) {
  size_t i = c->savepoints.n, keep;
  const savepoint* found = NULL;
  while (i > 0 && !found) {
    found = c->savepoints.at[--i];
    if (!same_text(found->name, name)) found = NULL;
  }
  if (!found)
    return fail(err, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, "3B001", -1, "no such savepoint: %.*s",
                SHOW(name));
  if (verb == ZIN_TXN_ROLLBACK_TO) store_undo(&c->db, found->mark);
  keep = verb == ZIN_TXN_ROLLBACK_TO ? i + 1 : i;
  while (c->savepoints.n > keep) free(c->savepoints.at[--c->savepoints.n]);
  return ZIN_OK;
}

/* [conn] */
zin_status start_txn(zin_conn* c, uint32_t verb, uint32_t mode, zin_str name, const zin_op* op,
                     zin_wait* wait, zin_error* err) {
  const zin_status status = begin_op(c, op, err);
  (void)wait;
  if (status < 0) return status;
  if (verb < ZIN_TXN_BEGIN || verb > ZIN_TXN_ROLLBACK_TO)
    return fail(err, ZIN_E_UNSUPPORTED, ZIN_CAT_UNSUPPORTED, "0A000", -1,
                "transaction verb %u is unknown", (unsigned)verb);
  if (verb == ZIN_TXN_BEGIN) return begin_transaction(c, mode, err);
  if (!c->in_txn) return verb == ZIN_TXN_ROLLBACK ? ZIN_OK : no_transaction(err);
  if (verb == ZIN_TXN_SAVEPOINT) return set_savepoint(c, name, err);
  if (verb == ZIN_TXN_RELEASE || verb == ZIN_TXN_ROLLBACK_TO)
    return end_savepoint(c, verb, name, err);
  if (verb == ZIN_TXN_COMMIT)
    store_keep(&c->db);
  else
    store_undo(&c->db, 0);
  end_transaction(c);
  return ZIN_OK;
}

/* [inline] */
zin_status error_detail(zin_conn* c, uint32_t index, zin_kv* out) {
  if (index >= c->ndetail) return ZIN_END;
  *out = c->detail[index];
  return ZIN_OK;
}
