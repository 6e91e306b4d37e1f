/* Prints the size of every struct of the ABI and the place of every field, to be compared with
 * layout.golden. */
/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "zin/abi/cache.h"
#include "zin/abi/driver.h"
#include "zin/abi/ext_blob.h"
#include "zin/abi/ext_bulk.h"
#include "zin/abi/ext_clock.h"
#include "zin/abi/ext_local_infile.h"
#include "zin/abi/ext_notify.h"

static size_t struct_size;
static size_t next_offset;

static void begin_struct(const char* name, size_t size) {
  printf("%s %lu\n", name, (unsigned long)size);
  struct_size = size;
  next_offset = 0;
}

/* A field that follows a hole is one that was left out below, or padding: neither may be. */
static void expect(const char* what, size_t offset) {
  if (offset == next_offset) return;
  fprintf(stderr, "%s is at %lu, not at %lu\n", what, (unsigned long)offset,
          (unsigned long)next_offset);
  exit(1);
}

static void field(const char* name, size_t offset, size_t size) {
  expect(name, offset);
  printf("  %s %lu %lu\n", name, (unsigned long)offset, (unsigned long)size);
  next_offset = offset + size;
}

#define STRUCT(T) begin_struct(#T, sizeof(T))
#define FIELD(T, F) field(#F, offsetof(T, F), sizeof(((T*)0)->F))
#define END() expect("the end of the struct", struct_size)

int main(void) {
  printf("ZIN_ABI_VERSION %lu\n", (unsigned long)ZIN_ABI_VERSION);
  STRUCT(zin_str);
  FIELD(zin_str, ptr);
  FIELD(zin_str, len);
  END();
  STRUCT(zin_kv);
  FIELD(zin_kv, key);
  FIELD(zin_kv, value);
  END();
  STRUCT(zin_error);
  FIELD(zin_error, struct_size);
  FIELD(zin_error, status);
  FIELD(zin_error, category);
  FIELD(zin_error, flags);
  FIELD(zin_error, native_code);
  FIELD(zin_error, position);
  FIELD(zin_error, retry_after_ns);
  FIELD(zin_error, batch_index);
  FIELD(zin_error, row_index);
  FIELD(zin_error, sqlstate);
  FIELD(zin_error, message_len);
  FIELD(zin_error, message);
  END();
  STRUCT(zin_host);
  FIELD(zin_host, struct_size);
  FIELD(zin_host, abi_version);
  FIELD(zin_host, ctx);
  FIELD(zin_host, name);
  FIELD(zin_host, version);
  FIELD(zin_host, log_level);
  FIELD(zin_host, reserved0);
  FIELD(zin_host, log);
  FIELD(zin_host, now_ns);
  FIELD(zin_host, get_config);
  FIELD(zin_host, wake);
  FIELD(zin_host, cancel_requested);
  FIELD(zin_host, get_extension);
  END();
  STRUCT(zin_cell);
  FIELD(zin_cell, v);
  FIELD(zin_cell, len);
  FIELD(zin_cell, type);
  FIELD(zin_cell, enc);
  FIELD(zin_cell, flags);
  END();
  STRUCT(zin_interval);
  FIELD(zin_interval, us);
  FIELD(zin_interval, days);
  FIELD(zin_interval, months);
  END();
  STRUCT(zin_column);
  FIELD(zin_column, struct_size);
  FIELD(zin_column, native_type);
  FIELD(zin_column, name);
  FIELD(zin_column, table);
  FIELD(zin_column, native_type_name);
  FIELD(zin_column, type);
  FIELD(zin_column, nullable);
  FIELD(zin_column, scale);
  FIELD(zin_column, precision);
  FIELD(zin_column, native_flags);
  FIELD(zin_column, flags);
  END();
  STRUCT(zin_rows);
  FIELD(zin_rows, struct_size);
  FIELD(zin_rows, flags);
  FIELD(zin_rows, nrows);
  FIELD(zin_rows, ncols);
  FIELD(zin_rows, cells);
  FIELD(zin_rows, bytes);
  END();
  STRUCT(zin_pollfd);
  FIELD(zin_pollfd, fd);
  FIELD(zin_pollfd, events);
  FIELD(zin_pollfd, revents);
  END();
  STRUCT(zin_wait);
  FIELD(zin_wait, struct_size);
  FIELD(zin_wait, kind);
  FIELD(zin_wait, fds);
  FIELD(zin_wait, nfds);
  FIELD(zin_wait, fd_generation);
  FIELD(zin_wait, deadline_ns);
  END();
  STRUCT(zin_op);
  FIELD(zin_op, struct_size);
  FIELD(zin_op, flags);
  FIELD(zin_op, token);
  FIELD(zin_op, deadline_ns);
  FIELD(zin_op, give_up_ns);
  END();
  STRUCT(zin_exec);
  FIELD(zin_exec, struct_size);
  FIELD(zin_exec, flags);
  FIELD(zin_exec, sql);
  FIELD(zin_exec, stmt);
  FIELD(zin_exec, params);
  FIELD(zin_exec, nparams);
  FIELD(zin_exec, nrows);
  FIELD(zin_exec, fetch_hint);
  FIELD(zin_exec, reserved0);
  FIELD(zin_exec, column_mask);
  END();
  STRUCT(zin_result_info);
  FIELD(zin_result_info, struct_size);
  FIELD(zin_result_info, ncols);
  FIELD(zin_result_info, columns);
  FIELD(zin_result_info, columns_id);
  FIELD(zin_result_info, affected);
  FIELD(zin_result_info, last_id);
  FIELD(zin_result_info, batch_index);
  FIELD(zin_result_info, flags);
  FIELD(zin_result_info, warnings);
  FIELD(zin_result_info, reserved0);
  END();
  STRUCT(zin_stmt_info);
  FIELD(zin_stmt_info, struct_size);
  FIELD(zin_stmt_info, nparams);
  FIELD(zin_stmt_info, ncols);
  FIELD(zin_stmt_info, flags);
  FIELD(zin_stmt_info, params);
  FIELD(zin_stmt_info, columns);
  FIELD(zin_stmt_info, columns_id);
  END();
  STRUCT(zin_conn_info);
  FIELD(zin_conn_info, struct_size);
  FIELD(zin_conn_info, server_version);
  FIELD(zin_conn_info, capabilities);
  FIELD(zin_conn_info, dialect);
  FIELD(zin_conn_info, server_name);
  FIELD(zin_conn_info, server_version_text);
  FIELD(zin_conn_info, server_conn_id);
  FIELD(zin_conn_info, max_sql_bytes);
  FIELD(zin_conn_info, max_value_bytes);
  FIELD(zin_conn_info, max_request_bytes);
  FIELD(zin_conn_info, max_params);
  FIELD(zin_conn_info, max_batch_items);
  FIELD(zin_conn_info, name_quotes);
  END();
  STRUCT(zin_driver);
  FIELD(zin_driver, struct_size);
  FIELD(zin_driver, param_style);
  FIELD(zin_driver, capabilities);
  FIELD(zin_driver, name);
  FIELD(zin_driver, aliases);
  FIELD(zin_driver, dialect);
  FIELD(zin_driver, option_keys);
  FIELD(zin_driver, conn_new);
  FIELD(zin_driver, conn_close);
  FIELD(zin_driver, start_connect);
  FIELD(zin_driver, conn_state);
  FIELD(zin_driver, conn_check);
  FIELD(zin_driver, conn_info);
  FIELD(zin_driver, start_ping);
  FIELD(zin_driver, start_reset);
  FIELD(zin_driver, op_step);
  FIELD(zin_driver, cancel);
  FIELD(zin_driver, start_prepare);
  FIELD(zin_driver, stmt_info);
  FIELD(zin_driver, stmt_close);
  FIELD(zin_driver, start_exec);
  FIELD(zin_driver, start_batch);
  FIELD(zin_driver, start_txn);
  FIELD(zin_driver, result_info);
  FIELD(zin_driver, fetch);
  FIELD(zin_driver, next_result);
  FIELD(zin_driver, cursor_close);
  FIELD(zin_driver, error_detail);
  FIELD(zin_driver, get_extension);
  END();
  STRUCT(zin_plugin);
  FIELD(zin_plugin, magic);
  FIELD(zin_plugin, struct_size);
  FIELD(zin_plugin, abi_version);
  FIELD(zin_plugin, min_host_abi);
  FIELD(zin_plugin, name);
  FIELD(zin_plugin, version);
  FIELD(zin_plugin, vendor);
  FIELD(zin_plugin, license);
  FIELD(zin_plugin, build);
  FIELD(zin_plugin, get_impl);
  FIELD(zin_plugin, shutdown);
  END();
  STRUCT(zin_cache_item);
  FIELD(zin_cache_item, struct_size);
  FIELD(zin_cache_item, flags);
  FIELD(zin_cache_item, key);
  FIELD(zin_cache_item, value);
  FIELD(zin_cache_item, ttl_ns);
  FIELD(zin_cache_item, version);
  FIELD(zin_cache_item, status);
  FIELD(zin_cache_item, reserved0);
  FIELD(zin_cache_item, buf);
  FIELD(zin_cache_item, buf_cap);
  FIELD(zin_cache_item, pin);
  END();
  STRUCT(zin_cache_info);
  FIELD(zin_cache_info, struct_size);
  FIELD(zin_cache_info, max_batch_items);
  FIELD(zin_cache_info, capabilities);
  FIELD(zin_cache_info, max_key_bytes);
  FIELD(zin_cache_info, max_value_bytes);
  FIELD(zin_cache_info, min_ttl_ns);
  FIELD(zin_cache_info, ttl_step_ns);
  FIELD(zin_cache_info, stale_ns);
  END();
  STRUCT(zin_cache_stats);
  FIELD(zin_cache_stats, struct_size);
  FIELD(zin_cache_stats, reserved0);
  FIELD(zin_cache_stats, hits);
  FIELD(zin_cache_stats, misses);
  FIELD(zin_cache_stats, sets);
  FIELD(zin_cache_stats, evicted);
  FIELD(zin_cache_stats, expired);
  FIELD(zin_cache_stats, items);
  FIELD(zin_cache_stats, bytes);
  FIELD(zin_cache_stats, pinned_bytes);
  END();
  STRUCT(zin_cache_page);
  FIELD(zin_cache_page, struct_size);
  FIELD(zin_cache_page, limit);
  FIELD(zin_cache_page, nkeys);
  FIELD(zin_cache_page, flags);
  FIELD(zin_cache_page, keys);
  FIELD(zin_cache_page, next);
  FIELD(zin_cache_page, pin);
  END();
  STRUCT(zin_cache_driver);
  FIELD(zin_cache_driver, struct_size);
  FIELD(zin_cache_driver, reserved0);
  FIELD(zin_cache_driver, capabilities);
  FIELD(zin_cache_driver, name);
  FIELD(zin_cache_driver, aliases);
  FIELD(zin_cache_driver, option_keys);
  FIELD(zin_cache_driver, cache_open);
  FIELD(zin_cache_driver, cache_close);
  FIELD(zin_cache_driver, cache_info);
  FIELD(zin_cache_driver, start_get);
  FIELD(zin_cache_driver, start_set);
  FIELD(zin_cache_driver, start_del);
  FIELD(zin_cache_driver, unpin);
  FIELD(zin_cache_driver, start_incr);
  FIELD(zin_cache_driver, start_clear);
  FIELD(zin_cache_driver, start_scan);
  FIELD(zin_cache_driver, page_free);
  FIELD(zin_cache_driver, op_step);
  FIELD(zin_cache_driver, cancel);
  FIELD(zin_cache_driver, stats);
  FIELD(zin_cache_driver, get_extension);
  END();
  STRUCT(zin_blob);
  FIELD(zin_blob, struct_size);
  FIELD(zin_blob, reserved0);
  FIELD(zin_blob, set_limit);
  FIELD(zin_blob, read);
  END();
  STRUCT(zin_bulk_target);
  FIELD(zin_bulk_target, struct_size);
  FIELD(zin_bulk_target, ncolumns);
  FIELD(zin_bulk_target, schema);
  FIELD(zin_bulk_target, table);
  FIELD(zin_bulk_target, columns);
  FIELD(zin_bulk_target, texts);
  END();
  STRUCT(zin_bulk);
  FIELD(zin_bulk, struct_size);
  FIELD(zin_bulk, reserved0);
  FIELD(zin_bulk, start_begin);
  FIELD(zin_bulk, start_rows);
  FIELD(zin_bulk, start_end);
  END();
  STRUCT(zin_notification);
  FIELD(zin_notification, struct_size);
  FIELD(zin_notification, reserved0);
  FIELD(zin_notification, channel);
  FIELD(zin_notification, payload);
  FIELD(zin_notification, server_conn_id);
  END();
  STRUCT(zin_local_loaded);
  FIELD(zin_local_loaded, struct_size);
  FIELD(zin_local_loaded, warnings);
  FIELD(zin_local_loaded, affected);
  END();
  STRUCT(zin_local_infile);
  FIELD(zin_local_infile, struct_size);
  FIELD(zin_local_infile, reserved0);
  FIELD(zin_local_infile, start_load);
  END();
  STRUCT(zin_notify);
  FIELD(zin_notify, struct_size);
  FIELD(zin_notify, reserved0);
  FIELD(zin_notify, poll);
  FIELD(zin_notify, start_wait);
  END();
  STRUCT(zin_clock);
  FIELD(zin_clock, struct_size);
  FIELD(zin_clock, reserved0);
  FIELD(zin_clock, lag_ns);
  FIELD(zin_clock, coarse_ns);
  END();
  return 0;
}
