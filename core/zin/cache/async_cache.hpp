// The asynchronous verbs of caches.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "zin/base/log.hpp"
#include "zin/cache/cache_store.hpp"
#include "zin/loop/async_operation.hpp"

namespace zin {

namespace detail {

template <class Body, class... Token>
auto run_cached(CacheLoops& loops, Body body, Token&&... token) {
  static_assert(sizeof...(Token) <= 1, "one completion token, or none");
  if constexpr (sizeof...(Token) == 0) {
    return run_awaited(loops, std::move(body));
  } else {
    return run_with_token(loops, std::move(body), std::forward<Token>(token)...);
  }
}

/// What a function gives: T, also where it gives an awaitable of T.
template <class T>
struct AwaitedValue {
  using Type = T;
  static constexpr bool is_awaitable = false;
};
template <class T>
struct AwaitedValue<asio::awaitable<T>> {
  using Type = T;
  static constexpr bool is_awaitable = true;
};

/// Carries the task out by awaiting. A coroutine that is cancelled hands it over.
template <class T, class Fn>
asio::awaitable<T> make_awaited(CacheVerbs cache, Computation& task, Fn& make) {
  std::optional<T> value;
  std::exception_ptr failure;
  std::string bytes;
  try {
    asio::awaitable<T> making = make();
    value.emplace(co_await std::move(making));
    bytes = CacheCodec<T>::encode(*value);
  } catch (...) {
    failure = std::current_exception();
  }
  if (failure) {
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() == asio::cancellation_type::none) {
      task.fail(failure);
    } else {
      task.hand_over();
    }
    if (task.has_value()) co_return CacheCodec<T>::decode(task.bytes());
    std::rethrow_exception(failure);
  }
  auto finishing = run_awaited(cache.loops(), [&task, bytes = std::move(bytes)]() mutable {
    task.finish(std::move(bytes));
  });
  co_await std::move(finishing);
  co_return std::move(*value);
}

template <class T, class Fn>
asio::awaitable<T> remember_awaited(CacheVerbs cache, std::string key, Ttl ttl, Fn make,
                                    RememberOptions options) {
  auto beginning = run_awaited(cache.loops(), [&cache, &key, ttl, &options] {
    return cache.begin_remember(key, ttl, options, false);
  });
  Computation found = co_await std::move(beginning);
  if (!found.is_task()) co_return CacheCodec<T>::decode(found.bytes());
  asio::awaitable<T> making = make_awaited<T>(cache, found, make);
  co_return co_await std::move(making);
}

/// Nobody waits for it: what it throws is logged.
template <class T, class Fn>
asio::awaitable<void> refresh_awaited(CacheVerbs cache, std::unique_ptr<Computation> task,
                                      Fn make) {
  try {
    asio::awaitable<T> making = make_awaited<T>(cache, *task, make);
    static_cast<void>(co_await std::move(making));
  } catch (const std::exception& failure) {
    log(LogLevel::warn, "cache",
        std::string{"a cached value could not be made anew: "} + failure.what());
  } catch (...) {
    log(LogLevel::warn, "cache", "a cached value could not be made anew");
  }
}

template <class T, class Fn>
asio::awaitable<T> flexible_awaited(CacheVerbs cache, std::string key, Freshness freshness, Fn make,
                                    RememberOptions options) {
  auto beginning = run_awaited(cache.loops(), [&cache, &key, freshness, &options] {
    return cache.begin_flexible(key, freshness, options, false);
  });
  Computation found = co_await std::move(beginning);
  if (found.has_value()) {
    if (found.is_task()) {
      auto task = std::make_unique<Computation>(found.split());
      auto refreshing = refresh_awaited<T>(cache, std::move(task), std::move(make));
      const asio::any_io_executor executor = co_await asio::this_coro::executor;
      asio::co_spawn(executor, std::move(refreshing), asio::detached);
    }
    co_return CacheCodec<T>::decode(found.bytes());
  }
  asio::awaitable<T> making = make_awaited<T>(cache, found, make);
  co_return co_await std::move(making);
}

/// The same as a coroutine of its own, which any cancellation ends.
template <class T>
asio::awaitable<T> awaited_alone(asio::awaitable<T> work) {
  co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
  co_return co_await std::move(work);
}

template <class T, class... Token>
auto run_coroutine(asio::awaitable<T> work, Token&&... token) {
  static_assert(sizeof...(Token) <= 1, "one completion token, or none");
  if constexpr (sizeof...(Token) == 0) {
    return work;
  } else {
    return spawn_with_token(awaited_alone(std::move(work)), std::forward<Token>(token)...);
  }
}

}  // namespace detail

template <Cacheable T, class... Token>
auto CacheVerbs::async_get(std::string key, Token&&... token) const {
  return detail::run_cached(
      loops(), [cache = *this, key = std::move(key)] { return cache.get<T>(key); },
      std::forward<Token>(token)...);
}
template <class... Token>
auto CacheVerbs::async_has(std::string key, Token&&... token) const {
  return detail::run_cached(
      loops(), [cache = *this, key = std::move(key)] { return cache.has(key); },
      std::forward<Token>(token)...);
}
template <class... Token>
auto CacheVerbs::async_set(std::string key, CacheValue value, Ttl ttl, Token&&... token) const {
  return detail::run_cached(
      loops(),
      [cache = *this, key = std::move(key), value = std::move(value), ttl] {
        cache.set(key, value, ttl);
      },
      std::forward<Token>(token)...);
}
template <class... Token>
auto CacheVerbs::async_put(std::string key, CacheValue value, Ttl ttl, Token&&... token) const {
  return async_set(std::move(key), std::move(value), ttl, std::forward<Token>(token)...);
}
template <class... Token>
auto CacheVerbs::async_forever(std::string key, CacheValue value, Token&&... token) const {
  return async_set(std::move(key), std::move(value), Ttl::forever(), std::forward<Token>(token)...);
}
template <class... Token>
auto CacheVerbs::async_add(std::string key, CacheValue value, Ttl ttl, Token&&... token) const {
  return detail::run_cached(
      loops(),
      [cache = *this, key = std::move(key), value = std::move(value), ttl] {
        return cache.add(key, value, ttl);
      },
      std::forward<Token>(token)...);
}
template <class... Token>
auto CacheVerbs::async_forget(std::string key, Token&&... token) const {
  return detail::run_cached(
      loops(), [cache = *this, key = std::move(key)] { return cache.forget(key); },
      std::forward<Token>(token)...);
}
template <class... Token>
auto CacheVerbs::async_forget_many(std::vector<std::string> keys, Token&&... token) const {
  return detail::run_cached(
      loops(), [cache = *this, keys = std::move(keys)] { return cache.forget(keys); },
      std::forward<Token>(token)...);
}
template <Cacheable T, class... Token>
auto CacheVerbs::async_pull(std::string key, Token&&... token) const {
  return detail::run_cached(
      loops(), [cache = *this, key = std::move(key)] { return cache.pull<T>(key); },
      std::forward<Token>(token)...);
}
template <Cacheable T, class... Token>
auto CacheVerbs::async_many(std::vector<std::string> keys, Token&&... token) const {
  return detail::run_cached(
      loops(), [cache = *this, keys = std::move(keys)] { return cache.many<T>(keys); },
      std::forward<Token>(token)...);
}
template <class... Token>
auto CacheVerbs::async_put_many(std::map<std::string, CacheValue> entries, Ttl ttl,
                                Token&&... token) const {
  return detail::run_cached(
      loops(), [cache = *this, entries = std::move(entries), ttl] { cache.put_many(entries, ttl); },
      std::forward<Token>(token)...);
}
template <class... Token>
auto CacheVerbs::async_touch(std::string key, Ttl ttl, Token&&... token) const {
  return detail::run_cached(
      loops(), [cache = *this, key = std::move(key), ttl] { return cache.touch(key, ttl); },
      std::forward<Token>(token)...);
}
template <class... Token>
auto CacheVerbs::async_increment(std::string key, std::int64_t by, Ttl ttl,
                                 Token&&... token) const {
  return detail::run_cached(
      loops(),
      [cache = *this, key = std::move(key), by, ttl] { return cache.increment(key, by, ttl); },
      std::forward<Token>(token)...);
}
template <class... Token>
auto CacheVerbs::async_decrement(std::string key, std::int64_t by, Ttl ttl,
                                 Token&&... token) const {
  return detail::run_cached(
      loops(),
      [cache = *this, key = std::move(key), by, ttl] { return cache.decrement(key, by, ttl); },
      std::forward<Token>(token)...);
}

template <class Fn, class... Token>
auto CacheVerbs::async_remember(std::string key, Ttl ttl, Fn make, RememberOptions options,
                                Token&&... token) const {
  using Gives = detail::AwaitedValue<detail::Made<Fn>>;
  if constexpr (Gives::is_awaitable) {
    return detail::run_coroutine(detail::remember_awaited<typename Gives::Type>(
                                     *this, std::move(key), ttl, std::move(make), options),
                                 std::forward<Token>(token)...);
  } else {
    return detail::run_cached(
        loops(),
        [cache = *this, key = std::move(key), ttl, make = std::move(make), options]() mutable {
          return cache.remember(key, ttl, make, options);
        },
        std::forward<Token>(token)...);
  }
}
template <class Fn, class... Token>
auto CacheVerbs::async_remember_forever(std::string key, Fn make, RememberOptions options,
                                        Token&&... token) const {
  return async_remember(std::move(key), Ttl::forever(), std::move(make), options,
                        std::forward<Token>(token)...);
}
template <class Fn, class... Token>
auto CacheVerbs::async_flexible(std::string key, Freshness freshness, Fn make,
                                RememberOptions options, Token&&... token) const {
  using Gives = detail::AwaitedValue<detail::Made<Fn>>;
  if constexpr (Gives::is_awaitable) {
    return detail::run_coroutine(detail::flexible_awaited<typename Gives::Type>(
                                     *this, std::move(key), freshness, std::move(make), options),
                                 std::forward<Token>(token)...);
  } else {
    return detail::run_cached(
        loops(),
        [cache = *this, key = std::move(key), freshness, make = std::move(make), options] {
          return cache.flexible(key, freshness, make, options);
        },
        std::forward<Token>(token)...);
  }
}

template <class... Token>
auto CacheStore::async_clear(std::string prefix, Token&&... token) const {
  return detail::run_cached(
      loops(), [cache = *this, prefix = std::move(prefix)] { return cache.clear(prefix); },
      std::forward<Token>(token)...);
}
template <class... Token>
auto TaggedCache::async_flush(Token&&... token) const {
  return detail::run_cached(
      loops(), [cache = *this] { cache.flush(); }, std::forward<Token>(token)...);
}

template <class... Token>
auto CacheLock::async_acquire(std::chrono::nanoseconds longest, Token&&... token) {
  return detail::run_cached(
      loops(), [this, longest] { return acquire(longest); }, std::forward<Token>(token)...);
}
template <class... Token>
auto CacheLock::async_release(Token&&... token) {
  return detail::run_cached(
      loops(), [this] { return release(); }, std::forward<Token>(token)...);
}

}  // namespace zin
