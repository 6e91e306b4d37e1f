// A host's addresses, from a resolver that may take longer than anybody wants to wait.
// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/SocketAddress.h>
#include <netdb.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "interruption.hpp"

namespace zin::cloudflare {

/// See getaddrinfo(3), which it is unless a test gives another one.
using Resolver =
    std::function<int(const char* host, const char* port, const addrinfo* hints, addrinfo** found)>;

/// In the resolver's order, at least one. It is asked on a thread of its own, which is left alone
/// with it when the time is over or a cancel comes: the system has no way to end that sooner. A
/// numeric address needs neither.
/// Throws Poco::TimeoutException at `deadline_ns` and by a cancel, Poco::Net::HostNotFoundException
/// with the resolver's reason. [blocks]
[[nodiscard]] std::vector<Poco::Net::SocketAddress> look_up(
    const std::string& host, std::uint16_t port, std::int64_t deadline_ns,
    Interruption& interruption, const Resolver& resolver = &::getaddrinfo);

}  // namespace zin::cloudflare
