// Requests with further attempts, for one operation of the host.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>

#include "http_session.hpp"
#include "interruption.hpp"
#include "retry.hpp"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/operation.hpp"

namespace zin::cloudflare {

/// What an answer means for further attempts. The usual one looks at the status alone.
using Judge = std::function<Fault(const Response&)>;
[[nodiscard]] Fault by_status(const Response& response) noexcept;

/// One connection to a service and what its requests have in common. [one thread at a time], but
/// for interruption().cancel(). [blocks]
class Client {
 public:
  explicit Client(Endpoint endpoint, RetrySettings retries = {});

  /// Opens a connection, so that a service that cannot be reached is told now.
  void connect(const plugin::Operation& op);
  /// The answer of the last attempt, whatever its status. `safe` as in retry.hpp. `prepare` is
  /// called before each attempt, to sign anew. Throws plugin::Failure: TIMEOUT at op's deadline or
  /// the endpoint's, CANCELLED, CONNECTION or RESOURCE; with MAYBE_APPLIED where the request was
  /// sent and was not `safe`.
  [[nodiscard]] Response call(Request& request, bool safe, const plugin::Operation& op,
                              const Judge& judge = by_status,
                              const std::function<void(Request&)>& prepare = {});

  [[nodiscard]] Interruption& interruption() noexcept { return interruption_; }
  [[nodiscard]] HttpSession& session() noexcept { return session_; }
  /// Attempts of the last call.
  [[nodiscard]] std::uint32_t attempts() const noexcept { return attempts_; }

 private:
  [[nodiscard]] plugin::Failure told(const TransportFailure& failure, bool safe,
                                     const plugin::Operation& op) const;
  /// Whether the pause fits before op's deadline; waits then.
  [[nodiscard]] bool pause(std::int64_t pause_ns, const plugin::Operation& op);

  Interruption interruption_;
  HttpSession session_;
  Retries retries_;
  std::uint32_t attempts_ = 0;
};

}  // namespace zin::cloudflare
