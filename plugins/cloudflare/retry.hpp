// Whether a request that failed is sent again, and when.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace zin::cloudflare {

enum class Fault : std::uint8_t {
  none,       ///< It worked, or failed in a way that another attempt does not change.
  connect,    ///< Nothing was sent.
  throttled,  ///< 429: the gateway refused it, and nothing was executed.
  server,     ///< 5xx, or a message that the service documents as passing.
  lost,       ///< The connection broke behind the request.
  timed_out
};

struct RetrySettings {
  std::uint32_t attempts = 3;  ///< The first included.
  std::int64_t first_pause_ns = 200'000'000;
  std::int64_t longest_pause_ns = 5'000'000'000;
  /// A service that asks for a longer wait than this is not waited for.
  std::int64_t longest_retry_after_ns = 60'000'000'000;
  /// Further attempts that a connection may make in a row of failures; each success gives a tenth
  /// of one back. A service that is down is then not asked three times as often.
  double budget = 10;
};

/// Whether to send again. `safe` = sending twice is as good as sending once: a read, or what the
/// caller has marked. Connect failures and 429 have executed nothing, so that everything may be
/// sent again then. [thread-safe]
[[nodiscard]] bool may_retry(Fault fault, bool safe) noexcept;

/// Seconds or an HTTP date (RFC 9110, 10.2.3) from `now_s`, seconds since 1970; a date that has
/// passed is 0. Nothing when it is neither.
[[nodiscard]] std::optional<std::int64_t> retry_after_ns(std::string_view header,
                                                         std::int64_t now_s) noexcept;

/// Draws the pauses of one connection. [one thread at a time]
class Retries {
 public:
  /// `random` gives numbers from 0 up to, not including, 1.
  explicit Retries(RetrySettings settings, std::function<double()> random);

  /// How long to wait before attempt `made` + 1, nothing when there is none: too many were made,
  /// the budget is used up, the service asks for too long a wait. Takes from the budget.
  [[nodiscard]] std::optional<std::int64_t> pause_ns(Fault fault, bool safe, std::uint32_t made,
                                                     std::optional<std::int64_t> asked_ns);
  void succeeded() noexcept;

 private:
  RetrySettings settings_;
  std::function<double()> random_;
  double budget_;
};

}  // namespace zin::cloudflare
