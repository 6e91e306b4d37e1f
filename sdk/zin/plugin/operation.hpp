// What the host says about one operation: its token, its deadline, whether it may answer PENDING.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "zin/abi/driver.h"

namespace zin::plugin {

/// A zin_op by value, so that nothing of it is kept. NULL, and a host without a field, read as the
/// ABI says: synchronous, token 0, no deadline.
class Operation {
 public:
  Operation() = default;
  explicit Operation(const zin_op* op) noexcept {
    if (op == nullptr) return;
    if (op->struct_size >= sizeof(zin_op)) [[likely]] {
      flags_ = op->flags;
      token_ = op->token;
      deadline_ns_ = op->deadline_ns;
      give_up_ns_ = op->give_up_ns;
      return;
    }
    flags_ = ZIN_HAS(op, zin_op, flags) ? op->flags : ZIN_OPF_SYNC;
    if (ZIN_HAS(op, zin_op, token)) token_ = op->token;
    if (ZIN_HAS(op, zin_op, deadline_ns)) deadline_ns_ = op->deadline_ns;
    if (ZIN_HAS(op, zin_op, give_up_ns)) give_up_ns_ = op->give_up_ns;
  }

  [[nodiscard]] bool synchronous() const noexcept { return (flags_ & ZIN_OPF_SYNC) != 0; }
  [[nodiscard]] std::uint64_t token() const noexcept { return token_; }
  /// On the host's clock; ZIN_NEVER = none.
  [[nodiscard]] std::int64_t deadline_ns() const noexcept { return deadline_ns_; }
  [[nodiscard]] std::int64_t give_up_ns() const noexcept { return give_up_ns_; }
  [[nodiscard]] bool has_deadline() const noexcept { return deadline_ns_ != ZIN_NEVER; }

 private:
  std::uint32_t flags_ = ZIN_OPF_SYNC;
  std::uint64_t token_ = 0;
  std::int64_t deadline_ns_ = ZIN_NEVER;
  std::int64_t give_up_ns_ = ZIN_NEVER;
};

}  // namespace zin::plugin
