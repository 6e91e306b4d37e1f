/* parse.c - the text of one statement, its names looked up in the store.
 * SPDX-License-Identifier: MIT
 *   create table T (C type [primary key], ...)     select * from T [where C = V]
 *   insert into T values (V, ...)                  delete from T [where C = V]
 *   select V, ...                                  drop table T
 * V is ?, an integer, a 'text', true, false or null. Keywords in any case; names as written. */
#include <stdlib.h>
#include <string.h>

#include "template.h"

static const type_name types[] = {
    {TEXT("boolean"), ZIN_T_BOOL},      {TEXT("integer"), ZIN_T_I64},
    {TEXT("real"), ZIN_T_F32},          {TEXT("double"), ZIN_T_F64},
    {TEXT("decimal"), ZIN_T_DECIMAL},   {TEXT("text"), ZIN_T_TEXT},
    {TEXT("json"), ZIN_T_JSON},         {TEXT("blob"), ZIN_T_BYTES},
    {TEXT("uuid"), ZIN_T_UUID},         {TEXT("date"), ZIN_T_DATE},
    {TEXT("time"), ZIN_T_TIME},         {TEXT("timestamp"), ZIN_T_TIMESTAMP},
    {TEXT("interval"), ZIN_T_INTERVAL}, {TEXT("timestamptz"), ZIN_T_TIMESTAMPTZ},
};

typedef struct lexer {
  char* text;
  size_t size, at;
  int kind;     /* of the token: 0 end, 'a' word, '1' number, '\'' text, else the character */
  zin_str word; /* its text */
  int64_t position;
  zin_error* err;
} lexer;

static zin_status unexpected(const lexer* l, const char* wanted) {
  return fail(l->err, ZIN_E_ERROR, ZIN_CAT_SYNTAX, "42601", l->position,
              "expected %s, found '%.*s' at byte %ld", wanted, SHOW(l->word), (long)l->position);
}

static int is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static int is_digit(char c) { return c >= '0' && c <= '9'; }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }
static int is_name(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || c == '_' || is_digit(c);
}

/* Takes the quotes off a text; '' in it is one quote. Returns 0 when it does not end. */
static int read_text(lexer* l) {
  char* out = l->text + l->at;
  l->word.ptr = out;
  while (l->at < l->size) {
    if (l->text[l->at] == '\'') {
      l->at++;
      if (l->at == l->size || l->text[l->at] != '\'') {
        l->word.len = (uint64_t)(out - l->word.ptr);
        return 1;
      }
    }
    *out++ = l->text[l->at++];
  }
  return 0;
}

static zin_status next(lexer* l) {
  const char* text = l->text;
  size_t start;
  while (l->at < l->size && is_space(text[l->at])) l->at++;
  start = l->at;
  l->position = (int64_t)start;
  l->kind = start == l->size ? 0 : text[start] ? (unsigned char)text[start] : -1;
  if (l->kind == '\'') {
    l->at++;
    if (read_text(l)) return ZIN_OK;
    return fail(l->err, ZIN_E_ERROR, ZIN_CAT_SYNTAX, "42601", l->position,
                "the text that starts at byte %ld has no closing quote", (long)start);
  }
  if (l->at < l->size) l->at++;
  if (is_digit(text[start]) || (l->kind == '-' && l->at < l->size && is_digit(text[l->at]))) {
    l->kind = '1';
    while (l->at < l->size && is_digit(text[l->at])) l->at++;
  } else if (l->kind && is_name(text[start])) {
    l->kind = 'a';
    while (l->at < l->size && is_name(text[l->at])) l->at++;
  }
  l->word.ptr = text + start;
  l->word.len = l->at - start;
  return ZIN_OK;
}

static int is_word(const lexer* l, const char* keyword) {
  size_t i;
  if (l->kind != 'a' || l->word.len != strlen(keyword)) return 0;
  for (i = 0; i < l->word.len; i++)
    if (lower(l->word.ptr[i]) != keyword[i]) return 0;
  return 1;
}

static zin_status eat_word(lexer* l, const char* keyword) {
  return is_word(l, keyword) ? next(l) : unexpected(l, keyword);
}

static zin_status eat(lexer* l, char symbol) {
  const char wanted[2] = {symbol, 0};
  return l->kind == symbol ? next(l) : unexpected(l, wanted);
}

static zin_status eat_name(lexer* l, zin_str* out) {
  if (l->kind != 'a') return unexpected(l, "a name");
  *out = l->word;
  return next(l);
}

static zin_status read_integer(const lexer* l, zin_cell* out) {
  const int negative = l->word.ptr[0] == '-';
  const uint64_t limit = negative ? (uint64_t)1 << 63 : INT64_MAX;
  uint64_t value = 0, i;
  for (i = negative ? 1 : 0; i < l->word.len; i++) {
    const unsigned digit = (unsigned)(l->word.ptr[i] - '0');
    if (value > (limit - digit) / 10)
      return fail(l->err, ZIN_E_ERROR, ZIN_CAT_DATA, "22003", l->position,
                  "%.*s does not fit in 64 bits", SHOW(l->word));
    value = value * 10 + digit;
  }
  out->type = ZIN_T_I64;
  out->v.u = negative ? 0 - value : value;
  return ZIN_OK;
}

#define TRY(call)                      \
  do {                                 \
    const zin_status status_ = (call); \
    if (status_ < 0) return status_;   \
  } while (0)

static zin_status eat_value(lexer* l, zin_stmt* s, operand* out) {
  out->position = l->position;
  out->parameter = ZIN_NO_INDEX;
  if (l->kind == '?') {
    out->parameter = s->nparams++;
  } else if (l->kind == '\'') {
    out->literal.type = ZIN_T_TEXT;
    out->literal.enc = ZIN_ENC_VIEW;
    out->literal.v.ptr = l->word.ptr;
    out->literal.len = (uint32_t)l->word.len;
  } else if (l->kind == '1') {
    TRY(read_integer(l, &out->literal));
  } else if (is_word(l, "true") || is_word(l, "false")) {
    out->literal.type = ZIN_T_BOOL;
    out->literal.v.i = is_word(l, "true");
  } else if (!is_word(l, "null")) {
    return unexpected(l, "a value");
  }
  return next(l);
}

static zin_status eat_column(lexer* l, zin_stmt* s) {
  column* c = &s->cols[s->ndefined];
  size_t i;
  TRY(eat_name(l, &c->name));
  for (i = 0; i < sizeof types / sizeof types[0]; i++)
    if (is_word(l, types[i].name.ptr)) c->type = &types[i];
  if (!c->type) return unexpected(l, "a type (integer, text, ...)");
  TRY(next(l));
  if (is_word(l, "primary")) {
    if (s->key != ZIN_NO_INDEX) return unexpected(l, "one primary key only");
    TRY(next(l));
    TRY(eat_word(l, "key"));
    s->key = s->ndefined;
  }
  s->ndefined++;
  return ZIN_OK;
}

/* One or more columns, or values, with commas between them. */
static zin_status eat_list(lexer* l, zin_stmt* s, int columns) {
  for (;;) {
    if (s->ndefined == MAX_COLUMNS || s->nvalues == MAX_COLUMNS)
      return unexpected(l, "at most 32 columns");
    TRY(columns ? eat_column(l, s) : eat_value(l, s, &s->values[s->nvalues++]));
    if (l->kind != ',') return ZIN_OK;
    TRY(next(l));
  }
}

static zin_status eat_table(lexer* l, zin_stmt* s) {
  s->table_position = l->position;
  return eat_name(l, &s->table);
}

static zin_status find_table(const store* in, zin_stmt* s, const table** out, zin_error* err) {
  *out = store_find(in, s->table, NULL);
  if (!*out)
    return fail(err, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, "42P01", s->table_position,
                "no such table: %.*s", SHOW(s->table));
  s->table_id = (*out)->id;
  return ZIN_OK;
}

static zin_status eat_where(lexer* l, zin_stmt* s, const table* t) {
  uint32_t i;
  if (!is_word(l, "where")) return ZIN_OK;
  TRY(next(l));
  for (i = 0; i < t->ncols; i++)
    if (same_text(t->cols[i].name, l->word)) s->where = i;
  if (s->where == ZIN_NO_INDEX)
    return fail(l->err, ZIN_E_ERROR, ZIN_CAT_NOT_FOUND, "42703", l->position,
                "no such column: %.*s", SHOW(l->word));
  TRY(next(l));
  TRY(eat(l, '='));
  return eat_value(l, s, &s->equals);
}

static zin_status eat_insert(lexer* l, zin_stmt* s, const store* in) {
  const table* t;
  TRY(eat_word(l, "into"));
  TRY(eat_table(l, s));
  TRY(find_table(in, s, &t, l->err));
  TRY(eat_word(l, "values"));
  TRY(eat(l, '('));
  TRY(eat_list(l, s, 0));
  if (s->nvalues != t->ncols)
    return fail(l->err, ZIN_E_ERROR, ZIN_CAT_SYNTAX, "42601", s->table_position,
                "%.*s has %u columns, but %u values were given", SHOW(t->name), (unsigned)t->ncols,
                (unsigned)s->nvalues);
  return eat(l, ')');
}

/* The columns of a SELECT's result, as the host reads them. */
static void describe(zin_stmt* s, const table* t) {
  uint32_t i;
  s->ncols = t ? t->ncols : s->nvalues;
  for (i = 0; i < s->ncols; i++) {
    zin_column* c = &s->columns[i];
    c->struct_size = sizeof *c;
    c->type = ZIN_T_NATIVE; /* of a value: ask the cell */
    c->nullable = 2;
    if (!t) continue;
    c->name = t->cols[i].name;
    c->table = t->name;
    c->native_type_name = t->cols[i].type->name;
    c->type = t->cols[i].type->type;
    c->nullable = i != t->key;
    c->flags = i == t->key ? ZIN_COL_KEY : 0;
  }
}

static zin_status eat_select(lexer* l, zin_stmt* s, const store* in) {
  const table* t = NULL;
  if (l->kind != '*') {
    TRY(eat_list(l, s, 0));
  } else {
    TRY(next(l));
    TRY(eat_word(l, "from"));
    TRY(eat_table(l, s));
    TRY(find_table(in, s, &t, l->err));
    TRY(eat_where(l, s, t));
  }
  describe(s, t);
  return ZIN_OK;
}

static zin_status eat_statement(lexer* l, zin_stmt* s, const store* in) {
  static const char* const verbs[] = {"create", "drop", "insert", "select", "delete"};
  const table* t;
  int i = 0;
  while (i < 5 && !is_word(l, verbs[i])) i++;
  if (i == 5) return unexpected(l, "create, drop, insert, select or delete");
  s->kind = (statement_kind)i;
  TRY(next(l));
  if (s->kind == INSERT) return eat_insert(l, s, in);
  if (s->kind == SELECT) return eat_select(l, s, in);
  TRY(eat_word(l, s->kind == DELETE ? "from" : "table"));
  TRY(eat_table(l, s));
  if (s->kind == CREATE_TABLE) {
    TRY(eat(l, '('));
    TRY(eat_list(l, s, 1));
    return eat(l, ')');
  }
  TRY(find_table(in, s, &t, l->err));
  return s->kind == DELETE ? eat_where(l, s, t) : ZIN_OK;
}

zin_status parse(store* in, zin_str sql, zin_stmt** out, zin_error* err) {
  zin_stmt* s = calloc(1, sizeof *s + (size_t)sql.len + 1);
  zin_status status;
  lexer l;
  if (!s) return no_memory(err);
  if (sql.len > 0) memcpy(s->text, sql.ptr, (size_t)sql.len);
  s->id = ++in->last_id;
  s->key = s->where = ZIN_NO_INDEX;
  memset(&l, 0, sizeof l);
  l.text = s->text;
  l.size = (size_t)sql.len;
  l.err = err;
  status = next(&l);
  if (status == ZIN_OK) status = eat_statement(&l, s, in);
  if (status == ZIN_OK && l.kind == ';') status = next(&l);
  if (status == ZIN_OK && l.kind != 0) status = unexpected(&l, "the end of the statement");
  if (status == ZIN_OK)
    *out = s;
  else
    free(s);
  return status;
}
