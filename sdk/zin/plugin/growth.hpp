// Structs that grow (rule R2): reading and filling no more of them than the other side allocated.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "zin/abi/driver.h"

namespace zin::plugin {

/// Copies `value` into `*out`, as far as the caller's struct_size reaches, which stays as it is.
/// Does nothing when out is NULL.
template <class T>
void fill(T* out, const T& value) noexcept {
  static_assert(std::is_trivially_copyable_v<T> && offsetof(T, struct_size) == 0);
  constexpr std::size_t head = sizeof(value.struct_size);
  if (out == nullptr || out->struct_size <= head) return;
  char* const to = reinterpret_cast<char*>(out) + head;
  const char* const from = reinterpret_cast<const char*>(&value) + head;
  if (out->struct_size >= sizeof(T)) [[likely]]
    std::memcpy(to, from, sizeof(T) - head);  // a fixed size: no call
  else
    std::memcpy(to, from, out->struct_size - head);
}

/// A struct of the other side, readable as a whole: itself when it is complete (the usual case,
/// which copies nothing), else a copy whose absent fields are zero. Borrows `in` for its own life.
template <class T>
class Whole {
 public:
  static_assert(std::is_trivially_copyable_v<T> && offsetof(T, struct_size) == 0);

  /// NULL reads as a struct of zeros.
  explicit Whole(const T* in) noexcept : whole_(in) {
    if (in != nullptr && in->struct_size >= sizeof(T)) [[likely]]
      return;
    copy_ = T{};
    if (in != nullptr) std::memcpy(&copy_, in, in->struct_size);
    copy_.struct_size = sizeof(T);
    whole_ = &copy_;
  }
  Whole(const Whole&) = delete;
  Whole& operator=(const Whole&) = delete;

  const T& operator*() const noexcept { return *whole_; }
  const T* operator->() const noexcept { return whole_; }

 private:
  const T* whole_;
  T copy_;  // left alone unless it is needed: the hot path does not pay for it
};

}  // namespace zin::plugin
