/* execute.c - statements, their parameters, and the rows of a result. Tags in [] as in driver.h.
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "template.h"

#define BATCH 64u /* rows of a fetch, at most */

struct zin_cursor {
  zin_conn* conn;
  zin_stmt* stmt;
  int owns_stmt;    /* it was executed from text */
  const list* rows; /* of the table; NULL: a SELECT without FROM, or no SELECT */
  zin_cell* bound;  /* values, then that of WHERE: a copy, since a later fetch reads it (R4) */
  size_t at;        /* the next row to look at */
  int64_t affected;
  zin_cell batch[]; /* BATCH rows, handed out by fetch */
};

/* The text is parsed, and copied, once. [conn] */
zin_status start_prepare(zin_conn* c, zin_str sql, const zin_op* op, zin_stmt** out, zin_wait* wait,
                         zin_error* err) {
  zin_status status = begin_op(c, op, err);
  (void)wait;
  *out = NULL;
  if (status < 0 || (status = parse(&c->db, sql, out, err)) < 0) return status;
  (*out)->conn = c;
  (*out)->next = c->stmts;
  c->stmts = *out;
  return ZIN_OK;
}

/* [inline] */
zin_status stmt_info(zin_stmt* s, zin_stmt_info* info) {
  zin_stmt_info mine;
  memset(&mine, 0, sizeof mine);
  mine.nparams = s->nparams;
  mine.ncols = s->ncols;
  mine.flags = s->kind == SELECT ? ZIN_EXEC_READONLY : 0;
  mine.columns = s->columns;
  mine.columns_id = s->id;
  fill(info, &mine, sizeof mine);
  return ZIN_OK;
}

/* [inline] */
void stmt_close(zin_stmt* s) {
  zin_stmt** at = &s->conn->stmts;
  while (*at != s) at = &(*at)->next;
  *at = s->next;
  free(s);
}

static int is_view(zin_type type) {
  return (type >= ZIN_T_DECIMAL && type <= ZIN_T_UUID) || type == ZIN_T_INTERVAL;
}

/* Turns a bound value into what a column of `type` holds; NATIVE takes every type. OK, UNSUPPORTED
 * for forms that this driver never hands out, MISUSE, or ERROR when the value does not fit. */
static zin_status convert(const zin_cell* in, zin_type type, zin_cell* out) {
  const double exact = 9007199254740992.0; /* 2^53 */
  if (in->type > ZIN_T_INTERVAL || in->enc > ZIN_ENC_VIEW) return ZIN_E_UNSUPPORTED;
  if (is_view(in->type) != (in->enc == ZIN_ENC_VIEW)) return ZIN_E_MISUSE;
  if (in->type == ZIN_T_UUID || in->type == ZIN_T_INTERVAL)
    if (in->len != 16) return ZIN_E_MISUSE;
  *out = *in;
  out->flags = 0;
  if (out->enc == ZIN_ENC_INLINE) out->len = 0;
  if (in->type == ZIN_T_NULL || type == ZIN_T_NATIVE || in->type == type) return ZIN_OK;
  out->type = type;
  switch (type) {
    case ZIN_T_BOOL:
      return in->type == ZIN_T_I64 && (in->v.i == 0 || in->v.i == 1) ? ZIN_OK : ZIN_E_ERROR;
    case ZIN_T_I64:
      if (in->type == ZIN_T_U64) return in->v.u <= INT64_MAX ? ZIN_OK : ZIN_E_ERROR;
      return in->type == ZIN_T_BOOL ? ZIN_OK : ZIN_E_ERROR;
    case ZIN_T_F64:
      if (in->type == ZIN_T_F32) return ZIN_OK;
      out->v.f = (double)in->v.i;
      return in->type == ZIN_T_I64 && out->v.f <= exact && out->v.f >= -exact ? ZIN_OK
                                                                              : ZIN_E_ERROR;
    case ZIN_T_JSON:
    case ZIN_T_TEXT:
      return in->type == ZIN_T_TEXT || in->type == ZIN_T_JSON ? ZIN_OK : ZIN_E_ERROR;
    default:
      return ZIN_E_ERROR;
  }
}

/* The value of `o` as column `to` holds it; `to` NULL takes every type. Messages name the place,
 * never the value: it may be secret. */
static zin_status evaluate(const operand* o, const zin_cell* params, const column* to,
                           zin_cell* out, zin_error* err) {
  const zin_cell* in = o->parameter == ZIN_NO_INDEX ? &o->literal : &params[o->parameter];
  const zin_status status = convert(in, to ? to->type->type : ZIN_T_NATIVE, out);
  if (status == ZIN_E_ERROR)
    return fail(err, status, ZIN_CAT_DATA, "22023", o->position,
                "a value of type %u does not fit into column %.*s (%.*s)", (unsigned)in->type,
                SHOW(to->name), SHOW(to->type->name));
  if (status < 0)
    return fail(err, status, ZIN_CAT_UNSUPPORTED, "0A000", o->position,
                "this driver takes no parameter of type %u in encoding %u", (unsigned)in->type,
                (unsigned)in->enc);
  return status;
}

static zin_status broken_key(zin_conn* c, const table* t, const char* sqlstate, const char* why,
                             zin_error* err) {
  static const zin_str table_key = TEXT("table"), column_key = TEXT("column");
  const zin_str name = t->cols[t->key].name;
  c->detail[0].key = table_key;
  c->detail[0].value = t->name;
  c->detail[1].key = column_key;
  c->detail[1].value = name;
  c->ndetail = 2;
  return fail(err, ZIN_E_ERROR, ZIN_CAT_CONSTRAINT, sqlstate, -1, "the primary key %.*s.%.*s %s",
              SHOW(t->name), SHOW(name), why);
}

static zin_status insert(zin_conn* c, const zin_stmt* s, table* t, const zin_cell* params,
                         zin_error* err) {
  zin_cell cells[MAX_COLUMNS], *made;
  zin_status status = ZIN_OK;
  uint32_t i;
  size_t r;
  for (i = 0; i < t->ncols && status == ZIN_OK; i++)
    status = evaluate(&s->values[i], params, &t->cols[i], &cells[i], err);
  if (status < 0) return status;
  if (t->key != ZIN_NO_INDEX && cells[t->key].type == ZIN_T_NULL)
    return broken_key(c, t, "23502", "is NULL", err);
  for (r = 0; t->key != ZIN_NO_INDEX && r < t->rows.n; r++)
    if (same_value((const zin_cell*)t->rows.at[r] + t->key, &cells[t->key]))
      return broken_key(c, t, "23505", "exists already", err);
  if (c->max_rows > 0 && t->rows.n >= c->max_rows)
    return fail(err, ZIN_E_ERROR, ZIN_CAT_RESOURCE, "53400", -1,
                "table %.*s is full: raise the option max_rows", SHOW(t->name));
  made = row_new(cells, t->ncols);
  if (made && store_insert(&c->db, &t->rows, made)) return ZIN_OK;
  free(made);
  return no_memory(err);
}

static int matches(const zin_stmt* s, const zin_cell* wanted, const zin_cell* row) {
  return s->where == ZIN_NO_INDEX || same_value(&row[s->where], wanted);
}

/* From the last row to the first: a removal moves only rows that were seen. */
static zin_status delete_rows(zin_conn* c, const zin_stmt* s, table* t, const zin_cell* params,
                              int64_t* affected, zin_error* err) {
  zin_cell wanted;
  zin_status status = ZIN_OK;
  size_t i = t->rows.n;
  if (s->where != ZIN_NO_INDEX)
    status = evaluate(&s->equals, params, &t->cols[s->where], &wanted, err);
  while (status == ZIN_OK && i-- > 0) {
    if (!matches(s, &wanted, t->rows.at[i])) continue;
    if (!store_remove(&c->db, &t->rows, i)) status = no_memory(err);
    ++*affected;
  }
  return status;
}

static zin_status create_table(zin_conn* c, const zin_stmt* s, zin_error* err) {
  table* t;
  uint32_t i;
  int complete;
  if (store_find(&c->db, s->table, NULL))
    return fail(err, ZIN_E_ERROR, ZIN_CAT_UNKNOWN, "42P07", s->table_position,
                "table %.*s exists already", SHOW(s->table));
  t = calloc(1, sizeof *t);
  if (!t) return no_memory(err);
  t->id = ++c->db.last_id;
  t->key = s->key;
  t->ncols = s->ndefined;
  t->rows.drop = free;
  t->name = store_name(&c->db, s->table);
  complete = t->name.ptr != NULL;
  for (i = 0; i < t->ncols; i++) {
    t->cols[i].type = s->cols[i].type;
    t->cols[i].name = store_name(&c->db, s->cols[i].name);
    complete = complete && t->cols[i].name.ptr;
  }
  if (complete && store_insert(&c->db, &c->db.tables, t)) return ZIN_OK;
  free(t);
  return no_memory(err);
}

/* Nothing is read yet: fetch walks the table. No change can come between, an open cursor shuts it
 * out; only the parameters are copied. */
static zin_status start_select(zin_cursor* cur, const table* t, const zin_cell* params,
                               zin_error* err) {
  const zin_stmt* s = cur->stmt;
  zin_cell cells[MAX_COLUMNS + 1];
  zin_status status = ZIN_OK;
  uint32_t i;
  memset(cells, 0, sizeof cells);
  for (i = 0; i < s->nvalues && status == ZIN_OK; i++)
    status = evaluate(&s->values[i], params, NULL, &cells[i], err);
  if (s->where != ZIN_NO_INDEX && status == ZIN_OK)
    status = evaluate(&s->equals, params, &t->cols[s->where], &cells[s->nvalues], err);
  if (status < 0) return status;
  cur->rows = t ? &t->rows : NULL;
  cur->bound = row_new(cells, s->nvalues + 1);
  return cur->bound ? ZIN_OK : no_memory(err);
}

/* Within one column all rows have one type, or NULL. */
static int same_types(const zin_exec* exec) {
  uint32_t r, k;
  for (k = 0; k < exec->nparams; k++) {
    zin_type type = ZIN_T_NULL;
    for (r = 0; r < exec->nrows; r++) {
      const zin_type here = exec->params[(size_t)r * exec->nparams + k].type;
      if (type == ZIN_T_NULL) type = here;
      if (here != ZIN_T_NULL && here != type) return 0;
    }
  }
  return 1;
}

/* All that can be refused before anything is touched. */
static zin_status check_exec(const zin_conn* c, const zin_stmt* s, const zin_exec* exec,
                             zin_error* err) {
  if (exec->nparams != s->nparams)
    return fail(err, ZIN_E_ERROR, ZIN_CAT_SYNTAX, "07001", -1,
                "the statement has %u placeholders, but %u values were given", (unsigned)s->nparams,
                (unsigned)exec->nparams);
  if (exec->nparams > 0 && !exec->params)
    return fail(err, ZIN_E_MISUSE, ZIN_CAT_DATA, "", -1, "nparams is set, but params is NULL");
  if (s->kind == SELECT && exec->nrows > 1)
    return fail(err, ZIN_E_UNSUPPORTED, ZIN_CAT_UNSUPPORTED, "0A000", -1,
                "a select with many rows of parameters is not supported");
  if (exec->nrows > 1 && !same_types(exec))
    return fail(err, ZIN_E_MISUSE, ZIN_CAT_DATA, "", -1,
                "the rows of parameters differ in the types of a column");
  if (s->kind != SELECT && c->read_only)
    return fail(err, ZIN_E_ERROR, ZIN_CAT_PERMISSION, "25006", -1, "the transaction is read only");
  return ZIN_OK;
}

static zin_status run_once(zin_conn* c, zin_cursor* cur, const zin_cell* params, zin_error* err) {
  const zin_stmt* s = cur->stmt;
  size_t index = 0;
  table* t = store_find(&c->db, s->table, &index);
  if (s->table_id && (!t || t->id != s->table_id)) {
    fail(err, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, "42P01", s->table_position,
         "table %.*s was dropped after this was prepared: prepare it again", SHOW(s->table));
    if (ZIN_HAS(err, zin_error, flags)) err->flags |= ZIN_ERRF_STMT_GONE;
    return ZIN_E_ERROR;
  }
  switch (s->kind) {
    case CREATE_TABLE:
      return create_table(c, s, err);
    case DROP_TABLE:
      return store_remove(&c->db, &c->db.tables, index) ? ZIN_OK : no_memory(err);
    case INSERT:
      cur->affected++;
      return insert(c, s, t, params, err);
    case DELETE:
      return delete_rows(c, s, t, params, &cur->affected, err);
    default:
      return start_select(cur, t, params, err);
  }
}

/* Once per row of parameters. A failure takes back what the rows before it did: all or nothing. */
static zin_status run(zin_conn* c, zin_cursor* cur, const zin_exec* exec, zin_error* err) {
  const size_t mark = c->db.logged;
  zin_status status = ZIN_OK;
  uint32_t r = 0;
  do {
    const zin_cell* row = exec->params ? exec->params + (size_t)r * exec->nparams : NULL;
    status = run_once(c, cur, row, err);
    if (status < 0 && exec->nrows > 1 && ZIN_HAS(err, zin_error, row_index)) err->row_index = r;
  } while (status == ZIN_OK && ++r < exec->nrows);
  if (status < 0) store_undo(&c->db, mark);
  if (status == ZIN_OK && !c->in_txn) store_keep(&c->db);
  return status;
}

/* [conn] */
zin_status start_exec(zin_conn* c, const zin_exec* given, const zin_op* op, zin_cursor** out,
                      zin_wait* wait, zin_error* err) {
  zin_exec exec;
  zin_stmt* s;
  zin_cursor* cur = NULL;
  zin_status status = begin_op(c, op, err);
  (void)wait;
  *out = NULL;
  if (status < 0) return status;
  memset(&exec, 0, sizeof exec);
  take(&exec, given, sizeof exec);
  s = exec.stmt;
  if (!s && (status = parse(&c->db, exec.sql, &s, err)) < 0) return status;
  status = check_exec(c, s, &exec, err);
  if (status == ZIN_OK) {
    cur = calloc(1, sizeof *cur + sizeof(zin_cell) * BATCH * s->ncols);
    if (!cur) status = no_memory(err);
  }
  if (status == ZIN_OK) {
    cur->conn = c;
    cur->stmt = s;
    cur->owns_stmt = exec.stmt == NULL;
    status = run(c, cur, &exec, err);
  }
  if (status < 0) {
    free(cur);
    if (!exec.stmt) free(s);
    return status;
  }
  *out = c->cursor = cur;
  return ZIN_OK;
}

/* [inline] */
zin_status result_info(zin_cursor* cur, zin_result_info* info) {
  zin_result_info mine;
  memset(&mine, 0, sizeof mine); /* last_id: NULL */
  mine.ncols = cur->stmt->ncols;
  mine.columns = cur->stmt->columns;
  mine.columns_id = cur->stmt->id;
  mine.affected = cur->affected;
  mine.flags = ZIN_RES_LOCAL | ZIN_RES_LOCAL_ALL | ZIN_RES_LAST;
  fill(info, &mine, sizeof mine);
  return ZIN_OK;
}

/* How many rows there are to look at. */
static size_t candidates(const zin_cursor* cur) {
  return cur->rows ? cur->rows->n : cur->stmt->ncols > 0;
}

/* Copies the next row's cells; they go on to view the table itself. 0 when there is none. */
static int next_row(zin_cursor* cur, zin_cell* cells) {
  const zin_stmt* s = cur->stmt;
  const zin_cell* row = NULL;
  const size_t n = candidates(cur);
  while (cur->at < n && !row) {
    row = cur->rows ? cur->rows->at[cur->at] : cur->bound;
    cur->at++;
    if (!matches(s, &cur->bound[s->nvalues], row)) row = NULL;
  }
  if (row) memcpy(cells, row, s->ncols * sizeof *cells);
  return row != NULL;
}

/* Nothing is copied but 16 bytes a cell. No change is made while a cursor is open, so what the
 * cells view lives until it is closed: STABLE. [conn] */
zin_status fetch(zin_cursor* cur, uint32_t max_rows, const zin_op* op, zin_rows* rows,
                 zin_wait* wait, zin_error* err) {
  const uint32_t limit = max_rows == 0 || max_rows > BATCH ? BATCH : max_rows;
  const zin_status status = in_time(op, err);
  zin_rows mine;
  (void)wait;
  if (status < 0) {
    cur->at = candidates(cur); /* a failure ends the result */
    return status;
  }
  memset(&mine, 0, sizeof mine);
  mine.ncols = cur->stmt->ncols;
  mine.cells = cur->batch;
  while (mine.nrows < limit && next_row(cur, cur->batch + (size_t)mine.nrows * mine.ncols))
    mine.nrows++;
  mine.flags = ZIN_ROWS_STABLE | (cur->at == candidates(cur) ? ZIN_ROWS_LAST : 0u);
  mine.bytes = sizeof(zin_cell) * mine.nrows * mine.ncols;
  fill(rows, &mine, sizeof mine);
  return mine.nrows > 0 ? ZIN_OK : ZIN_END;
}

/* One statement has one result. [conn] */
zin_status next_result(zin_cursor* cur, zin_cursor** detached, const zin_op* op, zin_wait* wait,
                       zin_error* err) {
  (void)detached, (void)op, (void)wait, (void)err;
  cur->at = candidates(cur); /* rows that are left are skipped */
  return ZIN_END;
}

/* [inline] */
void cursor_close(zin_cursor* cur) {
  cur->conn->cursor = NULL;
  if (cur->owns_stmt) free(cur->stmt);
  free(cur->bound);
  free(cur);
}
