// Ends a statement on the server, from a connection of its own.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "connect_options.hpp"
#include "link.hpp"
#include "task.hpp"

namespace zin::mysql {

/// Who runs the statement: told by the server itself when the connection was made.
struct Target {
  Link::Address address;  ///< The very server, behind whatever name or balancer.
  std::string identity;   ///< What it answered to identity_query.
  std::uint64_t connection_id = 0;
};

/// Tells one server from another behind the same address.
inline constexpr std::string_view identity_query =
    "concat(@@hostname, ':', @@port, ':', @@server_id)";

/// A server that takes longer to accept a connection and a KILL is not going to help.
inline constexpr std::int64_t longest_kill_ns = 2'000'000'000;

class Killer {
 public:
  /// `options` and `target` must outlive it.
  Killer(const ConnectOptions& options, const Target& target);
  ~Killer();
  Killer(const Killer&) = delete;
  Killer& operator=(const Killer&) = delete;

  /// Connects, kills and is done. Throws when the server could not be asked. [blocks]
  void kill(std::int64_t give_up_ns);

  /// The same in steps: whether it has ended.
  [[nodiscard]] bool start(std::int64_t give_up_ns);
  [[nodiscard]] bool step(std::uint32_t ready);
  /// Whether the server has taken it. Requires: it has ended.
  [[nodiscard]] bool delivered() const noexcept { return delivered_; }

  [[nodiscard]] const Link& link() const noexcept { return link_; }
  [[nodiscard]] std::int64_t give_up_ns() const noexcept { return give_up_ns_; }

 private:
  Task<> run();

  const Target& target_;
  Link link_;
  Task<> task_;
  bool delivered_ = false;
  std::int64_t give_up_ns_ = ZIN_NEVER;
};

}  // namespace zin::mysql
