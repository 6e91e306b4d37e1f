// What the fuzz targets share: input as text, and what must hold.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "zin/base/error.hpp"

namespace zin::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// The fuzzer keeps the input for which this is false.
inline void must(bool holds) {
  if (!holds) std::abort();
}

/// Refusing an input is fine, as long as it is done with an Error of this code.
template <class Fn>
void may_throw(Errc code, Fn fn) {
  try {
    fn();
  } catch (const Error& error) {
    must(error.code() == code);
  }
}

}  // namespace zin::fuzz
