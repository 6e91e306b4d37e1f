// Finding a session by the name of its connection, for the layers that only know names.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "zin/runtime/session.hpp"

namespace zin {

/// Implemented by Manager; the layers between ask through it, so that they need not know the top.
class ConnectionResolver {
 public:
  virtual ~ConnectionResolver() = default;
  /// The session of that name; lives as long as the resolver. Throws Errc::unknown_connection,
  /// listing the known ones. [thread-safe]
  [[nodiscard]] virtual Session& session(std::string_view name) = 0;
};

/// The resolver of the process, which the top layer gives. Throws Errc::unknown_connection when
/// there is none, as in a program of the kernel alone. [thread-safe]
[[nodiscard]] ZIN_API ConnectionResolver& default_resolver();
/// For the top layer: who makes it when it is first asked for.
void set_default_resolver(ConnectionResolver& (*give)()) noexcept;

}  // namespace zin
