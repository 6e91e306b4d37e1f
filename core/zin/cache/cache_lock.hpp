// CacheLock: one holder at a time, over all that see the store.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "zin/base/export.hpp"
#include "zin/cache/cache_loops.hpp"

namespace zin {

namespace caching {
class Engine;
}

/// Made by CacheStore::lock(). It holds for its lease at most, measured by the store: work that may
/// take longer extends it. Who loses it by that is not told until it asks. Releases itself when it
/// is destroyed. [one thread at a time] [blocks]
class ZIN_API CacheLock {
 public:
  CacheLock(std::shared_ptr<caching::Engine> engine, std::string key, std::string owner,
            std::chrono::nanoseconds lease, bool may_be_held);
  CacheLock(CacheLock&& other) noexcept;
  CacheLock& operator=(CacheLock&&) = delete;
  ~CacheLock();

  /// Takes it if it is free; gives whether it did. At once.
  [[nodiscard]] bool try_acquire();
  /// Takes it, waiting for `longest` at most; gives whether it did. It asks again and again, in no
  /// order with others.
  [[nodiscard]] bool acquire(std::chrono::nanoseconds longest);
  /// Gives it back. False, with nothing changed, when it is not this one's (any more).
  bool release();
  /// The lease begins anew. False when it is not this one's any more.
  [[nodiscard]] bool extend();
  /// Whether it is this one's now, as the store says.
  [[nodiscard]] bool is_held() const;
  /// Gives it back whoever holds it: for what a person decides.
  void force_release();

  /// Calls fn() while it is held and gives its result, when it could be taken within `longest`;
  /// else Errc::busy.
  template <class Fn>
  auto run(std::chrono::nanoseconds longest, Fn&& fn) -> std::invoke_result_t<Fn&> {
    if (!acquire(longest)) refuse_busy();
    const Releaser end{*this};
    return fn();
  }

  /// Who holds it: a random text, for CacheStore::restore_lock() in another place.
  [[nodiscard]] const std::string& owner() const noexcept { return owner_; }
  /// Keeps the lock though this object ends; gives the owner.
  std::string detach() noexcept;

  // Asynchronous twins of the two, defined by <zin/async.hpp>. The lock must outlive them.
  template <class... Token>
  auto async_acquire(std::chrono::nanoseconds longest, Token&&... token);
  template <class... Token>
  auto async_release(Token&&... token);

 private:
  struct Releaser {
    CacheLock& lock;
    ~Releaser() { lock.release_quietly(); }
  };
  void release_quietly() noexcept;
  [[noreturn]] void refuse_busy() const;
  [[nodiscard]] detail::CacheLoops& loops() const noexcept;
  /// Its version in the store while it is this one's, else 0.
  [[nodiscard]] std::uint64_t version() const;

  std::shared_ptr<caching::Engine> engine_;
  std::string key_;
  std::string owner_;
  std::chrono::nanoseconds lease_;
  bool held_;  // as far as is known here
};

}  // namespace zin
