// The memory store as a plugin.
// SPDX-License-Identifier: MIT
#include <charconv>
#include <memory>

#include "store.hpp"
#include "zin/plugin/entry.hpp"
#include "zin/plugin/growth.hpp"
#include "zin/plugin/guard.hpp"
#include "zin/plugin/options.hpp"

namespace zin::memory {
namespace {

constexpr std::string_view option_keys = "max_bytes";
constexpr std::uint64_t capabilities = ZIN_CCAP_FREE_THREADED | ZIN_CCAP_TTL | ZIN_CCAP_TOUCH |
                                       ZIN_CCAP_IF_ABSENT | ZIN_CCAP_CAS | ZIN_CCAP_INCR |
                                       ZIN_CCAP_SCAN | ZIN_CCAP_PINS | ZIN_CCAP_READ_OWN_WRITES;
constexpr std::int64_t default_max_bytes = 64 << 20;
constexpr std::int64_t most_max_bytes = std::int64_t{1} << 40;
// The lengths of keys are counted in 32 bits; longer ones are a mistake.
constexpr std::uint64_t max_key_bytes = 65535;
constexpr std::uint32_t out_flags =
    ZIN_COUT_HIT | ZIN_COUT_PINNED | ZIN_COUT_COPIED | ZIN_COUT_TTL_ROUNDED;

Store& store_of(zin_cache* cache) noexcept { return *static_cast<Store*>(cache); }

// Apart, so that the check is inlined.
[[noreturn, gnu::cold]] void refuse_small_items() {
  throw plugin::misuse("the items are smaller than those of cache.h");
}

void check(const zin_cache_item* items, std::uint32_t n) {
  if (n != 0 && items->struct_size < sizeof(zin_cache_item)) [[unlikely]]
    refuse_small_items();
}

// What is known without a look at the store; an item that fails goes no further.
bool begin(zin_cache_item& item) noexcept {
  item.flags &= ~out_flags;
  item.status = ZIN_OK;
  item.pin = nullptr;
  if (item.key.len > max_key_bytes) item.status = ZIN_E_UNSUPPORTED;
  return item.status == ZIN_OK;
}

zin_status ZIN_CALL open(const zin_kv* options, std::uint32_t n, zin_cache** out,
                         zin_error* err) noexcept {
  return plugin::guard(err, [&] {
    const plugin::Options given{options, n, option_keys};
    const auto max = given.number("max_bytes", 1, most_max_bytes);
    *out = std::make_unique<Store>(static_cast<std::uint64_t>(max.value_or(default_max_bytes)))
               .release();
    return ZIN_OK;
  });
}

void ZIN_CALL close(zin_cache* cache) noexcept { delete &store_of(cache); }

zin_status ZIN_CALL info(zin_cache* cache, zin_cache_info* out) noexcept {
  zin_cache_info filled{};
  filled.capabilities = capabilities;
  filled.max_key_bytes = max_key_bytes;
  filled.max_value_bytes = store_of(cache).max_value_bytes();
  filled.min_ttl_ns = filled.ttl_step_ns = 1;
  plugin::fill(out, filled);
  return ZIN_OK;
}

zin_status ZIN_CALL start_get(zin_cache* cache, zin_cache_item* items, std::uint32_t n,
                              const zin_op*, zin_wait*, zin_error* err) noexcept {
  return plugin::guard(err, [&] {
    check(items, n);
    Moment moment;
    for (std::uint32_t i = 0; i < n; ++i) {
      zin_cache_item& item = *ZIN_AT(zin_cache_item, items, i);
      const bool goes_on = begin(item);
      item.value = {nullptr, 0};
      if (goes_on) store_of(cache).get(item, moment);
    }
    return ZIN_OK;
  });
}

zin_status ZIN_CALL start_set(zin_cache* cache, zin_cache_item* items, std::uint32_t n,
                              const zin_op*, zin_wait*, zin_error* err) noexcept {
  return plugin::guard(err, [&] {
    check(items, n);
    for (std::uint32_t i = 0; i < n; ++i) {
      const zin_cache_item& item = *ZIN_AT(zin_cache_item, items, i);
      if (item.ttl_ns == 0 || item.ttl_ns < ZIN_TTL_NONE)
        throw plugin::misuse("a ttl is neither positive nor ZIN_TTL_NONE");
    }
    Moment moment;
    for (std::uint32_t i = 0; i < n; ++i) {
      zin_cache_item& item = *ZIN_AT(zin_cache_item, items, i);
      if (begin(item)) store_of(cache).set(item, moment);
    }
    return ZIN_OK;
  });
}

zin_status ZIN_CALL start_del(zin_cache* cache, zin_cache_item* items, std::uint32_t n,
                              const zin_op*, zin_wait*, zin_error* err) noexcept {
  return plugin::guard(err, [&] {
    check(items, n);
    Moment moment;
    for (std::uint32_t i = 0; i < n; ++i) {
      zin_cache_item& item = *ZIN_AT(zin_cache_item, items, i);
      if (begin(item)) store_of(cache).remove(item, moment);
    }
    return ZIN_OK;
  });
}

void ZIN_CALL unpin(zin_cache*, zin_cache_item* items, std::uint32_t n) noexcept {
  for (std::uint32_t i = 0; i < n; ++i) {
    zin_cache_item& item = *ZIN_AT(zin_cache_item, items, i);
    if ((item.flags & ZIN_COUT_PINNED) == 0) continue;
    static_cast<Entry*>(item.pin)->release();
    item.pin = nullptr;
    item.flags &= ~ZIN_COUT_PINNED;
  }
}

zin_status ZIN_CALL start_incr(zin_cache* cache, zin_str key, std::int64_t by, std::int64_t ttl_ns,
                               std::int64_t* out, const zin_op*, zin_wait*,
                               zin_error* err) noexcept {
  return plugin::guard(err, [&] {
    if (ttl_ns == 0 || ttl_ns < ZIN_TTL_NONE)
      throw plugin::misuse("the ttl is neither positive nor ZIN_TTL_NONE");
    if (key.len > max_key_bytes) throw plugin::unsupported("the key is longer than 65535 bytes");
    Moment moment;
    const auto sum = store_of(cache).add(plugin::view(key), by, ttl_ns, moment);
    if (!sum) throw plugin::bad_data("the value is no whole number, or the sum has over 64 bits");
    *out = *sum;
    return ZIN_OK;
  });
}

zin_status ZIN_CALL start_clear(zin_cache* cache, zin_str prefix, std::int64_t* removed,
                                const zin_op*, zin_wait*, zin_error* err) noexcept {
  return plugin::guard(err, [&] {
    const std::uint64_t count = store_of(cache).clear(plugin::view(prefix));
    if (removed != nullptr) *removed = static_cast<std::int64_t>(count);
    return ZIN_OK;
  });
}

zin_status ZIN_CALL start_scan(zin_cache* cache, zin_str prefix, zin_str resume,
                               zin_cache_page* out, const zin_op*, zin_wait*,
                               zin_error* err) noexcept {
  return plugin::guard(err, [&] {
    std::size_t shard = 0;
    const std::string_view from = plugin::view(resume);
    std::from_chars(from.data(), from.data() + from.size(), shard);
    if (shard >= store_of(cache).shard_count())
      throw plugin::misuse("`resume` is not from a page of this store");
    Moment moment;
    auto page =
        std::make_unique<KeyPage>(store_of(cache).page(plugin::view(prefix), shard, moment));
    const auto& keys = page->keys();
    zin_cache_page filled{};
    filled.limit = out->limit;
    filled.nkeys = static_cast<std::uint32_t>(keys.size());
    filled.flags = page->resume.empty() ? ZIN_CPAGE_LAST : 0;
    filled.keys = keys.data();
    filled.next = plugin::str(page->resume);
    filled.pin = page.release();
    plugin::fill(out, filled);
    return ZIN_OK;
  });
}

void ZIN_CALL page_free(zin_cache*, zin_cache_page* page) noexcept {
  delete static_cast<KeyPage*>(page->pin);
  page->pin = nullptr;
  page->keys = nullptr;
  page->nkeys = 0;
}

zin_status ZIN_CALL stats(zin_cache* cache, zin_cache_stats* out) noexcept {
  Store& store = store_of(cache);
  const Figures sum = store.figures();
  zin_cache_stats filled{};
  filled.hits = static_cast<std::int64_t>(sum.hits);
  filled.misses = static_cast<std::int64_t>(sum.misses);
  filled.sets = static_cast<std::int64_t>(sum.sets);
  filled.evicted = static_cast<std::int64_t>(sum.evicted);
  filled.expired = static_cast<std::int64_t>(sum.expired);
  filled.items = static_cast<std::int64_t>(sum.items);
  filled.bytes = static_cast<std::int64_t>(store.budget().used());
  filled.pinned_bytes = -1;
  plugin::fill(out, filled);
  return ZIN_OK;
}

constexpr zin_cache_driver table{
    .struct_size = sizeof(zin_cache_driver),
    .reserved0 = 0,
    .capabilities = capabilities,
    .name = plugin::str("memory"),
    .aliases = plugin::str(""),
    .option_keys = plugin::str(option_keys),
    .cache_open = open,
    .cache_close = close,
    .cache_info = info,
    .start_get = start_get,
    .start_set = start_set,
    .start_del = start_del,
    .unpin = unpin,
    .start_incr = start_incr,
    .start_clear = start_clear,
    .start_scan = start_scan,
    .page_free = page_free,
    .op_step = nullptr,
    .cancel = nullptr,
    .stats = stats,
    .get_extension = nullptr,
};

const void* ZIN_CALL get_impl(std::uint32_t index, std::uint32_t* kind) noexcept {
  if (index != 0) return nullptr;
  if (kind != nullptr) *kind = ZIN_KIND_CACHE;
  return &table;
}

constexpr zin_plugin description = plugin::describe(
    {
        .name = "memory",
        .version = ZIN_PLUGIN_VERSION,
        .vendor = "zin",
        .license = "MIT",
        .build = "compiler " __VERSION__,
    },
    get_impl);

}  // namespace
}  // namespace zin::memory

ZIN_PLUGIN_ENTRY(zin::memory::description)
