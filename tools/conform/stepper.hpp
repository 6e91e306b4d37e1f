// Drives operations step by step, as a host with an event loop does.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>

#include "connection.hpp"

namespace zin::conform {

struct Stepping {
  bool hops = true;         ///< Each call on a thread of its own.
  bool spurious = false;    ///< Steps between the ones that are due, with nothing ready.
  bool cancels = false;     ///< Asks for the end at the first PENDING.
  std::uint64_t token = 0;  ///< 0: a new one.
};

/// Makes calls that may answer PENDING, waits as zin_wait says, and steps until they are over.
class Stepper {
 public:
  Stepper(Connection& connection, const Stepping& how);
  Stepper(const zin_driver& driver, zin_conn* connection, const Stepping& how);

  using Call = std::function<zin_status(const zin_op*, zin_wait*, zin_error*)>;
  /// Throws Failed when the driver breaks the rules of waiting, or it takes more than 20 s.
  Reply run(const Call& call);
  /// Goes on with the operation of this Stepper's token, which answered PENDING and `wait`.
  Reply go_on(zin_wait& wait);
  /// How often the last call, or its steps, answered PENDING.
  [[nodiscard]] unsigned pending() const noexcept { return pending_; }
  [[nodiscard]] std::uint64_t token() const noexcept { return how_.token; }

 private:
  [[nodiscard]] std::uint32_t wait_for(const zin_wait& wait) const;

  const zin_driver& driver_;
  zin_conn* connection_;
  Stepping how_;
  unsigned pending_ = 0;
};

}  // namespace zin::conform
