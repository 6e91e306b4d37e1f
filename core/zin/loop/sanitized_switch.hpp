// Tells the sanitizers of a switch between stacks; nothing without them.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ZIN_ADDRESS_SANITIZER 1
#endif
#if __has_feature(thread_sanitizer)
#define ZIN_THREAD_SANITIZER 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define ZIN_ADDRESS_SANITIZER 1
#endif
#if defined(__SANITIZE_THREAD__)
#define ZIN_THREAD_SANITIZER 1
#endif

#if defined(ZIN_ADDRESS_SANITIZER)
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(ZIN_THREAD_SANITIZER)
#include <sanitizer/tsan_interface.h>
#endif

namespace zin::detail {

/// One fiber's part: the thread calls entering() and left() around a switch to it, the fiber
/// entered() at its begin and behind each leaving().
class SanitizedSwitch {
 public:
  SanitizedSwitch() = default;
  SanitizedSwitch(const SanitizedSwitch&) = delete;
  SanitizedSwitch& operator=(const SanitizedSwitch&) = delete;

#if defined(ZIN_THREAD_SANITIZER)
  ~SanitizedSwitch() {
    if (fiber_ != nullptr) __tsan_destroy_fiber(fiber_);
  }
  void set_stack(const void*, std::size_t) noexcept { fiber_ = __tsan_create_fiber(0); }
  // The sanitizer keeps a stack of calls for each fiber, so that no function may return on another
  // one than it was called on: these are inlined, and the last switch is behind the last return.
  [[gnu::always_inline]] void entering() noexcept {
    thread_ = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(fiber_, 0);
  }
  [[gnu::always_inline]] void left() noexcept {
    if (__tsan_get_current_fiber() != thread_) __tsan_switch_to_fiber(thread_, 0);
  }
  void entered() noexcept {}
  [[gnu::always_inline]] void leaving() noexcept { __tsan_switch_to_fiber(thread_, 0); }
  void leaving_for_good() noexcept {}

 private:
  void* fiber_ = nullptr;
  void* thread_ = nullptr;
#elif defined(ZIN_ADDRESS_SANITIZER)
  void set_stack(const void* bottom, std::size_t size) noexcept {
    bottom_ = bottom;
    size_ = size;
  }
  void entering() noexcept { __sanitizer_start_switch_fiber(&of_thread_, bottom_, size_); }
  void left() noexcept { __sanitizer_finish_switch_fiber(of_thread_, nullptr, nullptr); }
  void entered() noexcept {
    __sanitizer_finish_switch_fiber(of_fiber_, &thread_bottom_, &thread_size_);
  }
  void leaving() noexcept {
    __sanitizer_start_switch_fiber(&of_fiber_, thread_bottom_, thread_size_);
  }
  void leaving_for_good() noexcept {
    __sanitizer_start_switch_fiber(nullptr, thread_bottom_, thread_size_);
  }

 private:
  const void* bottom_ = nullptr;
  std::size_t size_ = 0;
  const void* thread_bottom_ = nullptr;
  std::size_t thread_size_ = 0;
  void* of_thread_ = nullptr;
  void* of_fiber_ = nullptr;
#else
  void set_stack(const void*, std::size_t) noexcept {}
  void entering() noexcept {}
  void left() noexcept {}
  void entered() noexcept {}
  void leaving() noexcept {}
  void leaving_for_good() noexcept {}
#endif
};

}  // namespace zin::detail
