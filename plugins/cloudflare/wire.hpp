// One TCP or TLS connection whose reads and writes end at a deadline.
// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPClientSession.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "interruption.hpp"
#include "service_options.hpp"

namespace zin::cloudflare {

/// What a socket has seen of the current request, and when it has to give up.
struct Traffic {
  std::int64_t deadline_ns = 0;  ///< On the host's clock.
  std::int64_t send_ns = 0;      ///< Longest wait for one step.
  std::int64_t receive_ns = 0;
  std::uint64_t sent = 0;
  std::uint64_t received = 0;
  bool peer_closed = false;
  bool timed_out = false;
  std::array<char, 5> tail{};  ///< The last bytes that were received.

  /// Begins another request.
  void restart(std::int64_t deadline) noexcept;
  void note(const char* bytes, std::size_t count) noexcept;
};

/// Opened by its constructor, closed by its destructor. Poco's HTTP session runs on top of sockets
/// of our own: Poco's have a limit for each read, which a peer that sends a byte now and then never
/// meets. [one thread at a time] [blocks]
class Wire {
 public:
  /// Tries all addresses of the host in turn. Throws Poco's exceptions; TimeoutException at
  /// `deadline_ns`. A cancel shuts the socket down from then on, until this object ends.
  Wire(const Endpoint& endpoint, std::int64_t deadline_ns, Interruption& interruption);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  /// Whether it may be used again: the peer has neither closed it nor sent what nobody asked for.
  /// TLS may have something of its own to read meanwhile, which is read here.
  [[nodiscard]] bool is_idle() noexcept;
  [[nodiscard]] Poco::Net::HTTPClientSession& session() noexcept { return *session_; }
  [[nodiscard]] Traffic& traffic() noexcept { return *traffic_; }

 private:
  Interruption& interruption_;
  std::shared_ptr<Traffic> traffic_;
  std::unique_ptr<Poco::Net::HTTPClientSession> session_;
  std::function<bool()> is_quiet_;  // of TLS
  int fd_ = -1;
};

}  // namespace zin::cloudflare
