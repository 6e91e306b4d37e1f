// Memory that a thread released lately, for its next use.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <utility>

namespace zin::detail {

// Under AddressSanitizer nothing is used again, so that a view that outlived its owner is caught.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool reuses_memory = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool reuses_memory = false;
#else
inline constexpr bool reuses_memory = true;
#endif
#else
inline constexpr bool reuses_memory = true;
#endif

/// Keeps up to `Size` objects of each thread, and destroys them with `Destroy` when the thread
/// ends or newer ones take their places. [thread-safe]
template <class T, std::size_t Size, class Destroy>
class ThreadCache {
 public:
  ~ThreadCache() {
    gone_ = true;
    for (T* const object : kept_) {
      if (object != nullptr) Destroy{}(object);
    }
  }

  /// One that `fits`, newest first; nullptr when there is none. The caller owns it.
  template <class Fits>
  [[nodiscard]] static T* take(Fits fits) noexcept {
    if (!reuses_memory || gone_) return nullptr;
    ThreadCache& cache = of_thread();
    for (std::size_t back = 1; back <= Size; ++back) {
      T*& object = cache.kept_[(cache.next_ + Size - back) % Size];
      if (object == nullptr || !fits(*object)) continue;
      if (back == 1) cache.next_ = (cache.next_ + Size - 1) % Size;
      return std::exchange(object, nullptr);
    }
    return nullptr;
  }

  /// Takes it over.
  static void keep(T* object) noexcept {
    if (reuses_memory && !gone_) {
      ThreadCache& cache = of_thread();
      std::swap(object, cache.kept_[cache.next_]);
      cache.next_ = (cache.next_ + 1) % Size;
    }
    if (object != nullptr) Destroy{}(object);
  }

 private:
  [[nodiscard]] static ThreadCache& of_thread() noexcept {
    static thread_local ThreadCache cache;
    return cache;
  }

  static inline thread_local constinit bool gone_ = false;
  std::array<T*, Size> kept_{};
  std::size_t next_ = 0;
};

}  // namespace zin::detail
