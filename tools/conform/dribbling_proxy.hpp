// A server between the driver and its server that hands on one byte at a time.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <string>
#include <thread>

namespace zin::conform {

/// Listens on loopback and serves one connection after another until it is destroyed.
class DribblingProxy {
 public:
  /// Throws Failed when it cannot listen.
  DribblingProxy(std::string host, std::string port);
  ~DribblingProxy();
  DribblingProxy(const DribblingProxy&) = delete;
  DribblingProxy& operator=(const DribblingProxy&) = delete;

  [[nodiscard]] const std::string& port() const noexcept { return own_port_; }

 private:
  void serve();
  void forward(int client) const;
  [[nodiscard]] int connect_on() const;

  std::string host_, port_, own_port_;
  int listener_;
  std::atomic<bool> over_{false};
  std::thread thread_;
};

}  // namespace zin::conform
