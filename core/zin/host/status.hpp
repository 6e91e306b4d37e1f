// The one place that turns a driver's failed status into a zin::Error.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <source_location>
#include <string_view>

#include "zin/abi/driver.h"
#include "zin/base/error.hpp"
#include "zin/host/driver_handle.hpp"
#include "zin/host/status_code.hpp"

namespace zin::host {

/// What surrounds a failed call.
struct StatusContext {
  std::string_view statement{};  ///< The SQL text that was sent, if any; never its bindings.
  /// What was tried, as it reads before "failed": "connect", "execute", "fetch", "commit".
  /// Three words decide the code too: "configure" (conn_new), "connect" and "commit".
  std::string_view doing = "execute";
  const std::source_location* where = nullptr;  ///< The application's call, when it is known.
};

/// An empty zin_error for a call into a plugin.
[[nodiscard]] inline zin_error empty_error() noexcept {
  zin_error error{};
  error.struct_size = sizeof error;
  error.position = -1;
  error.retry_after_ns = -1;
  error.batch_index = ZIN_NO_INDEX;
  error.row_index = ZIN_NO_INDEX;
  return error;
}

/// The Error for `status`, which is < 0. `connection` is asked for constraint, table and column of
/// its last failure; NULL where there is none, or where it must not be touched. Whatever the driver
/// put into `error` (also nothing, or nonsense) gives a well-formed Error.
/// The message names the cause and the next step. The driver's own words are always in
/// server_message(), but in the message only where they cannot quote a bound value or an option.
[[nodiscard]] Error error_of(const DriverHandle& driver, zin_conn* connection, zin_status status,
                             const zin_error& error, const StatusContext& context);

/// Throws error_of() of the same arguments.
[[noreturn]] void throw_status(const DriverHandle& driver, zin_conn* connection, zin_status status,
                               const zin_error& error, const StatusContext& context);

}  // namespace zin::host
