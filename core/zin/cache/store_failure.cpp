// A cause and a next step for what a store answers.
// SPDX-License-Identifier: MIT
#include "zin/cache/store_failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "zin/host/abi_text.hpp"
#include "zin/host/status_code.hpp"
#include "zin/host/status_message.hpp"

namespace zin::caching {
namespace {

struct Sentence {
  std::string_view cause;
  std::string_view next_step;
};

Sentence sentence_of(Errc code) noexcept {
  switch (code) {
    case Errc::invalid_config:
      return {"the store does not take an option as it was given", "mend CACHE_OPTIONS"};
    case Errc::invalid_argument:
      return {"the store does not take this key or value", "nothing was changed"};
    case Errc::unsupported:
      return {"the store cannot do this; nothing was changed",
              "see what it can do with `zin cache stats`"};
    case Errc::connection_failed:
    case Errc::connection_lost:
      return {"the service cannot be reached", "check its address and the network, and try again"};
    case Errc::authentication_failed:
    case Errc::permission_denied:
      return {"the service refuses these credentials", "check the token and what it may do"};
    case Errc::timeout:
      return {"it took too long", "try again, or allow more time"};
    case Errc::cancelled:
      return {"it was cancelled", "do it again if it is still wanted"};
    case Errc::data_error:
      return {"the value is none that this can be done with", "set another value first"};
    case Errc::rate_limited:
    case Errc::busy:
      return {"the service asks to slow down", "send less, or try again later"};
    case Errc::resource_exhausted:
      return {"there is no room for it", "raise the store's limit, or cache less"};
    default:
      return {"the store failed in a way it does not explain",
              "see server_message() and report it with the plugin's version"};
  }
}

}  // namespace

Error store_failure(std::string_view driver, std::string_view options, zin_status status,
                    const zin_error& error, std::string_view doing) {
  const bool configures = doing == "configure";
  const std::string_view state{error.sqlstate, 5};
  const bool has_state = std::ranges::all_of(
      state, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
  const host::Failure failure{.status = status,
                              .category = error.category,
                              .flags = error.flags,
                              .native_code = error.native_code,
                              .sqlstate = has_state ? state : std::string_view{}};
  ErrorInfo info;
  info.code = host::errc_of(failure, configures ? host::Doing::configure : host::Doing::other);
  const std::string_view words{error.message,
                               std::min<std::size_t>(error.message_len, sizeof error.message)};
  info.server_message = host::valid_utf8(words);
  info.native_code = error.native_code;
  info.driver = driver;
  info.retryable = (error.flags & ZIN_ERRF_RETRY_STATEMENT) != 0;
  info.may_be_applied = (error.flags & ZIN_ERRF_MAYBE_APPLIED) != 0;
  const Sentence sentence = sentence_of(info.code);
  info.message = fmt::format("{} failed: {}", doing, sentence.cause);
  if (!words.empty() && host::may_show_driver_text(failure, info.code)) {
    info.message += ": " + host::printable(words);
  }
  constexpr std::int64_t ns_per_ms = 1'000'000;
  if (info.code == Errc::rate_limited && error.retry_after_ns >= 0) {
    info.message += fmt::format("; try again after {} ms", error.retry_after_ns / ns_per_ms);
  } else if (configures && info.code == Errc::invalid_config) {
    info.message += fmt::format("; its options are {}", options.empty() ? "none" : options);
  } else {
    info.message += fmt::format("; {}", sentence.next_step);
  }
  return Error{std::move(info)};
}

}  // namespace zin::caching
