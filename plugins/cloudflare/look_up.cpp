// A thread and a pair of sockets: what waits for a socket can be cancelled.
// SPDX-License-Identifier: MIT
#include "look_up.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <sys/socket.h>

#include <array>
#include <memory>
#include <thread>
#include <utility>

#include "descriptor.hpp"
#include "waiting.hpp"

namespace zin::cloudflare {
namespace {

using Poco::Net::SocketAddress;

// What the resolver said; written before its thread sends a byte, read behind that.
struct Said {
  int failed = 0;
  std::vector<SocketAddress> addresses;
};

Said ask(const Resolver& resolver, const std::string& host, const std::string& port, int flags) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV | flags;
  addrinfo* first = nullptr;
  Said said;
  said.failed = resolver(host.c_str(), port.c_str(), &hints, &first);
  if (said.failed != 0) return said;
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> found(first, &::freeaddrinfo);
  for (const addrinfo* one = first; one != nullptr; one = one->ai_next)
    said.addresses.emplace_back(one->ai_addr, one->ai_addrlen);
  return said;
}

/// While it lives, a cancel shuts the socket down.
class Attached {
 public:
  Attached(Interruption& to, int fd) noexcept : to_(to) { to.attach(fd); }
  ~Attached() { to_.detach(); }
  Attached(const Attached&) = delete;
  Attached& operator=(const Attached&) = delete;

 private:
  Interruption& to_;
};

}  // namespace

std::vector<SocketAddress> look_up(const std::string& host, std::uint16_t port,
                                   std::int64_t deadline_ns, Interruption& interruption,
                                   const Resolver& resolver) {
  const std::string service = std::to_string(port);
  if (Said numeric = ask(&::getaddrinfo, host, service, AI_NUMERICHOST); numeric.failed == 0)
    return std::move(numeric.addresses);

  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    throw Poco::Net::NetException("socketpair", errno);
  const Descriptor mine(ends[0]);
  Descriptor its(ends[1]);
  const auto said = std::make_shared<Said>();
  std::thread([said, resolver, host, service, end = std::move(its)] {
    *said = ask(resolver, host, service, AI_ADDRCONFIG);
    ::send(end.number(), "", 1, MSG_NOSIGNAL);
  }).detach();

  const Attached attached(interruption, mine.number());
  char byte = 0;
  // By a cancel the stream ends.
  if (!wait_for(mine.number(), POLLIN, deadline_ns) || ::recv(mine.number(), &byte, 1, 0) != 1)
    throw Poco::TimeoutException();
  if (said->failed != 0 || said->addresses.empty())
    throw Poco::Net::HostNotFoundException(host + ": " + ::gai_strerror(said->failed));
  return said->addresses;
}

}  // namespace zin::cloudflare
