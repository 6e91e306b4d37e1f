// Address after address.
// SPDX-License-Identifier: MIT
#include "connecting.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "waiting.hpp"
#include "zin/plugin/descriptor.hpp"

namespace zin::cloudflare {
namespace {

int connected_socket(const Poco::Net::SocketAddress& address, std::int64_t deadline_ns,
                     Interruption& interruption) {
  plugin::Descriptor fd(::socket(address.af(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (fd.number() < 0) throw Poco::Net::NetException("socket", errno);
  interruption.attach(fd.number());
  try {
    const int on = 1;
    ::setsockopt(fd.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(fd.number(), address.addr(), address.length()) != 0) {
      if (errno != EINPROGRESS)
        throw Poco::Net::ConnectionRefusedException(std::strerror(errno), errno);  // NOLINT
      if (!wait_for(fd.number(), POLLOUT, deadline_ns)) throw Poco::TimeoutException();
      int error = 0;
      socklen_t size = sizeof error;
      ::getsockopt(fd.number(), SOL_SOCKET, SO_ERROR, &error, &size);
      if (error != 0)
        throw Poco::Net::ConnectionRefusedException(std::strerror(error), error);  // NOLINT
    }
  } catch (...) {
    interruption.detach();
    throw;
  }
  return fd.release();
}

}  // namespace

int connect_to(std::span<const Poco::Net::SocketAddress> addresses, std::int64_t deadline_ns,
               Interruption& interruption) {
  for (auto left = static_cast<std::int64_t>(addresses.size());; --left) {
    const std::int64_t now = plugin::now_ns();
    const auto& address = addresses[addresses.size() - static_cast<std::size_t>(left)];
    try {
      return connected_socket(address, now + (deadline_ns - now) / left, interruption);
    } catch (const Poco::Exception&) {
      if (left == 1 || interruption.cancelled()) throw;
    }
  }
}

}  // namespace zin::cloudflare
