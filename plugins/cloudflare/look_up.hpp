// A host's addresses, until a deadline.
// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/SocketAddress.h>

#include <cstdint>
#include <string>
#include <vector>

#include "interruption.hpp"
#include "zin/plugin/look_up.hpp"

namespace zin::cloudflare {

/// In the resolver's order, at least one. A numeric address needs no resolver.
/// Throws Poco::TimeoutException at `deadline_ns` and by a cancel, Poco::Net::HostNotFoundException
/// with the resolver's reason. [blocks]
[[nodiscard]] std::vector<Poco::Net::SocketAddress> look_up(
    const std::string& host, std::uint16_t port, std::int64_t deadline_ns,
    Interruption& interruption, const plugin::Resolver& resolver = &::getaddrinfo);

}  // namespace zin::cloudflare
