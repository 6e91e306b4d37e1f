// Catching the Error that a call throws, to look at it.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/test/unit_test.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "zin/base/error.hpp"

namespace zin::test {

/// The Error that `fn` throws; ends the test case when it throws none.
template <class Fn>
Error thrown_by(Fn&& fn) {
  try {
    static_cast<void>(std::invoke(std::forward<Fn>(fn)));
  } catch (const Error& error) {
    return error;
  }
  BOOST_FAIL("no Error was thrown");
  return Error{Errc::internal, "not reached"};
}

/// The code alone.
template <class Fn>
Errc code_of(Fn&& fn) {
  return thrown_by(std::forward<Fn>(fn)).code();
}

/// Whether the error's line says so.
inline bool says(const Error& error, std::string_view words) {
  return std::string_view{error.what()}.find(words) != std::string_view::npos;
}

}  // namespace zin::test
