/* store.c - tables and rows in memory, and a log that can take every change back.
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "template.h"

int list_reserve(list* l, size_t n) {
  if (n > l->cap) {
    const size_t cap = n < 8 ? 8 : n * 2;
    void** at = realloc(l->at, cap * sizeof *at);
    if (!at) return 0;
    l->at = at;
    l->cap = cap;
  }
  return 1;
}

void list_free(list* l) {
  while (l->n > 0) l->drop(l->at[--l->n]);
  free(l->at);
}

static void put_in(list* l, size_t index, void* item) {
  memmove(l->at + index + 1, l->at + index, (l->n++ - index) * sizeof *l->at);
  l->at[index] = item;
}

static void take_out(list* l, size_t index) {
  memmove(l->at + index, l->at + index + 1, (--l->n - index) * sizeof *l->at);
}

static int write_log(store* s, list* where, size_t index, void* item, int removed) {
  change* entry;
  if (s->logged == s->cap) {
    const size_t cap = s->cap ? s->cap * 2 : 16;
    change* log = realloc(s->log, cap * sizeof *log);
    if (!log) return 0;
    s->log = log;
    s->cap = cap;
  }
  entry = &s->log[s->logged++];
  entry->where = where;
  entry->index = index;
  entry->item = item;
  entry->removed = removed;
  return 1;
}

int store_insert(store* s, list* where, void* item) {
  if (!list_reserve(where, where->n + 1) || !write_log(s, where, where->n, item, 0)) return 0;
  put_in(where, where->n, item);
  return 1;
}

int store_remove(store* s, list* where, size_t index) {
  if (!write_log(s, where, index, where->at[index], 1)) return 0;
  take_out(where, index);
  return 1;
}

void store_undo(store* s, size_t mark) {
  while (s->logged > mark) {
    const change* c = &s->log[--s->logged];
    if (c->removed) {
      put_in(c->where, c->index, c->item);
    } else {
      take_out(c->where, c->index);
      c->where->drop(c->item);
    }
  }
}

void store_keep(store* s) {
  size_t i;
  for (i = 0; i < s->logged; i++)
    if (s->log[i].removed) s->log[i].where->drop(s->log[i].item);
  s->logged = 0;
}

static void drop_table(void* item) {
  list_free(&((table*)item)->rows);
  free(item);
}

void store_init(store* s) {
  memset(s, 0, sizeof *s);
  s->tables.drop = drop_table;
  s->names.drop = free;
}

void store_free(store* s) {
  store_keep(s);
  list_free(&s->tables);
  list_free(&s->names);
  free(s->log);
}

table* store_find(const store* s, zin_str name, size_t* index) {
  size_t i;
  for (i = 0; i < s->tables.n; i++) {
    table* t = s->tables.at[i];
    if (same_text(t->name, name)) {
      if (index) *index = i;
      return t;
    }
  }
  return NULL;
}

zin_str store_name(store* s, zin_str name) {
  zin_str* copy = NULL;
  size_t i;
  for (i = 0; i < s->names.n; i++) {
    const zin_str* known = s->names.at[i];
    if (same_text(*known, name)) return *known;
  }
  if (list_reserve(&s->names, s->names.n + 1)) copy = malloc(sizeof *copy + (size_t)name.len);
  if (!copy) {
    name.ptr = NULL;
    return name;
  }
  copy->len = name.len;
  copy->ptr = memcpy(copy + 1, name.ptr, (size_t)name.len);
  s->names.at[s->names.n++] = copy;
  return *copy;
}

static size_t padded(uint32_t len) { return ((size_t)len + 7u) & ~(size_t)7u; }

zin_cell* row_new(const zin_cell* cells, uint32_t n) {
  size_t size = n * sizeof *cells;
  zin_cell* made;
  char* data;
  uint32_t i;
  for (i = 0; i < n; i++)
    if (cells[i].enc == ZIN_ENC_VIEW) size += padded(cells[i].len);
  made = malloc(size ? size : 1);
  if (!made) return NULL;
  data = (char*)(made + n);
  for (i = 0; i < n; i++) {
    made[i] = cells[i];
    if (cells[i].enc != ZIN_ENC_VIEW) continue;
    if (cells[i].len > 0) memcpy(data, cells[i].v.ptr, cells[i].len);
    made[i].v.ptr = data;
    data += padded(cells[i].len);
  }
  return made;
}

int same_value(const zin_cell* a, const zin_cell* b) {
  if (a->type == ZIN_T_NULL || a->type != b->type) return 0;
  if (a->enc == ZIN_ENC_VIEW)
    return a->len == b->len && (a->len == 0 || memcmp(a->v.ptr, b->v.ptr, a->len) == 0);
  return a->type == ZIN_T_F32 || a->type == ZIN_T_F64 ? a->v.f >= b->v.f && a->v.f <= b->v.f
                                                      : a->v.i == b->v.i;
}
