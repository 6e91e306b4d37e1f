// The loop around one request.
// SPDX-License-Identifier: MIT
#include "client.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <random>

#include "zin/plugin/host_services.hpp"

namespace zin::cloudflare {
namespace {

double random_fraction() {
  thread_local std::minstd_rand engine{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(engine);
}

std::int64_t wall_seconds() noexcept {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Fault fault_of(const TransportFailure& failure) noexcept {
  switch (failure.broken) {
    case Broken::connect:
      return Fault::connect;
    case Broken::lost:
      return failure.sent ? Fault::lost : Fault::connect;
    case Broken::timed_out:
      return failure.sent ? Fault::timed_out : Fault::connect;
    default:
      return Fault::none;
  }
}

std::optional<std::int64_t> asked_pause(const Response& response) {
  const std::string* const header = response.header("retry-after");
  return header == nullptr ? std::nullopt : retry_after_ns(*header, wall_seconds());
}

}  // namespace

Fault by_status(const Response& response) noexcept {
  if (response.status == 429) return Fault::throttled;
  return response.status >= 500 ? Fault::server : Fault::none;
}

Client::Client(Endpoint endpoint, RetrySettings retries)
    : session_(std::move(endpoint), interruption_), retries_(retries, random_fraction) {}

plugin::Failure Client::told(const TransportFailure& failure, bool safe,
                             const plugin::Operation& op) const {
  plugin::Failure out(ZIN_E_ERROR, ZIN_CAT_CONNECTION, failure.message);
  switch (failure.broken) {
    case Broken::cancelled:
      // One that was asked for behind the deadline is how the host ends an operation in time.
      out.status = plugin::now_ns() >= op.deadline_ns() ? ZIN_E_TIMEOUT : ZIN_E_CANCELLED;
      out.category = out.status == ZIN_E_TIMEOUT ? ZIN_CAT_TIMEOUT : ZIN_CAT_CANCELLED;
      out.sqlstate = "57014";
      break;
    case Broken::timed_out:
      out.status = ZIN_E_TIMEOUT;
      out.category = ZIN_CAT_TIMEOUT;
      out.sqlstate = "57014";
      break;
    case Broken::too_large:
      out.category = ZIN_CAT_RESOURCE;
      out.sqlstate = "54000";
      break;
    case Broken::lost:
      out.sqlstate = "08006";
      out.flags |= ZIN_ERRF_RETRY_STATEMENT;
      break;
    default:
      out.sqlstate = "08001";
      out.flags |= ZIN_ERRF_RETRY_STATEMENT;
      break;
  }
  if (failure.sent && !safe) {
    out.flags |= ZIN_ERRF_MAYBE_APPLIED;
    out.flags &= ~ZIN_ERRF_RETRY_STATEMENT;
  }
  return out;
}

bool Client::pause(std::int64_t pause_ns, const plugin::Operation& op) {
  const std::int64_t until = plugin::now_ns() + pause_ns;
  if (until >= op.deadline_ns()) return false;
  if (interruption_.pause_until(until)) return true;
  throw plugin::Failure(ZIN_E_CANCELLED, ZIN_CAT_CANCELLED, "cancelled between two attempts");
}

void Client::connect(const plugin::Operation& op) {
  const Interruption::Operating operating(interruption_, op);
  try {
    session_.connect(op.deadline_ns());
  } catch (const TransportFailure& failure) {
    throw told(failure, true, op);
  }
}

Response Client::call(Request& request, bool safe, const plugin::Operation& op, const Judge& judge,
                      const std::function<void(Request&)>& prepare) {
  const Interruption::Operating operating(interruption_, op);
  for (attempts_ = 1;; ++attempts_) {
    const std::int64_t now = plugin::now_ns();
    if (now >= op.deadline_ns())
      throw plugin::Failure(ZIN_E_TIMEOUT, ZIN_CAT_TIMEOUT, "its time was over before it was sent");
    const std::int64_t until =
        std::min(op.deadline_ns(), now + session_.endpoint().limits.request_ns);
    if (prepare) prepare(request);
    try {
      Response response = session_.send(request, until);
      const Fault fault = judge(response);
      if (fault == Fault::none) {
        retries_.succeeded();
        return response;
      }
      const auto wait = retries_.pause_ns(fault, safe, attempts_, asked_pause(response));
      if (!wait || !pause(*wait, op)) return response;
    } catch (const TransportFailure& failure) {
      const auto wait = retries_.pause_ns(fault_of(failure), safe, attempts_, std::nullopt);
      if (!wait || !pause(*wait, op)) throw told(failure, safe, op);
    }
  }
}

}  // namespace zin::cloudflare
