// Exponential pauses with jitter, within a budget.
// SPDX-License-Identifier: MIT
#include "retry.hpp"

#include <time.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

namespace zin::cloudflare {
namespace {

constexpr std::int64_t a_second_ns = 1'000'000'000;

}  // namespace

bool may_retry(Fault fault, bool safe) noexcept {
  switch (fault) {
    case Fault::connect:
    case Fault::throttled:
      return true;
    case Fault::server:
    case Fault::lost:
    case Fault::timed_out:
      return safe;
    default:
      return false;
  }
}

std::optional<std::int64_t> retry_after_ns(std::string_view header, std::int64_t now_s) noexcept {
  while (!header.empty() && header.front() == ' ') header.remove_prefix(1);
  while (!header.empty() && header.back() == ' ') header.remove_suffix(1);
  constexpr std::int64_t longest_s = 1'000'000'000;
  std::int64_t seconds = 0;
  const char* const end = header.data() + header.size();
  const auto [stop, error] = std::from_chars(header.data(), end, seconds);
  if (error == std::errc() && stop == end && seconds >= 0)
    return std::min(seconds, longest_s) * a_second_ns;
  tm parts{};
  const std::string text(header);
  // The months' names are those of the C locale, which is what strptime reads unless a program
  // changes its own: then the date is not understood, and the usual pause is made.
  const char* const rest = ::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  if (rest == nullptr || *rest != '\0') return std::nullopt;
  const std::int64_t wait = static_cast<std::int64_t>(::timegm(&parts)) - now_s;
  return std::clamp<std::int64_t>(wait, 0, longest_s) * a_second_ns;
}

Retries::Retries(RetrySettings settings, std::function<double()> random)
    : settings_(settings), random_(std::move(random)), budget_(settings.budget) {}

std::optional<std::int64_t> Retries::pause_ns(Fault fault, bool safe, std::uint32_t made,
                                              std::optional<std::int64_t> asked_ns) {
  if (!may_retry(fault, safe) || made >= settings_.attempts || budget_ < 1) return std::nullopt;
  if (asked_ns && *asked_ns > settings_.longest_retry_after_ns) return std::nullopt;
  budget_ -= 1;
  const double jitter = random_();
  if (asked_ns) return *asked_ns + static_cast<std::int64_t>(jitter * a_second_ns);
  std::int64_t pause = settings_.first_pause_ns;
  for (std::uint32_t i = 1; i < made && pause < settings_.longest_pause_ns; ++i) pause *= 2;
  pause = std::min(pause, settings_.longest_pause_ns);
  // From half of it to all of it: those that failed together do not come back together.
  pause = pause / 2 + static_cast<std::int64_t>(jitter * static_cast<double>(pause / 2));
  if (fault == Fault::throttled) pause += a_second_ns;
  return pause;
}

void Retries::succeeded() noexcept { budget_ = std::min(budget_ + 0.1, settings_.budget); }

}  // namespace zin::cloudflare
