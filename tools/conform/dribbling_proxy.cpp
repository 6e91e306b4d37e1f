// Sockets on loopback.
// SPDX-License-Identifier: MIT
#include "dribbling_proxy.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "check.hpp"

namespace zin::conform {
namespace {

void set_no_delay(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

// What the server says, byte by byte; what the client says, as it comes.
bool hand_on(int from, int to, bool dribbles) {
  std::array<char, 4096> bytes;
  const ssize_t size = ::recv(from, bytes.data(), bytes.size(), 0);
  if (size <= 0) return false;
  const ssize_t piece = dribbles ? 1 : size;
  for (ssize_t at = 0; at < size; at += piece)
    if (::send(to, bytes.data() + at, static_cast<std::size_t>(piece), MSG_NOSIGNAL) != piece)
      return false;
  return true;
}

}  // namespace

DribblingProxy::DribblingProxy(std::string host, std::string port)
    : host_{std::move(host)},
      port_{std::move(port)},
      listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool listens = ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       ::listen(listener_, 4) == 0;
  require(listens, "the proxy cannot listen on loopback");
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  own_port_ = std::to_string(ntohs(address.sin_port));
  thread_ = std::thread{[this] { serve(); }};
}

DribblingProxy::~DribblingProxy() {
  over_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

int DribblingProxy::connect_on() const {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host_.c_str(), port_.c_str(), &hints, &found) != 0) return -1;
  const int server = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool connected = ::connect(server, found->ai_addr, found->ai_addrlen) == 0;
  ::freeaddrinfo(found);
  if (connected) return server;
  ::close(server);
  return -1;
}

void DribblingProxy::forward(int client) const {
  const int server = connect_on();
  if (server < 0) return;
  set_no_delay(client);
  set_no_delay(server);
  for (bool goes_on = true; goes_on && !over_;) {
    std::array<pollfd, 2> fds{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
    ::poll(fds.data(), fds.size(), 100);
    if (fds[0].revents != 0) goes_on = hand_on(client, server, false);
    if (goes_on && fds[1].revents != 0) goes_on = hand_on(server, client, true);
  }
  ::close(server);
}

void DribblingProxy::serve() {
  while (!over_) {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    forward(client);
    ::close(client);
  }
}

}  // namespace zin::conform
