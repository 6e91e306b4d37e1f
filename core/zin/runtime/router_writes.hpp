// How a statement runs on the primary. For the parts of the router.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/runtime/router.hpp"

namespace zin::runtime {

/// Notes that the caller has written, at the end of the call, whatever became of it.
class Router::Written {
 public:
  Written(Router& router, const detail::Routing* routing, bool writes = true) noexcept
      : router_(router), routing_(routing), writes_(writes) {}
  ~Written() {
    if (!writes_ || !router_.replicas_) return;
    router_.writers_.note();
    if (routing_ != nullptr && routing_->own_write != nullptr) {
      routing_->own_write->store(router_.clock_.now(), std::memory_order_relaxed);
    }
  }
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;

 private:
  Router& router_;
  const detail::Routing* routing_;
  const bool writes_;
};

template <class Fn>
auto Router::write(const detail::Call& call, Fn fn) {
  const Written written{*this, call.routing, call.intent == Intent::write};
  for (;;) {
    Loan loan{.lease = primary().acquire(call.where, call.deadline)};
    try {
      return fn(loan);
    } catch (const Error& error) {
      if (!drops_demoted(error, loan.lease)) throw;
    }
  }
}

}  // namespace zin::runtime
