// A Session whose reads go to the primary.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/runtime/forwarding_session.hpp"
#include "zin/runtime/routing.hpp"

namespace zin::detail {

/// For reads of what was just written, which a replica may not know yet: a Database is told so, a
/// transaction is where it is. Costs nothing to make. Threads: as the other session's.
class PrimaryReads final : public ForwardingSession {
 public:
  using ForwardingSession::ForwardingSession;

 private:
  Rows run_select(const Call& call) override {
    static const Routing to_primary{.to = Routing::To::primary};
    Call routed = call;
    routed.routing = &to_primary;
    return ForwardingSession::run_select(routed);
  }
};

}  // namespace zin::detail
