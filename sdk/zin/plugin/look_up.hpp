// A host's addresses, from a resolver that may take longer than anybody wants to wait.
// SPDX-License-Identifier: MIT
#pragma once

#include <netdb.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <functional>
#include <memory>
#include <new>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "zin/plugin/descriptor.hpp"

namespace zin::plugin {

/// See getaddrinfo(3), which it is unless a test gives another one.
using Resolver =
    std::function<int(const char* host, const char* port, const addrinfo* hints, addrinfo** found)>;

struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;
  [[nodiscard]] const sockaddr* get() const noexcept {
    return reinterpret_cast<const sockaddr*>(&storage);
  }
};

/// What the resolver said, in its order.
struct FoundAddresses {
  int failed = 0;  ///< EAI_*, for gai_strerror(3).
  std::vector<Address> addresses{};
};

/// Asks now and on this thread; `flags` are AI_*. [blocks]
inline FoundAddresses look_up_now(const std::string& host, const std::string& port, int flags,
                                  const Resolver& resolver = &::getaddrinfo) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags;
  addrinfo* first = nullptr;
  FoundAddresses said;
  said.failed = resolver(host.c_str(), port.c_str(), &hints, &first);
  if (said.failed != 0) return said;
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(first, &::freeaddrinfo);
  for (const addrinfo* one = first; one != nullptr; one = one->ai_next) {
    Address& address = said.addresses.emplace_back();
    address.size = one->ai_addrlen;
    std::memcpy(&address.storage, one->ai_addr, one->ai_addrlen);
  }
  return said;
}

/// Asks on a thread of its own, so that the caller can wait with a deadline, or not at all: the
/// system has no way to end the question sooner. Who has waited long enough destroys this, and the
/// thread is left alone with the resolver. [one thread at a time]
class LookUp {
 public:
  /// Throws std::system_error when there is no thread or descriptor to be had.
  LookUp(std::string host, std::string port, int flags, Resolver resolver = &::getaddrinfo) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
      throw std::system_error(errno, std::generic_category(), "socketpair");
    mine_ = Descriptor(ends[0]);
    Descriptor its(ends[1]);
    std::thread([said = said_, end = std::move(its), host = std::move(host), port = std::move(port),
                 flags, resolver = std::move(resolver)] {
      try {
        *said = look_up_now(host, port, flags, resolver);
      } catch (const std::bad_alloc&) {
        said->failed = EAI_MEMORY;
      }
      ::send(end.number(), "", 1, MSG_NOSIGNAL);
    }).detach();
  }

  /// Can be read once the answer is there; this object's, which may be shut down to end a wait.
  [[nodiscard]] int descriptor() const noexcept { return mine_.number(); }
  /// Whether the answer is there; false when the descriptor was shut down. Requires: it can be
  /// read.
  [[nodiscard]] bool answered() noexcept {
    char byte = 0;
    return ::recv(mine_.number(), &byte, 1, 0) == 1;
  }
  /// Requires: answered().
  [[nodiscard]] FoundAddresses take() noexcept { return std::move(*said_); }

 private:
  // Written before the thread sends its byte, read behind that.
  std::shared_ptr<FoundAddresses> said_ = std::make_shared<FoundAddresses>();
  Descriptor mine_;
};

}  // namespace zin::plugin
