/* template_memory.c - the template driver without memory: every allocation fails once.
 * SPDX-License-Identifier: MIT
 * Each failure is answered with NOMEM, changes nothing and leaks nothing; a sanitizer tells of
 * leaks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zin/abi/driver.h"

static long left; /* allocations until one fails */

/* The driver is compiled with these in the place of malloc, calloc and realloc. */
void* flaky_malloc(size_t size);
void* flaky_calloc(size_t n, size_t size);
void* flaky_realloc(void* old, size_t size);
void* flaky_malloc(size_t size) { return left-- == 0 ? NULL : malloc(size); }
void* flaky_calloc(size_t n, size_t size) { return left-- == 0 ? NULL : calloc(n, size); }
void* flaky_realloc(void* old, size_t size) { return left-- == 0 ? NULL : realloc(old, size); }

static int64_t now_ns(void* ctx) {
  (void)ctx;
  return 1;
}

static const zin_driver* driver;

static void check(int holds, const char* what, long run) {
  if (holds) return;
  fprintf(stderr, "allocation %ld fails: %s\n", run, what);
  exit(1);
}

/* Every failure but NOMEM is a defect. */
static int worked(zin_status status, const char* what, long run) {
  check(status >= 0 || status == ZIN_E_NOMEM, what, run);
  return status >= 0;
}

static uint32_t count_rows(zin_conn* conn, long run) {
  static const char sql[] = "select * from t";
  const zin_exec exec = {sizeof exec, 0, {sql, sizeof sql - 1}, NULL, NULL, 0, 0, 0, 0, 0};
  zin_rows rows = {sizeof rows, 0, 0, 0, NULL, 0};
  zin_cursor* cursor = NULL;
  uint32_t n = 0;
  if (driver->start_exec(conn, &exec, NULL, &cursor, NULL, NULL) < 0) return UINT32_MAX;
  while (driver->fetch(cursor, 0, NULL, &rows, NULL, NULL) == ZIN_OK) n += rows.nrows;
  driver->cursor_close(cursor);
  check(n <= 3, "more rows than were stored", run);
  return n;
}

static int run_text(zin_conn* conn, const char* sql, const zin_cell* cells, uint32_t nrows,
                    long run) {
  zin_exec exec = {sizeof exec, 0, {sql, strlen(sql)}, NULL, cells, cells ? 2u : 0u, nrows, 0,
                   0,           0};
  zin_cursor* cursor = NULL;
  const int ok = worked(driver->start_exec(conn, &exec, NULL, &cursor, NULL, NULL), sql, run);
  if (ok) driver->cursor_close(cursor);
  return ok;
}

static int transact(zin_conn* conn, uint32_t verb, long run) {
  const zin_str name = {"savepoint", 9};
  return worked(driver->start_txn(conn, verb, 0, name, NULL, NULL, NULL), "start_txn", run);
}

static void use(long run) {
  zin_cell cells[6];
  zin_conn* conn = NULL;
  zin_stmt* stmt = NULL;
  uint32_t before, after;
  int i, stored;
  memset(cells, 0, sizeof cells);
  for (i = 0; i < 6; i += 2) {
    cells[i].type = ZIN_T_I64;
    cells[i].v.i = i;
    cells[i + 1].type = ZIN_T_TEXT;
    cells[i + 1].enc = ZIN_ENC_VIEW;
    cells[i + 1].v.ptr = "a text";
    cells[i + 1].len = 6;
  }
  if (!worked(driver->conn_new(NULL, 0, &conn, NULL), "conn_new", run)) return;
  driver->start_connect(conn, NULL, NULL, NULL);
  if (run_text(conn, "create table t (id integer primary key, v text)", NULL, 0, run)) {
    const zin_str sql = {"select * from t", 15};
    if (worked(driver->start_prepare(conn, sql, NULL, &stmt, NULL, NULL), "prepare", run))
      check(stmt != NULL, "no statement", run);
    stored = run_text(conn, "insert into t values (?, ?)", cells, 3, run);
    after = count_rows(conn, run);
    check(after == UINT32_MAX || after == (stored ? 3u : 0u), "a failed insert left rows", run);
    if (transact(conn, ZIN_TXN_BEGIN, run) && transact(conn, ZIN_TXN_SAVEPOINT, run)) {
      before = count_rows(conn, run);
      run_text(conn, "delete from t", NULL, 0, run);
      check(transact(conn, ZIN_TXN_ROLLBACK_TO, run), "rolling back needs memory", run);
      after = count_rows(conn, run);
      check(before == UINT32_MAX || after == UINT32_MAX || before == after, "rows are lost", run);
      run_text(conn, "drop table t", NULL, 0, run);
    }
    check(transact(conn, ZIN_TXN_ROLLBACK, run), "rolling back needs memory", run);
  }
  driver->conn_close(conn);
}

int main(void) {
  zin_host host;
  uint32_t kind = 0;
  long run = 0;
  memset(&host, 0, sizeof host);
  host.struct_size = sizeof host;
  host.abi_version = ZIN_ABI_VERSION;
  host.now_ns = now_ns;
  driver = (const zin_driver*)zin_plugin_entry_v0(&host, NULL)->get_impl(0, &kind);
  do {
    left = run++;
    use(run - 1);
  } while (left < 0);
  printf("%ld allocations failed in turn\n", run - 1);
  return run > 20 ? 0 : 1;
}
