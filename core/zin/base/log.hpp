// Where the library's messages go: a sink with a level.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "zin/base/export.hpp"

namespace zin {

enum class LogLevel : std::uint8_t { trace, debug, info, warn, error, off };

/// "warn" etc. [thread-safe]
[[nodiscard]] ZIN_API std::string_view to_string(LogLevel level) noexcept;

/// Takes the library's messages. Called from any thread, possibly from several at once, and
/// sometimes while the caller waits for a lock: write or queue, never call back into the library.
/// Exceptions are swallowed. Texts hold no secrets, and no bound values unless DB_LOG_BINDINGS is
/// on.
class LogSink {
 public:
  virtual ~LogSink() = default;
  virtual void write(LogLevel level, std::string_view component, std::string_view message) = 0;
};

/// Replaces the process-wide sink (default: one line on standard error); nullptr silences.
/// Messages under way may still reach the former sink, which lives until they are done.
/// [thread-safe]
ZIN_API void set_log_sink(std::shared_ptr<LogSink> sink);
/// Messages below this level are dropped before they are formatted. Default: info. [thread-safe]
ZIN_API void set_log_level(LogLevel level) noexcept;
[[nodiscard]] ZIN_API LogLevel log_level() noexcept;
/// Whether a message of this level would be written: ask before formatting one. [thread-safe]
[[nodiscard]] inline bool log_enabled(LogLevel level) noexcept { return level >= log_level(); }
/// Hands one message to the sink. Never throws. [thread-safe]
ZIN_API void log(LogLevel level, std::string_view component, std::string_view message) noexcept;

}  // namespace zin
