// One statement's zin_op, and the waiting for it when it runs on a fiber.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "zin/abi/driver.h"
#include "zin/base/deadline.hpp"
#include "zin/loop/fiber.hpp"

namespace zin::host {

/// How long a statement that passed its deadline may take to end before its connection is given up.
/// A call ends within 100 ms of its deadline whatever the network does: half of that is for a
/// cancel to travel (9 ms to a PostgreSQL on the same machine), half for threads to get their turn.
inline constexpr std::chrono::nanoseconds grace = std::chrono::milliseconds{50};

/// The same zin_op for each call of one statement. On a fiber that may wait for descriptors the
/// driver may answer PENDING; everywhere else it takes its blocking path, and is given NULL, which
/// the ABI takes, without a deadline.
class Operation {
 public:
  explicit Operation(Deadline deadline, std::chrono::nanoseconds slack = grace) noexcept
      : fiber_(detail::Fiber::current()) {
    if (!deadline.is_never() || fiber_ != nullptr) [[unlikely]]
      set(deadline, slack);
  }
  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;

  /// For a statement that goes on on another fiber or thread than before.
  void renew() noexcept;
  /// From now on it ends as its deadline says, though the fiber was cancelled: what ends a
  /// transaction or clears up.
  void ignore_cancel() noexcept { heeds_cancel_ = false; }

  [[nodiscard]] const zin_op* op() const noexcept { return given_; }
  /// NULL on the blocking path.
  [[nodiscard]] zin_wait* wait() noexcept { return waits_ ? &wait_ : nullptr; }
  /// On which the calls are made; nullptr when they are made by a thread.
  [[nodiscard]] detail::Fiber* fiber() const noexcept { return fiber_; }
  /// 0: none, nobody can cancel it.
  [[nodiscard]] std::uint64_t token() const noexcept { return given_ == nullptr ? 0 : op_.token; }

  /// After a call that answered `status`: waits as wait() says and steps until it is over. What a
  /// fiber is asked to give up, or whose time is over, is cancelled, and given up at last.
  /// `watch` is where the registration of the connection's descriptors is kept. For the tables of
  /// drivers and of stores.
  template <class Table, class Object>
  [[nodiscard]] zin_status finish(zin_status status, const Table& table, Object* object,
                                  std::unique_ptr<detail::Watch>& watch, zin_error* error) {
    if (status != ZIN_PENDING) [[likely]]
      return status;
    return step_to_end(table, object, watch, error);
  }

 private:
  void set(Deadline deadline, std::chrono::nanoseconds slack) noexcept;
  void take_flags() noexcept;
  template <class Table, class Object>
  zin_status step_to_end(const Table& table, Object* object, std::unique_ptr<detail::Watch>& watch,
                         zin_error* error);
  detail::Ready pause(std::unique_ptr<detail::Watch>& watch);
  template <class Table, class Object>
  std::uint32_t due(detail::Ready came, const Table& table, Object* object);

  detail::Fiber* fiber_;
  bool waits_ = false;
  bool heeds_cancel_ = true;
  bool cancel_asked_ = false;
  zin_op op_;
  zin_wait wait_;
  const zin_op* given_ = nullptr;
};

}  // namespace zin::host
