// The rows of cache stores.
// SPDX-License-Identifier: MIT
#include <array>

#include "zin/config/variable_rows.hpp"

namespace zin::config {

namespace {

constexpr std::array cache_table{
    Variable{.name = "CACHE_STORES",
             .scope = Scope::cache,
             .type = Type::names,
             .backends = store_backends,
             .meaning = "Further named stores; `sessions` reads CACHE_SESSIONS_DRIVER, "
                        "CACHE_SESSIONS_TTL, ..."},
    Variable{.name = "CACHE_DRIVER",
             .scope = Scope::cache,
             .backends = store_backends,
             .meaning = "Driver of the default store, where CACHE_CONNECTION is not set"},
    Variable{.name = "CACHE_MEMORY_TTL",
             .scope = Scope::cache,
             .type = Type::seconds,
             .max = ten_years_s,
             .backends = memory_backend,
             .meaning = "Time to live in memory stores that have none of their own; empty = "
                        "CACHE_DEFAULT_TTL"},
    Variable{.name = "CACHE_KV_TTL",
             .scope = Scope::cache,
             .type = Type::seconds,
             .max = ten_years_s,
             .backends = kv_backend,
             .meaning = "Time to live in KV stores that have none of their own; empty = "
                        "CACHE_DEFAULT_TTL"},
    Variable{
        .name = "DRIVER",
        .scope = Scope::store,
        .default_value = "memory",
        .backends = store_backends,
        .default_name = "CACHE_CONNECTION",
        .field_name = "driver",
        .meaning =
            "Driver by name or alias: `memory`, `kv-http` = `kv`, `kv-remote`, `tiered`, or any "
            "other plugin; CACHE_CONNECTION may also name one of CACHE_STORES"},
    Variable{.name = "TTL",
             .scope = Scope::store,
             .type = Type::seconds,
             .default_value = "3600",
             .max = ten_years_s,
             .backends = store_backends,
             .default_name = "CACHE_DEFAULT_TTL",
             .field_name = "default_ttl",
             .meaning = "Time to live of a value that is set without one; 0 = until evicted"},
    Variable{.name = "KEY_PREFIX",
             .scope = Scope::store,
             .default_value = "zin:",
             .backends = store_backends,
             .field_name = "prefix",
             .meaning = "Put before every key; may be set to nothing"},
    Variable{.name = "MAX_BYTES",
             .scope = Scope::store,
             .type = Type::bytes,
             .default_value = "67108864",
             .min = 1,
             .max = tebibyte,
             .backends = memory_backend,
             .default_name = "CACHE_MEMORY_MAX_BYTES",
             .field_name = "max_bytes",
             .meaning = "Budget of a memory store"},
    Variable{.name = "OPTIONS",
             .scope = Scope::store,
             .type = Type::options,
             .backends = store_backends,
             .field_name = "options",
             .meaning = "Further options by the driver's own keys, percent-encoded as in a URL"},
};

}  // namespace

std::span<const Variable> cache_rows() noexcept { return cache_table; }

}  // namespace zin::config
