// One mutex around the lists; requests run outside of it.
// SPDX-License-Identifier: MIT
#include "client_pool.hpp"

#include <algorithm>
#include <chrono>

#include "zin/plugin/failure.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::kv {
namespace {

// Cancels of operations that never come; a host that races has one or two of them.
constexpr std::size_t most_early_cancels = 64;

}  // namespace

ClientPool::ClientPool(cloudflare::Endpoint endpoint, std::size_t most)
    : endpoint_(std::move(endpoint)), most_(most) {
  // take_back() must not allocate.
  idle_.reserve(most_);
  lent_.reserve(most_);
  cancelled_early_.reserve(most_early_cancels);
}

bool ClientPool::take_early_cancel(std::uint64_t token) noexcept {
  const auto found = std::find(cancelled_early_.begin(), cancelled_early_.end(), token);
  if (token == 0 || found == cancelled_early_.end()) return false;
  cancelled_early_.erase(found);
  return true;
}

ClientPool::Lease ClientPool::lend(const plugin::Operation& op) {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (take_early_cancel(op.token()))
      throw plugin::Failure(ZIN_E_CANCELLED, ZIN_CAT_CANCELLED, "cancelled before it was sent");
    if (!idle_.empty()) {
      cloudflare::Client* const client = idle_.back();
      idle_.pop_back();
      lent_.push_back({op.token(), client});
      return {*this, *client, op.token()};
    }
    if (clients_.size() < most_) {
      clients_.push_back(std::make_unique<cloudflare::Client>(endpoint_));
      idle_.push_back(clients_.back().get());
      continue;
    }
    const std::int64_t now = plugin::now_ns();
    if (now >= op.deadline_ns())
      throw plugin::Failure(ZIN_E_TIMEOUT, ZIN_CAT_TIMEOUT,
                            "all " + std::to_string(most_) +
                                " connections to KV were in use until the deadline: raise the "
                                "option connections in CACHE_OPTIONS, or allow more time");
    constexpr std::int64_t a_minute_ns = 60'000'000'000;
    changed_.wait_for(lock,
                      std::chrono::nanoseconds(std::min(op.deadline_ns() - now, a_minute_ns)));
  }
}

void ClientPool::take_back(cloudflare::Client& client, std::uint64_t token) noexcept {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(lent_.begin(), lent_.end(),
                                  [&](const Lent& one) { return one.client == &client; });
  if (found != lent_.end()) lent_.erase(found);
  // A cancel that came for it in the last moment has nothing to end any more.
  (void)take_early_cancel(token);
  idle_.push_back(&client);
  changed_.notify_one();
}

void ClientPool::cancel(std::uint64_t token) noexcept {
  if (token == 0) return;
  const std::lock_guard lock(mutex_);
  bool found = false;
  for (const Lent& one : lent_) {
    if (one.token != token) continue;
    found = true;
    one.client->interruption().cancel(token);
  }
  if (found) return;
  if (cancelled_early_.size() == most_early_cancels)
    cancelled_early_.erase(cancelled_early_.begin());
  cancelled_early_.push_back(token);
  // It may be among those that wait.
  changed_.notify_all();
}

}  // namespace zin::kv
