/* template.h - what the files of this driver share.
 * SPDX-License-Identifier: MIT */
#ifndef TEMPLATE_H
#define TEMPLATE_H
#include "zin/abi/driver.h"

#define MAX_COLUMNS 32u
#define TEXT(s) \
  { s, sizeof(s) - 1 }
#define CAPABILITIES                                                                     \
  (ZIN_CAP_PREPARE | ZIN_CAP_STREAM | ZIN_CAP_BULK | ZIN_CAP_BULK_ATOMIC | ZIN_CAP_TXN | \
   ZIN_CAP_SAVEPOINT | ZIN_CAP_TXN_DDL) /* exactly what it can do */
#define SHOW(s) (int)(s).len, (s).ptr   /* a zin_str for "%.*s" */

/* ---- answer.c: errors, and structs that may have another size than ours */
/* Fills *err, which may be NULL, and returns `status`. */
zin_status fail(zin_error* err, zin_status status, zin_category category, const char* sqlstate,
                int64_t position, const char* format, ...);
zin_status no_memory(zin_error* err);
/* Copies ours to the host's struct: no more than its struct_size, which stays as it is. (R2) */
void fill(void* theirs, const void* mine, size_t size);
/* Copies the host's struct over our defaults: no more than its struct_size. (R2) */
void take(void* mine, const void* theirs, size_t size);
int same_text(zin_str a, zin_str b);

/* ---- store.c: tables, rows, and a log by which every change can be undone */
typedef struct list {
  void** at;
  size_t n, cap;
  void (*drop)(void*); /* frees one item */
} list;
typedef struct change {
  list* where;
  size_t index;
  void* item;
  int removed; /* else inserted */
} change;
typedef struct store {
  list tables, names;
  change* log;
  size_t logged, cap;
  uint64_t last_id;
} store;
typedef struct type_name {
  zin_str name;
  zin_type type;
} type_name;
typedef struct column {
  zin_str name;
  const type_name* type;
} column;
typedef struct table {
  uint64_t id; /* another table of the same name has another */
  zin_str name;
  uint32_t ncols, key; /* key: the primary key's column, ZIN_NO_INDEX none */
  column cols[MAX_COLUMNS];
  list rows; /* of zin_cell[ncols] */
} table;

void store_init(store*);
void store_free(store*);
/* Both answer 0 when there is no memory: nothing is changed then, and `item` stays the caller's. */
int store_insert(store*, list* where, void* item);
int store_remove(store*, list* where, size_t index);
void store_undo(store*, size_t mark); /* back to when `logged` was `mark` */
void store_keep(store*);              /* all changes so far are final */
table* store_find(const store*, zin_str name, size_t* index);
/* A copy of `name` that lives as long as the store; ptr NULL when there is no memory. */
zin_str store_name(store*, zin_str name);
int list_reserve(list*, size_t n);
void list_free(list*);
/* Copies cells and what they view into one block of memory: free() frees it. */
zin_cell* row_new(const zin_cell* cells, uint32_t n);
int same_value(const zin_cell* a, const zin_cell* b);

/* ---- parse.c: the text of one statement */
typedef enum statement_kind { CREATE_TABLE, DROP_TABLE, INSERT, SELECT, DELETE } statement_kind;
typedef struct operand { /* a value in the text */
  int64_t position;
  uint32_t parameter; /* its index, or ZIN_NO_INDEX: then the literal counts */
  zin_cell literal;
} operand;
struct zin_stmt {
  zin_conn* conn;
  zin_stmt* next; /* in the connection's list of open statements */
  uint64_t id;    /* columns_id */
  statement_kind kind;
  zin_str table; /* "" in a SELECT without FROM */
  int64_t table_position;
  uint64_t table_id;                          /* the table that it was parsed for */
  uint32_t nparams, nvalues, ndefined, ncols; /* ndefined: of cols; ncols: of columns */
  uint32_t key, where;                        /* columns, or ZIN_NO_INDEX */
  column cols[MAX_COLUMNS];                   /* CREATE TABLE: what it defines */
  operand values[MAX_COLUMNS];                /* INSERT, SELECT without FROM */
  operand equals;                             /* WHERE where = equals */
  zin_column columns[MAX_COLUMNS];            /* SELECT: what it returns */
  char text[];                                /* our copy of the SQL; names and literals view it */
};
/* A statement, its names looked up in the store, in one block of memory: free() frees it. */
zin_status parse(store*, zin_str sql, zin_stmt** out, zin_error* err);

/* ---- execute.c: statements, cursors and rows. connection.c: the rest */
struct zin_conn {
  int connected, in_txn, read_only;
  uint64_t max_rows; /* of a table, 0 = no limit */
  store db;
  list savepoints;
  zin_stmt* stmts;    /* all that are open */
  zin_cursor* cursor; /* the one that is open */
  zin_kv detail[2];   /* of the last failure */
  uint32_t ndetail;
};
extern const zin_host* host; /* set before any other call; alive until the process exits */
/* What every op asks first: is the connection free, and is there time? */
zin_status begin_op(zin_conn*, const zin_op*, zin_error*);
zin_status in_time(const zin_op*, zin_error*);

zin_status conn_new(const zin_kv*, uint32_t n, zin_conn**, zin_error*);
void conn_close(zin_conn*);
zin_status start_connect(zin_conn*, const zin_op*, zin_wait*, zin_error*);
uint32_t conn_state(const zin_conn*);
zin_status conn_check(zin_conn*);
zin_status conn_info(zin_conn*, zin_conn_info*);
zin_status start_ping(zin_conn*, const zin_op*, zin_wait*, zin_error*);
zin_status start_reset(zin_conn*, uint32_t level, const zin_op*, zin_wait*, zin_error*);
zin_status start_txn(zin_conn*, uint32_t verb, uint32_t mode, zin_str name, const zin_op*,
                     zin_wait*, zin_error*);
zin_status error_detail(zin_conn*, uint32_t index, zin_kv*);

zin_status start_prepare(zin_conn*, zin_str sql, const zin_op*, zin_stmt**, zin_wait*, zin_error*);
zin_status stmt_info(zin_stmt*, zin_stmt_info*);
void stmt_close(zin_stmt*);
zin_status start_exec(zin_conn*, const zin_exec*, const zin_op*, zin_cursor**, zin_wait*,
                      zin_error*);
zin_status result_info(zin_cursor*, zin_result_info*);
zin_status fetch(zin_cursor*, uint32_t max_rows, const zin_op*, zin_rows*, zin_wait*, zin_error*);
zin_status next_result(zin_cursor*, zin_cursor**, const zin_op*, zin_wait*, zin_error*);
void cursor_close(zin_cursor*);
#endif
