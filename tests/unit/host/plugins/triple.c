/* A plugin with two drivers and a store.
 * SPDX-License-Identifier: MIT */
#include "zin/abi/cache.h"

static const void* three(uint32_t index, uint32_t* kind);

#define SPECIMEN_NAME "triple"
#define SPECIMEN_GET_IMPL three
#include "specimen.h"

static zin_status cache_open(const zin_kv* options, uint32_t n, zin_cache** out, zin_error* err) {
  (void)options, (void)n, (void)out, (void)err;
  return ZIN_E_ERROR;
}
static void cache_close(zin_cache* store) { (void)store; }
static zin_status cache_info(zin_cache* store, zin_cache_info* info) {
  (void)store, (void)info;
  return ZIN_OK;
}
static zin_status items(zin_cache* store, zin_cache_item* item, uint32_t n, const zin_op* op,
                        zin_wait* wait, zin_error* err) {
  (void)store, (void)item, (void)n, (void)op, (void)wait, (void)err;
  return ZIN_OK;
}
static void unpin(zin_cache* store, zin_cache_item* item, uint32_t n) {
  (void)store, (void)item, (void)n;
}

static const void* three(uint32_t index, uint32_t* kind) {
  static zin_driver remote;
  static zin_cache_driver store;
  static const zin_str remote_name = SPECIMEN_TEXT("triple-remote");
  static const zin_str store_name = SPECIMEN_TEXT("triple");
  if (index == 0) {
    *kind = ZIN_KIND_DRIVER;
    return &specimen_driver;
  }
  if (index == 1) {
    *kind = ZIN_KIND_DRIVER;
    remote = specimen_driver;
    remote.name = remote_name;
    return &remote;
  }
  if (index == 2) {
    *kind = ZIN_KIND_CACHE;
    store.struct_size = sizeof(store);
    store.name = store_name;
    store.cache_open = cache_open;
    store.cache_close = cache_close;
    store.cache_info = cache_info;
    store.start_get = items;
    store.start_set = items;
    store.start_del = items;
    store.unpin = unpin;
    return &store;
  }
  return 0;
}
