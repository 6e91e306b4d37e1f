// Connections to the service, lent to the operations that run at the same time.
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "cloudflare/client.hpp"
#include "zin/plugin/operation.hpp"

namespace zin::kv {

/// At most so many connections, opened when they are needed; who comes when all are lent waits for
/// the next one. [thread-safe]
class ClientPool {
 public:
  /// A connection for one operation. [one thread at a time]
  class Lease {
   public:
    Lease(ClientPool& pool, cloudflare::Client& client, std::uint64_t token) noexcept
        : pool_(pool), client_(client), token_(token) {}
    ~Lease() { pool_.take_back(client_, token_); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    [[nodiscard]] cloudflare::Client& operator*() const noexcept { return client_; }
    [[nodiscard]] cloudflare::Client* operator->() const noexcept { return &client_; }

   private:
    ClientPool& pool_;
    cloudflare::Client& client_;
    std::uint64_t token_;
  };

  /// `most` is 1 and more.
  ClientPool(cloudflare::Endpoint endpoint, std::size_t most);
  ClientPool(const ClientPool&) = delete;
  ClientPool& operator=(const ClientPool&) = delete;

  /// Throws TIMEOUT at op's deadline, CANCELLED when it was cancelled. [blocks]
  [[nodiscard]] Lease lend(const plugin::Operation& op);

  /// Calls `work` with a connection and each number below `count`: on this thread with `own`, and
  /// beside it on threads with connections that nobody uses, `most_hands` in all. A failure ends
  /// what has not begun and is thrown when all have come to their end. [blocks]
  void for_each(cloudflare::Client& own, const plugin::Operation& op, std::size_t count,
                const std::function<void(cloudflare::Client&, std::size_t)>& work);

  /// Ends the operation of `token`, wherever it is; one that has not begun ends when it begins.
  void cancel(std::uint64_t token) noexcept;

 private:
  struct Lent {
    std::uint64_t token;
    cloudflare::Client* client;
  };

  /// An idle connection, or a new one; nullptr when all are lent. Requires: the mutex is locked.
  [[nodiscard]] cloudflare::Client* take_idle(std::uint64_t token);
  [[nodiscard]] cloudflare::Client* try_lend(std::uint64_t token);
  void take_back(cloudflare::Client& client, std::uint64_t token) noexcept;
  /// Whether it was cancelled before it had a connection; forgets that.
  [[nodiscard]] bool take_early_cancel(std::uint64_t token) noexcept;

  cloudflare::Endpoint endpoint_;
  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<cloudflare::Client>> clients_;
  std::vector<cloudflare::Client*>
      idle_;  // the last one was used last: it is the likeliest to live
  std::vector<Lent> lent_;
  std::vector<std::uint64_t> cancelled_early_;
};

}  // namespace zin::kv
