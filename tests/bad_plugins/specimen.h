/* A plugin that is right in everything but what the including file defines otherwise.
 * SPDX-License-Identifier: MIT
 *
 * It loads; its driver connects to nothing and runs nothing. A file defines what it wants to be
 * wrong, then includes this. */
#ifndef ZIN_TESTS_SPECIMEN_H
#define ZIN_TESTS_SPECIMEN_H
#include "zin/abi/driver.h"

#ifndef SPECIMEN_NAME
#error "define SPECIMEN_NAME first"
#endif
#ifndef SPECIMEN_DRIVER_NAME
#define SPECIMEN_DRIVER_NAME SPECIMEN_NAME
#endif
#ifndef SPECIMEN_ALIASES
#define SPECIMEN_ALIASES ""
#endif
#ifndef SPECIMEN_MAGIC
#define SPECIMEN_MAGIC ZIN_MAGIC
#endif
#ifndef SPECIMEN_ABI
#define SPECIMEN_ABI ZIN_ABI_VERSION
#endif
#ifndef SPECIMEN_PLUGIN_SIZE
#define SPECIMEN_PLUGIN_SIZE sizeof(zin_plugin)
#endif
#ifndef SPECIMEN_DRIVER_SIZE
#define SPECIMEN_DRIVER_SIZE sizeof(zin_driver)
#endif
#ifndef SPECIMEN_CAPABILITIES
#define SPECIMEN_CAPABILITIES 0
#endif
#ifndef SPECIMEN_FETCH
#define SPECIMEN_FETCH specimen_fetch
#endif
#ifndef SPECIMEN_GET_IMPL
#define SPECIMEN_GET_IMPL specimen_get_impl
#endif
#define SPECIMEN_TEXT(literal) \
  { literal, sizeof(literal) - 1 }

static zin_status specimen_conn_new(const zin_kv* options, uint32_t n, zin_conn** out,
                                    zin_error* err) {
  (void)options, (void)n, (void)out, (void)err;
  return ZIN_E_ERROR;
}
static void specimen_conn_close(zin_conn* conn) { (void)conn; }
static zin_status specimen_start_connect(zin_conn* conn, const zin_op* op, zin_wait* wait,
                                         zin_error* err) {
  (void)conn, (void)op, (void)wait, (void)err;
  return ZIN_E_ERROR;
}
static uint32_t specimen_conn_state(const zin_conn* conn) {
  (void)conn;
  return 0;
}
static zin_status specimen_conn_info(zin_conn* conn, zin_conn_info* info) {
  (void)conn, (void)info;
  return ZIN_E_MISUSE;
}
static zin_status specimen_start_exec(zin_conn* conn, const zin_exec* exec, const zin_op* op,
                                      zin_cursor** out, zin_wait* wait, zin_error* err) {
  (void)conn, (void)exec, (void)op, (void)out, (void)wait, (void)err;
  return ZIN_E_ERROR;
}
static zin_status specimen_result_info(zin_cursor* cursor, zin_result_info* info) {
  (void)cursor, (void)info;
  return ZIN_E_MISUSE;
}
static inline zin_status specimen_fetch(zin_cursor* cursor, uint32_t max_rows, const zin_op* op,
                                        zin_rows* rows, zin_wait* wait, zin_error* err) {
  (void)cursor, (void)max_rows, (void)op, (void)rows, (void)wait, (void)err;
  return ZIN_END;
}
static zin_status specimen_next_result(zin_cursor* cursor, zin_cursor** detached, const zin_op* op,
                                       zin_wait* wait, zin_error* err) {
  (void)cursor, (void)detached, (void)op, (void)wait, (void)err;
  return ZIN_END;
}
static void specimen_cursor_close(zin_cursor* cursor) { (void)cursor; }

static const zin_driver specimen_driver = {
    SPECIMEN_DRIVER_SIZE,
    ZIN_PARAM_QMARK,
    SPECIMEN_CAPABILITIES,
    SPECIMEN_TEXT(SPECIMEN_DRIVER_NAME),
    SPECIMEN_TEXT(SPECIMEN_ALIASES),
    SPECIMEN_TEXT("sqlite"),
    SPECIMEN_TEXT("database timezone"),
    specimen_conn_new,
    specimen_conn_close,
    specimen_start_connect,
    specimen_conn_state,
    0, /* conn_check */
    specimen_conn_info,
    0, /* start_ping */
    0, /* start_reset */
    0, /* op_step */
    0, /* cancel */
    0, /* start_prepare */
    0, /* stmt_info */
    0, /* stmt_close */
    specimen_start_exec,
    0, /* start_batch */
    0, /* start_txn */
    specimen_result_info,
    SPECIMEN_FETCH,
    specimen_next_result,
    specimen_cursor_close,
    0, /* error_detail */
    0, /* get_extension */
};

static inline const void* specimen_get_impl(uint32_t index, uint32_t* kind) {
  if (index != 0) return 0;
  *kind = ZIN_KIND_DRIVER;
  return &specimen_driver;
}

static const zin_plugin specimen_plugin = {
    SPECIMEN_MAGIC,
    SPECIMEN_PLUGIN_SIZE,
    SPECIMEN_ABI,
    0, /* min_host_abi */
    SPECIMEN_TEXT(SPECIMEN_NAME),
    SPECIMEN_TEXT("1.2.3"),
    SPECIMEN_TEXT("zin tests"),
    SPECIMEN_TEXT("MIT"),
    SPECIMEN_TEXT("specimen"),
    SPECIMEN_GET_IMPL,
    0, /* shutdown */
};

#ifndef SPECIMEN_OWN_ENTRY
ZIN_EXPORT const zin_plugin* zin_plugin_entry_v0(const zin_host* host, zin_error* err) {
  (void)host, (void)err;
  return &specimen_plugin;
}
#endif
#endif
