// How long a call of the connector may wait for the network.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "zin/abi/driver.h"

namespace zin::mysql {

/// What the connector's waits on this thread look at. Its own timeouts count whole seconds and
/// cannot ask for a cancel, so the driver waits in its place: wait_for_socket is installed with
/// MARIADB_OPT_IO_WAIT.
class Patience {
 public:
  /// On the host's clock, ZIN_NEVER = none. From `deadline_ns` on past_deadline() is called, once;
  /// from `give_up_ns` on a wait fails.
  Patience(std::int64_t deadline_ns, std::int64_t give_up_ns) noexcept
      : deadline_ns_(deadline_ns), give_up_ns_(give_up_ns) {}
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;
  virtual ~Patience() = default;

  /// Whether a wait was given up: the connection is of no more use.
  [[nodiscard]] bool gave_up() const noexcept { return gave_up_; }
  [[nodiscard]] std::int64_t give_up_ns() const noexcept { return give_up_ns_; }
  /// Set while connecting: each descriptor that is waited for is then set up, too.
  bool connects = false;

  /// Waits as this object allows; true when the descriptor is ready. [blocks]
  [[nodiscard]] bool wait(int descriptor, short events) noexcept;

 protected:
  /// Asks the server to end what it runs.
  virtual void past_deadline() noexcept {}
  virtual void gave_up_now() noexcept {}

 private:
  std::int64_t deadline_ns_, give_up_ns_;
  bool gave_up_ = false;
};

/// Makes a socket of the connector's close on exec, and non-blocking: in a TLS handshake OpenSSL
/// reads from it directly and would wait there for ever. Elsewhere the connector says MSG_DONTWAIT
/// itself.
void set_up_descriptor(int descriptor) noexcept;

/// While it lives, the connector's waits on this thread are bounded by `patience`.
class PatienceScope {
 public:
  explicit PatienceScope(Patience& patience) noexcept;
  PatienceScope(const PatienceScope&) = delete;
  PatienceScope& operator=(const PatienceScope&) = delete;
  ~PatienceScope();

 private:
  Patience* outer_;
};

/// The connector's hook: 1 ready, 0 given up, -1 failed, as poll(2) has it.
extern "C" int zin_mysql_wait_for_socket(int descriptor, char for_reading, int timeout_ms);

/// Writing to a lost TLS connection raises SIGPIPE, which ends processes: OpenSSL writes without
/// MSG_NOSIGNAL. While it lives the signal is kept from this thread. Does nothing, at no cost, when
/// `needed` is false.
class SigpipeGuard {
 public:
  explicit SigpipeGuard(bool needed) noexcept;
  SigpipeGuard(const SigpipeGuard&) = delete;
  SigpipeGuard& operator=(const SigpipeGuard&) = delete;
  ~SigpipeGuard();

  /// Whether SIGPIPE would end this process now.
  [[nodiscard]] static bool deadly() noexcept;

 private:
  bool active_ = false;
  bool was_pending_ = false;
};

}  // namespace zin::mysql
