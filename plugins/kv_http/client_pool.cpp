// One mutex around the lists; requests run outside of it.
// SPDX-License-Identifier: MIT
#include "client_pool.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <thread>

#include "zin/plugin/failure.hpp"
#include "zin/plugin/host_services.hpp"

namespace zin::kv {
namespace {

// Cancels of operations that never come; a host that races has one or two of them.
constexpr std::size_t most_early_cancels = 64;
// An address may send 200 requests in a second, and a request takes some 50 ms.
constexpr std::size_t most_hands = 8;

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

cloudflare::Client* ClientPool::take_idle(std::uint64_t token) {
  if (idle_.empty()) {
    if (clients_.size() == most_) return nullptr;
    clients_.push_back(std::make_unique<cloudflare::Client>(endpoint_));
    idle_.push_back(clients_.back().get());
  }
  cloudflare::Client* const client = idle_.back();
  idle_.pop_back();
  lent_.push_back({token, client});
  return client;
}

cloudflare::Client* ClientPool::try_lend(std::uint64_t token) {
  const std::lock_guard lock(mutex_);
  return take_idle(token);
}

ClientPool::Lease ClientPool::lend(const plugin::Operation& op) {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (take_early_cancel(op.token()))
      throw plugin::Failure(ZIN_E_CANCELLED, ZIN_CAT_CANCELLED, "cancelled before it was sent");
    if (cloudflare::Client* const client = take_idle(op.token()))
      return {*this, *client, op.token()};
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

void ClientPool::for_each(cloudflare::Client& own, const plugin::Operation& op, std::size_t count,
                          const std::function<void(cloudflare::Client&, std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failing;
  const auto go_on = [&](cloudflare::Client& client) noexcept {
    try {
      for (std::size_t i = next++; i < count; i = next++) work(client, i);
    } catch (...) {
      next = count;
      const std::lock_guard lock(failing);
      if (failure == nullptr) failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t hand = 1; hand < std::min(count, most_hands); ++hand) {
      cloudflare::Client* const client = try_lend(op.token());
      if (client == nullptr) break;
      try {
        others.emplace_back([&, client] {
          const Lease lease(*this, *client, op.token());
          go_on(*client);
        });
      } catch (...) {  // no thread to be had: those that are there do the work
        take_back(*client, op.token());
        break;
      }
    }
    go_on(own);
  }
  if (failure != nullptr) std::rethrow_exception(failure);
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
