// A map behind the store ABI.
// SPDX-License-Identifier: MIT
#include "plain_store.hpp"

#include <algorithm>
#include <cstring>
#include <map>

#include "zin/cache/driver_store.hpp"
#include "zin/cache/engine.hpp"

struct zin_cache {
  std::map<std::string, std::string, std::less<>> values;
  std::uint64_t capabilities;
};

namespace zin::test {
namespace {

constexpr std::uint64_t own_capabilities = ZIN_CAP_BLOCKING | ZIN_CCAP_TTL;

// One call: not at the same time as another, unless the host breaks the rules.
struct Inside {
  Inside() {
    PlainStore& store = PlainStore::current();
    const int now = ++store.inside;
    int most = store.most_inside;
    while (most < now && !store.most_inside.compare_exchange_weak(most, now)) {
    }
    const std::lock_guard lock{store.mutex};
    store.threads.insert(std::this_thread::get_id());
  }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
  ~Inside() { --PlainStore::current().inside; }

  static bool fails(zin_error* error) {
    if (PlainStore::current().failures_left.load() <= 0) return false;
    --PlainStore::current().failures_left;
    if (error != nullptr) {
      constexpr std::string_view words = "the line is cut";
      error->status = ZIN_E_ERROR;
      error->category = ZIN_CAT_CONNECTION;
      error->message_len = static_cast<std::uint16_t>(words.size());
      std::memcpy(error->message, words.data(), words.size());
    }
    return true;
  }
};

std::string text(zin_str view) {
  return view.ptr == nullptr ? std::string{} : std::string{view.ptr, view.len};
}

template <std::uint64_t Capabilities>
zin_status open(const zin_kv*, std::uint32_t, zin_cache** out, zin_error*) {
  *out = new zin_cache{{}, own_capabilities | Capabilities};
  return ZIN_OK;
}
void close(zin_cache* store) { delete store; }
zin_status info(zin_cache* store, zin_cache_info* out) {
  out->max_batch_items = 2;
  out->capabilities = store->capabilities;
  out->max_key_bytes = 64;
  out->max_value_bytes = 1000;
  out->min_ttl_ns = out->ttl_step_ns = 1;
  out->stale_ns = 0;
  return ZIN_OK;
}
zin_status get(zin_cache* store, zin_cache_item* items, std::uint32_t n, const zin_op*, zin_wait*,
               zin_error* error) {
  const Inside inside;
  ++PlainStore::current().reads;
  if (Inside::fails(error)) return ZIN_E_ERROR;
  for (std::uint32_t at = 0; at < n; ++at) {
    zin_cache_item& item = *ZIN_AT(zin_cache_item, items, at);
    item.flags &= 0xFFFFU;
    const auto found = store->values.find(text(item.key));
    if (found == store->values.end()) continue;
    item.flags |= ZIN_COUT_HIT;
    // Never into the caller's buffer: what is pinned is a copy.
    auto* const copy = new std::string{found->second};
    item.value = {copy->data(), copy->size()};
    item.pin = copy;
    item.flags |= ZIN_COUT_PINNED;
  }
  return ZIN_OK;
}
void unpin(zin_cache*, zin_cache_item* items, std::uint32_t n) {
  for (std::uint32_t at = 0; at < n; ++at) {
    zin_cache_item& item = *ZIN_AT(zin_cache_item, items, at);
    if ((item.flags & ZIN_COUT_PINNED) == 0) continue;
    delete static_cast<std::string*>(item.pin);
    item.flags &= ~ZIN_COUT_PINNED;
  }
}
zin_status set(zin_cache* store, zin_cache_item* items, std::uint32_t n, const zin_op*, zin_wait*,
               zin_error* error) {
  const Inside inside;
  ++PlainStore::current().writes;
  if (Inside::fails(error)) return ZIN_E_ERROR;
  for (std::uint32_t at = 0; at < n; ++at) {
    zin_cache_item& item = *ZIN_AT(zin_cache_item, items, at);
    store->values[text(item.key)] = text(item.value);
    item.flags |= ZIN_COUT_HIT;
  }
  return ZIN_OK;
}
zin_status del(zin_cache* store, zin_cache_item* items, std::uint32_t n, const zin_op*, zin_wait*,
               zin_error* error) {
  const Inside inside;
  ++PlainStore::current().writes;
  if (Inside::fails(error)) return ZIN_E_ERROR;
  for (std::uint32_t at = 0; at < n; ++at) {
    zin_cache_item& item = *ZIN_AT(zin_cache_item, items, at);
    if (store->values.erase(text(item.key)) != 0) item.flags |= ZIN_COUT_HIT;
  }
  return ZIN_OK;
}
zin_status clear(zin_cache* store, zin_str prefix, std::int64_t* removed, const zin_op*, zin_wait*,
                 zin_error* error) {
  const Inside inside;
  if (Inside::fails(error)) return ZIN_E_ERROR;
  *removed = -1;
  std::erase_if(store->values,
                [&](const auto& each) { return each.first.starts_with(text(prefix)); });
  return ZIN_OK;
}

template <std::uint64_t Capabilities>
const host::CacheHandle& handle() {
  static const auto* const made = [] {
    zin_cache_driver table{};
    table.struct_size = sizeof table;
    table.capabilities = own_capabilities | Capabilities;
    table.name = {"plain", 5};
    table.cache_open = open<Capabilities>;
    table.cache_close = close;
    table.cache_info = info;
    table.start_get = get;
    table.start_set = set;
    table.start_del = del;
    table.unpin = unpin;
    table.start_clear = clear;
    return new host::CacheHandle{table, std::make_shared<const host::PluginOrigin>()};
  }();
  return *made;
}

}  // namespace

PlainStore& PlainStore::current() {
  static auto* const store = new PlainStore;
  return *store;
}

const host::CacheHandle& plain_driver(std::uint64_t more) {
  return more == 0 ? handle<0>() : handle<ZIN_CCAP_SHARED>();
}

CacheStore open_plain(std::uint64_t more, CacheConfig config) {
  config.driver = "plain";
  const auto make = [&](detail::Workers& workers) -> std::unique_ptr<caching::Backend> {
    return std::make_unique<caching::DriverStore>(plain_driver(more), caching::StoreOptions{},
                                                  workers);
  };
  return CacheStore{std::make_shared<caching::Engine>("plain", config, make)};
}

}  // namespace zin::test
