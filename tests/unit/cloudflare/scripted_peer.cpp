// Accepts, reads, answers; everything ends when the peer does.
// SPDX-License-Identifier: MIT
#include "scripted_peer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace zin::test {

Reply answer(int status, std::string_view body, std::string_view headers) {
  std::string text = "HTTP/1.1 " + std::to_string(status) +
                     " Word\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
                     std::string(headers) + "\r\n" + std::string(body);
  return {.pieces = {std::move(text)}};
}

ScriptedPeer::ScriptedPeer(std::vector<Reply> replies) : replies_(std::move(replies)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  auto* const address = reinterpret_cast<sockaddr*>(&at);
  if (listener_ < 0 || ::bind(listener_, address, size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, address, &size) != 0)
    throw std::runtime_error("no port to listen on");
  port_ = ntohs(at.sin_port);
  thread_ = std::thread([this] { run(); });
}

ScriptedPeer::~ScriptedPeer() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    if (current_ >= 0) ::shutdown(current_, SHUT_RDWR);
  }
  ended_.notify_all();
  thread_.join();
  ::close(listener_);
}

std::string ScriptedPeer::url() const { return "http://127.0.0.1:" + std::to_string(port_); }

std::vector<std::string> ScriptedPeer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void ScriptedPeer::hang_up() {
  const std::lock_guard lock(mutex_);
  if (current_ >= 0) ::shutdown(current_, SHUT_RDWR);
}

bool ScriptedPeer::pause(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return !ended_.wait_for(lock, time, [this] { return over_; });
}

void ScriptedPeer::run() {
  while (true) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) return;
    {
      const std::lock_guard lock(mutex_);
      current_ = fd;
      if (over_) ::shutdown(fd, SHUT_RDWR);
    }
    ++connections_;
    serve(fd);
    {
      const std::lock_guard lock(mutex_);
      current_ = -1;
    }
    ::close(fd);
  }
}

void ScriptedPeer::serve(int fd) {
  std::string have;
  char buffer[65536];
  while (next_ < replies_.size()) {
    const Reply& reply = replies_[next_];
    std::size_t head = have.find("\r\n\r\n");
    const auto more = [&] {
      const ssize_t count = ::recv(fd, buffer, sizeof buffer, 0);
      if (count > 0) have.append(buffer, static_cast<std::size_t>(count));
      return count > 0;
    };
    while (head == std::string::npos) {
      if (!more()) return;
      head = have.find("\r\n\r\n");
    }
    std::size_t length = 0;
    if (const std::size_t at = have.find("Content-Length: "); at < head)
      length = std::strtoul(have.c_str() + at + 16, nullptr, 10);
    const std::size_t whole = head + 4 + length;
    while (!reply.before_body && have.size() < whole)
      if (!more()) return;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(have.substr(0, whole));
    }
    have.erase(0, whole);
    ++next_;
    if (!this->reply(fd, reply)) return;
  }
}

bool ScriptedPeer::reply(int fd, const Reply& reply) {
  const auto send = [&](const std::string& piece) {
    return pause(reply.between) && ::send(fd, piece.data(), piece.size(), MSG_NOSIGNAL) ==
                                       static_cast<ssize_t>(piece.size());
  };
  for (const std::string& piece : reply.pieces)
    if (!send(piece)) return false;
  while (reply.forever)
    if (!send(reply.pieces.back())) return false;
  if (reply.silent) {
    char byte = 0;
    while (::recv(fd, &byte, 1, 0) > 0) {
    }
    return false;
  }
  if (reply.before_body && reply.close) {
    // Closing with unread bytes would be a RST, which may overtake the reply.
    ::shutdown(fd, SHUT_WR);
    char rest[4096];
    while (::recv(fd, rest, sizeof rest, 0) > 0) {
    }
  }
  if (reply.reset) {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  return !reply.close && !reply.reset;
}

}  // namespace zin::test
