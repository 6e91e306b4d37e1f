// The one exception of the library, with questions instead of a tree of classes.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>

#include "zin/base/errc.hpp"
#include "zin/base/export.hpp"

namespace zin {

/// Everything an Error knows. Filled by the library; absent parts are empty.
struct ErrorInfo {
  Errc code = Errc::internal;
  std::string message;         ///< Our own words: the cause and the next step. Never a bound value.
  std::string server_message;  ///< The server's or client library's words; may quote user data.
  std::string sqlstate;        ///< Five characters, or empty.
  std::int64_t native_code = 0;
  std::string constraint;  ///< Name of the constraint that was violated.
  std::string table;
  std::string column;
  std::string driver;
  std::string statement;                    ///< The SQL text, never its bindings.
  std::optional<std::uint64_t> position{};  ///< Byte offset of the fault in `statement`.
  std::optional<std::uint64_t> row{};       ///< Failing row of a bulk operation, from 0.
  bool retryable = false;
  bool may_be_applied = false;
  std::optional<std::source_location> where{};
};

/// Thrown by every failing call of the library. Cheap to copy; the copies share their texts.
/// [thread-safe]: an Error never changes.
class ZIN_API Error final : public std::exception {
 public:
  Error(Errc code, std::string message);
  explicit Error(ErrorInfo info);

  /// The portable code: decide by this.
  [[nodiscard]] Errc code() const noexcept { return info_->code; }
  /// One line for people: the cause and the next step, and the statement where there is one.
  /// Holds neither secrets nor bound values.
  [[nodiscard]] const char* what() const noexcept override;
  /// Whether the same statement or transaction may be run again with a chance to succeed.
  [[nodiscard]] bool retryable() const noexcept { return info_->retryable; }
  /// Whether the server may have executed it although this call failed.
  [[nodiscard]] bool may_be_applied() const noexcept { return info_->may_be_applied; }
  /// The five characters of SQLSTATE; empty when the driver has none.
  [[nodiscard]] std::string_view sqlstate() const noexcept { return info_->sqlstate; }
  /// The server's own number (SQLite's extended code, errno of MySQL, an HTTP status); 0 = none.
  [[nodiscard]] std::int64_t native_code() const noexcept { return info_->native_code; }
  /// Name of the violated constraint, its table and column; empty when the server does not say.
  [[nodiscard]] std::string_view constraint() const noexcept { return info_->constraint; }
  [[nodiscard]] std::string_view table() const noexcept { return info_->table; }
  [[nodiscard]] std::string_view column() const noexcept { return info_->column; }
  /// The SQL text; empty when no statement was involved. Never the bindings.
  [[nodiscard]] std::string_view statement() const noexcept { return info_->statement; }
  /// Byte offset of the fault in statement(), when the server tells.
  [[nodiscard]] std::optional<std::uint64_t> position() const noexcept { return info_->position; }
  /// Failing row of a bulk operation, counted from 0, when it is known.
  [[nodiscard]] std::optional<std::uint64_t> row() const noexcept { return info_->row; }
  /// Name of the driver; empty when none was involved.
  [[nodiscard]] std::string_view driver() const noexcept { return info_->driver; }
  /// The server's own words. They may quote user data, so what() leaves them out where they could:
  /// log them only where that is allowed.
  [[nodiscard]] std::string_view server_message() const noexcept { return info_->server_message; }
  /// The call of the application that failed, when it is known.
  [[nodiscard]] const std::optional<std::source_location>& where() const noexcept {
    return info_->where;
  }
  /// All of it, to build a changed copy from.
  [[nodiscard]] const ErrorInfo& info() const noexcept { return *info_; }

 private:
  struct Text;
  std::shared_ptr<const Text> text_;
  const ErrorInfo* info_;  // inside *text_
};

}  // namespace zin
