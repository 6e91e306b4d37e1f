// Both kinds of store as a plugin.
// SPDX-License-Identifier: MIT
#include <memory>

#include "remote_namespace.hpp"
#include "rest_namespace.hpp"
#include "settings.hpp"
#include "store.hpp"
#include "zin/plugin/entry.hpp"
#include "zin/plugin/growth.hpp"
#include "zin/plugin/guard.hpp"
#include "zin/plugin/options.hpp"

namespace zin::kv {
namespace {

struct OverRest {
  static constexpr std::string_view name = "kv-http";
  static constexpr std::string_view aliases = "kv";
  static constexpr std::string_view option_keys = rest_option_keys;

  static std::unique_ptr<Store> open(const plugin::Options& given) {
    const WallClock clock;
    RestSettings settings = read_rest_settings(given);
    const StoreSettings store = settings.store;
    return std::make_unique<Store>(std::make_unique<RestNamespace>(std::move(settings), clock),
                                   store, clock);
  }
};

struct OverProxy {
  static constexpr std::string_view name = "kv-remote";
  static constexpr std::string_view aliases = "";
  static constexpr std::string_view option_keys = remote_option_keys;

  static std::unique_ptr<Store> open(const plugin::Options& given) {
    const WallClock clock;
    RemoteSettings settings = read_remote_settings(given);
    const StoreSettings store = settings.store;
    return std::make_unique<Store>(std::make_unique<RemoteNamespace>(std::move(settings), clock),
                                   store, clock);
  }
};

Store& store_of(zin_cache* handle) noexcept {
  return *static_cast<Store*>(static_cast<void*>(handle));
}

template <class Kind>
zin_status ZIN_CALL cache_open(const zin_kv* options, std::uint32_t n, zin_cache** out,
                               zin_error* err) noexcept {
  *out = nullptr;
  return plugin::guard(err, [&] {
    const plugin::Options given{options, n, Kind::option_keys};
    *out = static_cast<zin_cache*>(static_cast<void*>(Kind::open(given).release()));
    return ZIN_OK;
  });
}

void ZIN_CALL cache_close(zin_cache* handle) noexcept {
  const std::unique_ptr<Store> owned(&store_of(handle));
}

zin_status ZIN_CALL cache_info(zin_cache* handle, zin_cache_info* info) noexcept {
  plugin::fill(info, store_of(handle).info());
  return ZIN_OK;
}

zin_status ZIN_CALL start_get(zin_cache* handle, zin_cache_item* items, std::uint32_t n,
                              const zin_op* op, zin_wait*, zin_error* err) noexcept {
  return plugin::guard(err, [&] {
    store_of(handle).get(Items(items, n), plugin::Operation(op));
    return ZIN_OK;
  });
}

zin_status ZIN_CALL start_set(zin_cache* handle, zin_cache_item* items, std::uint32_t n,
                              const zin_op* op, zin_wait*, zin_error* err) noexcept {
  return plugin::guard(err, [&] {
    store_of(handle).set(Items(items, n), plugin::Operation(op));
    return ZIN_OK;
  });
}

zin_status ZIN_CALL start_del(zin_cache* handle, zin_cache_item* items, std::uint32_t n,
                              const zin_op* op, zin_wait*, zin_error* err) noexcept {
  return plugin::guard(err, [&] {
    store_of(handle).remove(Items(items, n), plugin::Operation(op));
    return ZIN_OK;
  });
}

void ZIN_CALL unpin(zin_cache*, zin_cache_item* items, std::uint32_t n) noexcept {
  for (std::uint32_t i = 0; i < n; ++i) Store::unpin(*ZIN_AT(zin_cache_item, items, i));
}

zin_status ZIN_CALL start_clear(zin_cache* handle, zin_str prefix, std::int64_t* removed,
                                const zin_op* op, zin_wait*, zin_error* err) noexcept {
  return plugin::guard(err, [&] {
    const std::int64_t count = store_of(handle).clear(plugin::view(prefix), plugin::Operation(op));
    if (removed != nullptr) *removed = count;
    return ZIN_OK;
  });
}

zin_status ZIN_CALL start_scan(zin_cache* handle, zin_str prefix, zin_str resume,
                               zin_cache_page* out, const zin_op* op, zin_wait*,
                               zin_error* err) noexcept {
  return plugin::guard(err, [&] {
    auto page = store_of(handle).scan(plugin::view(prefix), plugin::view(resume), out->limit,
                                      plugin::Operation(op));
    zin_cache_page filled{};
    filled.limit = out->limit;
    filled.nkeys = static_cast<std::uint32_t>(page->keys.size());
    filled.flags = page->next.empty() ? ZIN_CPAGE_LAST : 0;
    filled.keys = page->keys.data();
    filled.next = plugin::str(page->next);
    filled.pin = page.release();
    plugin::fill(out, filled);
    return ZIN_OK;
  });
}

void ZIN_CALL page_free(zin_cache*, zin_cache_page* page) noexcept {
  const std::unique_ptr<KeyPage> owned(static_cast<KeyPage*>(page->pin));
  page->pin = nullptr;
  page->keys = nullptr;
  page->nkeys = 0;
}

zin_status ZIN_CALL op_step(zin_cache*, std::uint64_t, std::uint32_t, zin_wait*,
                            zin_error* err) noexcept {
  return plugin::guard(err,
                       []() -> zin_status { throw plugin::misuse("no operation is pending"); });
}

zin_status ZIN_CALL cancel(zin_cache* handle, std::uint64_t token, std::int64_t,
                           zin_error*) noexcept {
  store_of(handle).cancel(token);
  return ZIN_OK;
}

zin_status ZIN_CALL stats(zin_cache* handle, zin_cache_stats* out) noexcept {
  plugin::fill(out, store_of(handle).stats());
  return ZIN_OK;
}

template <class Kind>
constexpr zin_cache_driver table{
    .struct_size = sizeof(zin_cache_driver),
    .reserved0 = 0,
    .capabilities = store_capabilities,
    .name = plugin::str(Kind::name),
    .aliases = plugin::str(Kind::aliases),
    .option_keys = plugin::str(Kind::option_keys),
    .cache_open = cache_open<Kind>,
    .cache_close = cache_close,
    .cache_info = cache_info,
    .start_get = start_get,
    .start_set = start_set,
    .start_del = start_del,
    .unpin = unpin,
    .start_incr = nullptr,
    .start_clear = start_clear,
    .start_scan = start_scan,
    .page_free = page_free,
    .op_step = op_step,
    .cancel = cancel,
    .stats = stats,
    .get_extension = nullptr,
};

const void* ZIN_CALL get_impl(std::uint32_t index, std::uint32_t* kind) noexcept {
  if (kind != nullptr) *kind = ZIN_KIND_CACHE;
  if (index == 0) return &table<OverRest>;
  return index == 1 ? &table<OverProxy> : nullptr;
}

constexpr zin_plugin description = plugin::describe(
    {
        .name = "kv-http",
        .version = ZIN_PLUGIN_VERSION,
        .vendor = "zin",
        .license = "MIT",
        .build = "compiler " __VERSION__,
    },
    get_impl);

}  // namespace
}  // namespace zin::kv

ZIN_PLUGIN_ENTRY(zin::kv::description)
