// A TCP proxy on loopback that harms what passes through it, as a test says.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace zin::test {

/// Seen from the proxy.
enum class Direction : std::uint8_t { to_server, to_client };

/// What happens to one direction of a connection once `after` bytes have passed and one more wants
/// to: that byte is the first one that is harmed.
struct WireFault {
  enum class Kind : std::uint8_t {
    none,
    delay,     ///< Each piece waits for `delay` before it is handed on.
    throttle,  ///< `bytes_per_second`.
    corrupt,   ///< One byte is changed by exclusive or with `mask`; then all is well again.
    close,     ///< Both ends see an orderly end; what they send is dropped.
    reset,     ///< Both ends get a RST.
    silence,   ///< Nothing is handed on and nothing is closed. heal() hands on what was held, but
               ///< when an end hangs up before, what was held is lost.
  };
  Kind kind = Kind::none;
  Direction direction = Direction::to_client;
  std::uint64_t after = 0;
  std::chrono::milliseconds delay{0};
  std::uint64_t bytes_per_second = 0;
  std::uint8_t mask = 0xFF;
};

/// Listens on a port of its own and connects each client to the server. [thread-safe]
class HostileProxy {
 public:
  /// Throws std::system_error when the sockets cannot be had.
  explicit HostileProxy(std::uint16_t server_port);
  /// Closes every connection, at once.
  ~HostileProxy();
  HostileProxy(const HostileProxy&) = delete;
  HostileProxy& operator=(const HostileProxy&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;

  /// For the connections that are open: counted from now on. Replaces what was said about that
  /// direction before.
  void harm(const WireFault& fault);
  /// For each connection that is made from now on: counted from its first byte. One for each
  /// direction.
  void harm_next(const WireFault& fault);
  /// New clients are refused by the system, as where nobody listens.
  void refuse();
  /// Ends all open connections, orderly or with a RST: done when this returns.
  void close_all();
  void reset_all();
  /// From now on everything is handed on, to and from everyone. Connections that were closed stay
  /// so.
  void heal();

  /// Bytes that were handed on so far, over all connections.
  [[nodiscard]] std::uint64_t carried(Direction direction) const;
  /// Clients that were accepted so far.
  [[nodiscard]] std::size_t accepted() const;

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
};

}  // namespace zin::test
