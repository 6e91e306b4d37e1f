// Which databases have a transaction open on this thread.
// SPDX-License-Identifier: MIT
#pragma once

namespace zin::runtime {

/// Marks that `owner` (a database) has a transaction open on this thread while it lives. Scopes
/// nest as their lifetimes do. [one thread at a time]
class TransactionScope {
 public:
  explicit TransactionScope(const void* owner) noexcept : owner_(owner), outer_(innermost_) {
    innermost_ = this;
  }
  ~TransactionScope() { innermost_ = outer_; }
  TransactionScope(const TransactionScope&) = delete;
  TransactionScope& operator=(const TransactionScope&) = delete;

  [[nodiscard]] static bool inside(const void* owner) noexcept {
    for (const auto* scope = innermost_; scope != nullptr; scope = scope->outer_) {
      if (scope->owner_ == owner) return true;
    }
    return false;
  }

 private:
  static thread_local constinit TransactionScope* innermost_;
  const void* owner_;
  TransactionScope* outer_;
};

inline thread_local constinit TransactionScope* TransactionScope::innermost_ = nullptr;

}  // namespace zin::runtime
