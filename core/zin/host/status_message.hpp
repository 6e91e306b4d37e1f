// Our own words for a driver's failure: the cause and the next step.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "zin/base/error.hpp"
#include "zin/host/driver_handle.hpp"
#include "zin/host/status_code.hpp"

namespace zin::host {

/// What a sentence may use besides the Failure.
struct MessageParts {
  std::string_view doing{};        ///< "connect"
  std::string_view driver_text{};  ///< Printable; may quote bound values.
  std::string_view hint{};         ///< The server's hint, printable; treated as driver_text.
  std::int64_t retry_after_ns = -1;
  std::uint32_t batch_index = ZIN_NO_INDEX;
};

/// Whether the driver's words can be shown: those of a class that cannot quote a bound value.
[[nodiscard]] bool may_show_driver_text(const Failure& failure, Errc code) noexcept;

/// One sentence. Uses code, constraint, table, column and row of `info`. Holds driver_text only
/// where may_show_driver_text() allows it.
[[nodiscard]] std::string message_of(const Failure& failure, const ErrorInfo& info,
                                     const MessageParts& parts, const DriverHandle& driver);

}  // namespace zin::host
