// The verbs of a cache, which a store and its tagged parts share.
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "zin/base/bytes.hpp"
#include "zin/base/export.hpp"
#include "zin/cache/cache_codec.hpp"
#include "zin/cache/cache_loops.hpp"
#include "zin/cache/cache_options.hpp"
#include "zin/cache/computation.hpp"
#include "zin/cache/ttl.hpp"

namespace zin {

namespace caching {
class Engine;
}

namespace detail {

/// Called once with the bytes of a value, which live for the call.
struct ValueSink {
  void* context;
  void (*take)(void* context, std::string_view bytes);
};

/// What a function makes: also through an awaitable, see async_remember().
template <class Fn>
using Made = std::remove_cvref_t<std::invoke_result_t<Fn&>>;

}  // namespace detail

/// A list of keys with their values: `{{"a", 1}, {"b", "text"}}`.
using CacheEntries = std::initializer_list<std::pair<std::string_view, CacheValue>>;

/// A cheap handle; copies mean the same store, which lives as long as one of them. A key is any
/// text of at least one byte that does not begin with "@zin:"; the store may allow less.
///
/// Every call throws Error: Errc::invalid_argument for a key, value or TTL that cannot be,
/// Errc::unsupported for what the store cannot do, both before any I/O; Errc::closed; or what the
/// store fails with. A value is read as the type that was written: else Errc::type_mismatch, or
/// Errc::data_error when it is no JSON. [thread-safe] [blocks]
class ZIN_API CacheVerbs {
 public:
  /// The value; nothing when there is none, or when it has expired.
  template <Cacheable T>
  [[nodiscard]] std::optional<T> get(std::string_view key) const {
    std::optional<T> value;
    read_value(key, {&value, [](void* out, std::string_view bytes) {
                       static_cast<std::optional<T>*>(out)->emplace(CacheCodec<T>::decode(bytes));
                     }});
    return value;
  }
  /// The value, or `otherwise`.
  template <Cacheable T>
  [[nodiscard]] T get(std::string_view key, T otherwise) const {
    std::optional<T> value = get<T>(key);
    return value ? std::move(*value) : std::move(otherwise);
  }
  /// The stored bytes, copied to `buffer`, without an allocation: gives their number, which is more
  /// than the buffer's when they do not fit, and nothing is copied then; nothing when there is
  /// none.
  [[nodiscard]] std::optional<std::size_t> read(std::string_view key,
                                                std::span<std::byte> buffer) const;
  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] bool missing(std::string_view key) const { return !has(key); }

  /// Stores the value in place of any other. Throws Errc::resource_exhausted when it does not fit.
  void set(std::string_view key, const CacheValue& value, Ttl ttl = {}) const {
    write(key, value.bytes(), ttl, false);
  }
  void put(std::string_view key, const CacheValue& value, Ttl ttl = {}) const {
    set(key, value, ttl);
  }
  /// The same for bytes, which are not copied on the way.
  void set(std::string_view key, std::span<const std::byte> bytes, Ttl ttl = {}) const {
    write(key, text_of(bytes), ttl, false);
  }
  void set(std::string_view key, const Bytes& bytes, Ttl ttl = {}) const {
    write(key, as_text(bytes), ttl, false);
  }
  void put(std::string_view key, const Bytes& bytes, Ttl ttl = {}) const { set(key, bytes, ttl); }
  /// set() without an end: it stays until it is forgotten or evicted.
  void forever(std::string_view key, const CacheValue& value) const {
    set(key, value, Ttl::forever());
  }
  /// Stores it only where there is nothing: of several callers one alone. Gives whether it did.
  /// Throws Errc::unsupported where the store cannot do that in one step.
  bool add(std::string_view key, const CacheValue& value, Ttl ttl = {}) const {
    return write(key, value.bytes(), ttl, true);
  }

  /// Removes the value. Gives whether there was one, as far as the store tells.
  bool forget(std::string_view key) const;
  /// The same for several, in one call where the store has that; gives how many there were.
  std::size_t forget(std::initializer_list<std::string_view> keys) const {
    return forget_all({keys.begin(), keys.size()});
  }
  template <std::ranges::input_range Keys>
  requires(std::convertible_to<std::ranges::range_reference_t<Keys>, std::string_view> &&
           !std::convertible_to<Keys, std::string_view>) std::size_t forget(const Keys& keys)
  const {
    const std::vector<std::string_view> list(std::ranges::begin(keys), std::ranges::end(keys));
    return forget_all(list);
  }
  /// get() and forget(). Where the store compares and swaps, one caller alone gets the value.
  template <Cacheable T>
  [[nodiscard]] std::optional<T> pull(std::string_view key) const {
    const std::optional<std::string> bytes = pull_bytes(key);
    if (!bytes) return std::nullopt;
    return CacheCodec<T>::decode(*bytes);
  }

  /// The values of several keys, in one call where the store has that. Each key is in the result.
  template <Cacheable T>
  [[nodiscard]] std::map<std::string, std::optional<T>, std::less<>> many(
      std::initializer_list<std::string_view> keys) const {
    return many_of<T>({keys.begin(), keys.size()});
  }
  template <Cacheable T, std::ranges::input_range Keys>
  requires(std::convertible_to<std::ranges::range_reference_t<const Keys&>, std::string_view>)
      [[nodiscard]] std::map<std::string, std::optional<T>, std::less<>> many(
          const Keys& keys) const {
    const std::vector<std::string_view> list(std::ranges::begin(keys), std::ranges::end(keys));
    return many_of<T>(list);
  }
  /// Stores several. They are independent: when some fail, others may be stored.
  void put_many(CacheEntries entries, Ttl ttl = {}) const;
  void put_many(const std::map<std::string, CacheValue>& entries, Ttl ttl = {}) const;
  template <Cacheable T, class Less>
  void put_many(const std::map<std::string, T, Less>& entries, Ttl ttl = {}) const {
    std::vector<std::pair<std::string_view, std::string>> list;
    for (const auto& [key, value] : entries) list.emplace_back(key, CacheCodec<T>::encode(value));
    write_all(list, ttl);
  }

  /// Counts the TTL anew, from now on. Gives whether there is such a value.
  bool touch(std::string_view key, Ttl ttl = {}) const;
  /// Adds to a whole number in one step and gives the sum. A value that is missing counts as 0 and
  /// takes `ttl`; one that is there keeps its own. Throws Errc::data_error where another value is,
  /// or where the sum does not fit, and Errc::unsupported.
  std::int64_t increment(std::string_view key, std::int64_t by = 1, Ttl ttl = {}) const;
  std::int64_t decrement(std::string_view key, std::int64_t by = 1, Ttl ttl = {}) const;

  /// The value; when there is none, what `make` gives, which is stored. However many callers ask
  /// for a missing value at the same time, in this process, one makes it and the others wait for
  /// it; they get what it throws, too. When that one is cancelled or takes longer than
  /// options.patience, another makes it. What keeps the store from taking the value is logged.
  template <class Fn>
  auto remember(std::string_view key, Ttl ttl, Fn&& make, const RememberOptions& options = {}) const
      -> detail::Made<Fn>;
  template <class Fn>
  auto remember_forever(std::string_view key, Fn&& make, const RememberOptions& options = {}) const
      -> detail::Made<Fn> {
    return remember(key, Ttl::forever(), std::forward<Fn>(make), options);
  }
  /// remember(), but a value that is older than `fresh` is served all the same, until `stale`,
  /// while one caller has it made anew: on another thread, with a copy of `make`, which must own
  /// what it needs. What it throws there is logged, and the next caller tries again.
  template <class Fn>
  auto flexible(std::string_view key, Freshness freshness, Fn make,
                const RememberOptions& options = {}) const -> detail::Made<Fn>;
  template <class Fn>
  auto flexible(std::string_view key, std::chrono::nanoseconds fresh,
                std::chrono::nanoseconds stale, Fn make, const RememberOptions& options = {}) const
      -> detail::Made<Fn> {
    return flexible(key, Freshness{fresh, stale}, std::move(make), options);
  }

  // Asynchronous twins, defined by <zin/async.hpp>: the same on an Asio executor, given to any
  // completion token with the signature void(std::exception_ptr, T), asio::use_awaitable when none
  // is. Arguments are copied. They go on on the token's associated executor, and its cancellation
  // slot ends them with Errc::cancelled. Lists of keys and entries are vectors and maps.

  template <Cacheable T, class... Token>
  auto async_get(std::string key, Token&&... token) const;
  template <class... Token>
  auto async_has(std::string key, Token&&... token) const;
  template <class... Token>
  auto async_set(std::string key, CacheValue value, Ttl ttl = {}, Token&&... token) const;
  template <class... Token>
  auto async_put(std::string key, CacheValue value, Ttl ttl = {}, Token&&... token) const;
  template <class... Token>
  auto async_forever(std::string key, CacheValue value, Token&&... token) const;
  template <class... Token>
  auto async_add(std::string key, CacheValue value, Ttl ttl = {}, Token&&... token) const;
  template <class... Token>
  auto async_forget(std::string key, Token&&... token) const;
  template <class... Token>
  auto async_forget_many(std::vector<std::string> keys, Token&&... token) const;
  template <Cacheable T, class... Token>
  auto async_pull(std::string key, Token&&... token) const;
  template <Cacheable T, class... Token>
  auto async_many(std::vector<std::string> keys, Token&&... token) const;
  template <class... Token>
  auto async_put_many(std::map<std::string, CacheValue> entries, Ttl ttl = {},
                      Token&&... token) const;
  template <class... Token>
  auto async_touch(std::string key, Ttl ttl = {}, Token&&... token) const;
  template <class... Token>
  auto async_increment(std::string key, std::int64_t by = 1, Ttl ttl = {}, Token&&... token) const;
  template <class... Token>
  auto async_decrement(std::string key, std::int64_t by = 1, Ttl ttl = {}, Token&&... token) const;
  /// `make` gives the value, or an asio::awaitable of it.
  template <class Fn, class... Token>
  auto async_remember(std::string key, Ttl ttl, Fn make, RememberOptions options = {},
                      Token&&... token) const;
  template <class Fn, class... Token>
  auto async_remember_forever(std::string key, Fn make, RememberOptions options = {},
                              Token&&... token) const;
  /// An awaitable that makes the value anew runs on the executor of this call.
  template <class Fn, class... Token>
  auto async_flexible(std::string key, Freshness freshness, Fn make, RememberOptions options = {},
                      Token&&... token) const;

  CacheVerbs(const CacheVerbs&);
  CacheVerbs(CacheVerbs&&) noexcept;
  CacheVerbs& operator=(const CacheVerbs&);
  CacheVerbs& operator=(CacheVerbs&&) noexcept;
  ~CacheVerbs();

  // For the library.

  [[nodiscard]] detail::CacheLoops& loops() const noexcept;
  /// `stays`: the task is done by the flow of control that asks.
  [[nodiscard]] detail::Computation begin_remember(std::string_view key, Ttl ttl,
                                                   const RememberOptions& options,
                                                   bool stays = true) const;
  [[nodiscard]] detail::Computation begin_flexible(std::string_view key, Freshness freshness,
                                                   const RememberOptions& options,
                                                   bool stays = true) const;
  /// Runs it on a thread that may block; what it throws is logged.
  void run_aside(std::function<void()> work) const;

 protected:
  CacheVerbs(std::shared_ptr<caching::Engine> engine, std::vector<std::string> tags);

  [[nodiscard]] const std::shared_ptr<caching::Engine>& engine() const noexcept { return engine_; }
  [[nodiscard]] const std::vector<std::string>& tag_names() const noexcept { return tags_; }

 private:
  [[nodiscard]] static std::string_view text_of(std::span<const std::byte> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
  bool read_value(std::string_view key, detail::ValueSink sink) const;
  bool write(std::string_view key, std::string_view bytes, Ttl ttl, bool if_absent) const;
  void write_all(std::span<const std::pair<std::string_view, std::string>> entries, Ttl ttl) const;
  std::size_t forget_all(std::span<const std::string_view> keys) const;
  [[nodiscard]] std::optional<std::string> pull_bytes(std::string_view key) const;
  /// The sink is called in the order of the keys, for those that are there, with their index.
  struct ManySink {
    void* context;
    void (*take)(void* context, std::size_t index, std::string_view bytes);
  };
  void read_all(std::span<const std::string_view> keys, ManySink sink) const;

  template <class T>
  [[nodiscard]] std::map<std::string, std::optional<T>, std::less<>> many_of(
      std::span<const std::string_view> keys) const {
    using Values = std::map<std::string, std::optional<T>, std::less<>>;
    struct Out {
      std::span<const std::string_view> keys;
      Values values;
    } out{keys, {}};
    for (const std::string_view key : keys) out.values.emplace(key, std::nullopt);
    read_all(keys, {&out, [](void* context, std::size_t index, std::string_view bytes) {
                      Out& to = *static_cast<Out*>(context);
                      to.values.find(to.keys[index])->second = CacheCodec<T>::decode(bytes);
                    }});
    return std::move(out.values);
  }

  std::shared_ptr<caching::Engine> engine_;
  std::vector<std::string> tags_;
};

}  // namespace zin

#include "zin/cache/remember_verbs.hpp"  // IWYU pragma: export
