// What is told about each statement to whoever listens.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <source_location>
#include <span>
#include <string_view>

#include "zin/base/error.hpp"
#include "zin/base/value.hpp"
#include "zin/runtime/role.hpp"
#include "zin/sql/statement.hpp"

namespace zin {

/// One statement, before or after it ran. All of it is good for the call of the listener.
struct QueryEvent {
  std::string_view connection;  ///< Name of the connection: "default".
  std::string_view driver;
  std::string_view sql;
  /// The bound values: user data, which does not belong into a log.
  std::span<const Value> bindings;
  Intent intent = Intent::read;
  std::source_location where{};  ///< The application's call.
  /// The server that runs it, "host:port" as configured; several when the driver chooses among
  /// them, "" when nothing is configured.
  std::string_view host{};
  Role role = Role::primary;
  // From here on only after it ran.
  std::chrono::nanoseconds duration{0};
  std::uint64_t rows = 0;        ///< Rows that it gave or affected; 0 for streams, which go on.
  const Error* error = nullptr;  ///< Set when it failed.
};

/// Called on the thread that runs the statement. What a listener of before_query throws stops the
/// statement before it is sent; what one of after_query throws goes to the caller.
using QueryListener = std::function<void(const QueryEvent&)>;

}  // namespace zin
