/* template.c - the tables that the host sees, and the one exported symbol.
 * SPDX-License-Identifier: MIT
 * Each connection is a database of its own, in memory. Nothing ever waits, so every op finishes in
 * place, none is ever PENDING, and neither ASYNC_* nor BLOCKING is declared. */
#include "template.h"

const zin_host* host;

/* ---- the tables that the host sees: constant data. What is left NULL is unsupported. */

static const zin_driver driver = {
    sizeof(zin_driver),
    ZIN_PARAM_QMARK,
    CAPABILITIES,
    TEXT(DRIVER_NAME),
    TEXT(""),
    TEXT(""), /* no dialect that the host has a grammar for */
    TEXT("max_rows"),
    conn_new,
    conn_close,
    start_connect,
    conn_state,
    conn_check,
    conn_info,
    start_ping,
    start_reset,
    NULL, /* op_step: no op is ever PENDING */
    NULL, /* cancel */
    start_prepare,
    stmt_info,
    stmt_close,
    start_exec,
    NULL, /* start_batch */
    start_txn,
    result_info,
    fetch,
    next_result,
    cursor_close,
    error_detail,
    NULL, /* get_extension */
};

/* [any] */
static const void* get_impl(uint32_t index, uint32_t* kind) {
  if (index > 0) return NULL;
  *kind = ZIN_KIND_DRIVER;
  return &driver;
}

static const zin_plugin plugin = {
    ZIN_MAGIC,
    sizeof(zin_plugin),
    ZIN_ABI_VERSION,
    ZIN_ABI_VERSION,
    TEXT(DRIVER_NAME),
    TEXT(DRIVER_VERSION),
    TEXT(""),
    TEXT("MIT"),
    TEXT("C99"),
    get_impl,
    NULL, /* shutdown: there is no thread to join */
};

/* The one exported symbol. */
const zin_plugin* zin_plugin_entry_v0(const zin_host* given, zin_error* err) {
  if (!ZIN_HAS(given, zin_host, now_ns) || given->abi_version != ZIN_ABI_VERSION) {
    (void)fail(err, ZIN_E_UNSUPPORTED, ZIN_CAT_UNSUPPORTED, "", -1,
               "this plugin needs a host of ABI version 0x%x", (unsigned)ZIN_ABI_VERSION);
    return NULL;
  }
  host = given;
  return &plugin;
}
