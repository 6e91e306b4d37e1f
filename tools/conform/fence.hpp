// Memory with an end that can be felt: what is lent to a driver, and taken back.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "zin/abi/driver.h"

namespace zin::conform {

/// `size` bytes that end where the readable memory ends: one byte further is a SIGSEGV. When the
/// alignment leaves a gap before that end, the gap holds a pattern that intact() looks at.
/// The bytes start as `pattern`. Never given back to the system before the process ends, so
/// that a pointer that was kept cannot hit something new.
class Fence {
 public:
  static constexpr std::byte poison{0xA5};

  explicit Fence(std::size_t size, std::size_t alignment = 8, std::byte pattern = poison);
  Fence(const Fence&) = delete;
  Fence& operator=(const Fence&) = delete;

  [[nodiscard]] void* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// No byte behind the end was written.
  [[nodiscard]] bool intact() const noexcept;
  /// From here on every use of the memory is a SIGSEGV.
  void close() noexcept;

 private:
  std::byte* pages_;
  std::size_t mapped_;
  std::byte* data_;
  std::size_t size_;
  std::byte pattern_;
};

/// A text behind a fence: not NUL-terminated, and readable until close().
class FencedText {
 public:
  explicit FencedText(std::string_view text);
  [[nodiscard]] zin_str str() const noexcept {
    return {static_cast<const char*>(fence_.data()), fence_.size()};
  }
  void close() noexcept { fence_.close(); }

 private:
  Fence fence_;
};

/// A struct of the ABI of which only the first `size` bytes exist, as with a host of another
/// version; struct_size says so. The rest of T must not be touched.
template <class T>
class FencedStruct {
 public:
  explicit FencedStruct(std::size_t size = sizeof(T), std::byte pattern = Fence::poison)
      : fence_{size, 8, pattern} {
    set_size(size);
  }
  FencedStruct(const T& value, std::size_t size) : fence_{size} {
    std::memcpy(fence_.data(), &value, size < sizeof(T) ? size : sizeof(T));
    set_size(size);
  }

  [[nodiscard]] T* get() const noexcept { return static_cast<T*>(fence_.data()); }
  [[nodiscard]] const Fence& fence() const noexcept { return fence_; }
  /// struct_size is what it was.
  [[nodiscard]] bool size_intact() const noexcept {
    std::uint32_t now = 0;
    std::memcpy(&now, fence_.data(), sizeof now);
    return now == fence_.size();
  }
  void close() noexcept { fence_.close(); }

 private:
  void set_size(std::size_t size) noexcept {
    const auto bytes = static_cast<std::uint32_t>(size);
    std::memcpy(fence_.data(), &bytes, sizeof bytes);
  }
  Fence fence_;
};

}  // namespace zin::conform
