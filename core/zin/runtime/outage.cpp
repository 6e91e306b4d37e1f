// Attempts to connect to a server that may be silent.
// SPDX-License-Identifier: MIT
#include "zin/runtime/outage.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace zin::runtime {
namespace {

constexpr std::chrono::seconds retry_interval{1};

}  // namespace

Outage::Attempt::Attempt(Outage& outage) : outage_(outage), began_(outage.clock_.now()) {
  const std::lock_guard lock{outage_.mutex_};
  if (!outage_.failure_) return;
  if (outage_.probing_ || began_ < outage_.retry_at_) throw outage_.turned_away(began_);
  outage_.probing_ = probes_ = true;
}

Outage::Attempt::~Attempt() {
  if (!probes_) return;
  const std::lock_guard lock{outage_.mutex_};
  outage_.probing_ = false;
}

void Outage::Attempt::succeeded() const { outage_.is_over(); }

void Outage::Attempt::failed(const Error& error) const {
  const TimePoint now = outage_.clock_.now();
  const std::lock_guard lock{outage_.mutex_};
  const Errc code = error.code();
  const bool silent =
      outage_.patience_ && now - began_ >= *outage_.patience_ &&
      (code == Errc::timeout || code == Errc::connection_failed || code == Errc::connection_lost);
  if (silent) {
    outage_.failure_ = error;
    outage_.retry_at_ = now + retry_interval;
  } else if (probes_) {
    outage_.failure_.reset();  // it answers, if only with a refusal
  }
}

void Outage::is_over() {
  const std::lock_guard lock{mutex_};
  failure_.reset();
}

Error Outage::turned_away(TimePoint now) const {
  ErrorInfo info = failure_->info();
  info.code = Errc::connection_failed;
  const auto left = std::max(retry_at_ - now, TimePoint::duration{0});
  info.message = fmt::format(
      "the server did not answer a moment ago and is tried again {}: {}",
      probing_ ? "just now"
               : fmt::format("in {:.1f} s", std::chrono::duration<double>(left).count()),
      info.message);
  return Error{std::move(info)};
}

}  // namespace zin::runtime
