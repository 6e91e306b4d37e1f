// Poco's words for what the resolver says.
// SPDX-License-Identifier: MIT
#include "look_up.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>

#include "waiting.hpp"

namespace zin::cloudflare {
namespace {

using Poco::Net::SocketAddress;

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

std::vector<SocketAddress> in_pocos_words(const plugin::FoundAddresses& found) {
  std::vector<SocketAddress> all;
  for (const plugin::Address& one : found.addresses) all.emplace_back(one.get(), one.size);
  return all;
}

}  // namespace

std::vector<SocketAddress> look_up(const std::string& host, std::uint16_t port,
                                   std::int64_t deadline_ns, Interruption& interruption,
                                   const plugin::Resolver& resolver) {
  const std::string service = std::to_string(port);
  const auto numeric = plugin::look_up_now(host, service, AI_NUMERICHOST | AI_NUMERICSERV);
  if (numeric.failed == 0) return in_pocos_words(numeric);

  plugin::LookUp asked(host, service, AI_ADDRCONFIG | AI_NUMERICSERV, resolver);
  const Attached attached(interruption, asked.descriptor());
  if (!wait_for(asked.descriptor(), POLLIN, deadline_ns) || !asked.answered())
    throw Poco::TimeoutException();
  const plugin::FoundAddresses found = asked.take();
  if (found.failed != 0 || found.addresses.empty())
    throw Poco::Net::HostNotFoundException(host + ": " + ::gai_strerror(found.failed));
  return in_pocos_words(found);
}

}  // namespace zin::cloudflare
