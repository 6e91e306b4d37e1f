// Ends a request from another thread by shutting its socket down.
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "zin/plugin/operation.hpp"

namespace zin::cloudflare {

/// Which operation a connection is at and which socket it waits for. A cancel that comes before its
/// operation is kept for it; one that comes late hits nothing, since tokens never come back.
/// [one thread at a time], but for cancel().
class Interruption {
 public:
  /// An operation from its begin to its end.
  class Operating {
   public:
    /// Throws CANCELLED when it was cancelled before.
    Operating(Interruption& at, const plugin::Operation& op);
    ~Operating();
    Operating(const Operating&) = delete;
    Operating& operator=(const Operating&) = delete;

   private:
    Interruption& at_;
  };

  /// `fd` is shut down by a cancel until detach(); at once when it was cancelled already.
  void attach(int fd) noexcept;
  /// Before the descriptor is closed: its number may be another socket's next.
  void detach() noexcept;
  [[nodiscard]] bool cancelled() const noexcept;
  /// Waits until then, on the host's clock. False as soon as the operation is cancelled.
  [[nodiscard]] bool pause_until(std::int64_t when_ns);

  /// Ends the operation of `token`, if it is the current one or begins next. [thread-safe]
  void cancel(std::uint64_t token) noexcept;

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t token_ = 0;
  std::uint64_t early_token_ = 0;  // cancelled while it was not the current one
  int fd_ = -1;
  bool cancelled_ = false;
};

}  // namespace zin::cloudflare
