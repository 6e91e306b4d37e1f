// How a test says that it failed, or that it does not apply.
// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>

namespace zin::conform {

/// Thrown by a test: the driver broke the rule. `message` says what was seen and what was expected.
struct Failed {
  std::string message;
};

/// Thrown by a test that does not apply to this driver, by what the driver declares.
struct Skipped {
  std::string reason;
};

/// Throws Failed unless `holds`.
template <class... Arguments>
void require(bool holds, fmt::format_string<Arguments...> message, Arguments&&... arguments) {
  if (!holds) throw Failed{fmt::format(message, std::forward<Arguments>(arguments)...)};
}

template <class... Arguments>
[[noreturn]] void skip(fmt::format_string<Arguments...> reason, Arguments&&... arguments) {
  throw Skipped{fmt::format(reason, std::forward<Arguments>(arguments)...)};
}

}  // namespace zin::conform
