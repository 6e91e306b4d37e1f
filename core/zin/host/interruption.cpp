// Cancelling what a fiber does on a connection.
// SPDX-License-Identifier: MIT
#include "zin/host/interruption.hpp"

#include "zin/base/error.hpp"

namespace zin::host {

void Interruption::begin() {
  if (fiber_->ends_soon()) {
    fiber_ = nullptr;
    throw Error(Errc::cancelled, "cancelled before the statement was sent");
  }
  fiber_->set_interrupt(this);
}

void Interruption::interrupt() noexcept {
  const zin_driver& table = connection_.table();
  if (table.cancel == nullptr || (table.capabilities & ZIN_CAP_CANCEL_FAST) == 0) return;
  table.cancel(connection_.raw(), token_, ZIN_NEVER, nullptr);
}

}  // namespace zin::host
