// A server on loopback that says what a test has written down.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace zin::test {

/// What is done with one request: its bytes are sent in pieces.
struct Reply {
  std::vector<std::string> pieces{};
  std::chrono::milliseconds between{0};  ///< Pause before each piece.
  bool forever = false;                  ///< The last piece comes again and again.
  bool close = false;                    ///< Behind the last piece.
  bool reset = false;                    ///< The same with a RST.
  bool silent = false;                   ///< Nothing more is sent, nothing is closed.
  bool before_body = false;              ///< The reply does not wait for the request's body.
};

/// A whole answer with a length.
Reply answer(int status, std::string_view body, std::string_view headers = {});

/// Listens on a port of its own; one thread serves one connection after the other, and each request
/// takes the next reply. When none is left, connections are closed. [thread-safe]
class ScriptedPeer {
 public:
  explicit ScriptedPeer(std::vector<Reply> replies);
  /// Ends all connections.
  ~ScriptedPeer();
  ScriptedPeer(const ScriptedPeer&) = delete;
  ScriptedPeer& operator=(const ScriptedPeer&) = delete;

  [[nodiscard]] std::string url() const;
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  /// Requests that were read so far, heads and bodies.
  [[nodiscard]] std::vector<std::string> requests() const;
  [[nodiscard]] std::size_t connections() const noexcept { return connections_; }
  /// Closes the connection that is open, as an idle one is closed.
  void hang_up();

 private:
  void run();
  void serve(int fd);
  bool reply(int fd, const Reply& reply);
  bool pause(std::chrono::milliseconds time);

  std::vector<Reply> replies_;
  std::size_t next_ = 0;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  bool over_ = false;
  int current_ = -1;
  std::vector<std::string> requests_;
  std::atomic<std::size_t> connections_ = 0;
  std::thread thread_;
};

}  // namespace zin::test
