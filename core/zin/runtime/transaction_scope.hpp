// Which databases have a transaction open in this flow of control.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/loop/fiber.hpp"

namespace zin::runtime {

/// Marks that `owner` (a database) has a transaction open in this flow of control, a thread or a
/// fiber, while it lives. Scopes nest as their lifetimes do. [one thread at a time]
class TransactionScope {
 public:
  explicit TransactionScope(const void* owner) noexcept : owner_(owner), outer_(innermost()) {
    detail::Fiber::local() = this;
  }
  ~TransactionScope() { detail::Fiber::local() = outer_; }
  TransactionScope(const TransactionScope&) = delete;
  TransactionScope& operator=(const TransactionScope&) = delete;

  [[nodiscard]] static bool inside(const void* owner) noexcept {
    for (const auto* scope = innermost(); scope != nullptr; scope = scope->outer_) {
      if (scope->owner_ == owner) return true;
    }
    return false;
  }

 private:
  static TransactionScope* innermost() noexcept {
    return static_cast<TransactionScope*>(detail::Fiber::local());
  }
  const void* owner_;
  TransactionScope* outer_;
};

}  // namespace zin::runtime
