// From a host's name to a socket that is connected.
// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/SocketAddress.h>

#include <cstdint>
#include <span>

#include "interruption.hpp"

namespace zin::cloudflare {

/// A socket that does not block, connected to the first address that takes it; the caller's to
/// close. `interruption` is attached to it, from before it connects. Each address has its share of
/// the time, so that one that swallows all packets does not take that of the others.
/// Throws what the last one failed of: Poco::TimeoutException, Poco::Net::NetException.
/// Requires: an address. [blocks]
[[nodiscard]] int connect_to(std::span<const Poco::Net::SocketAddress> addresses,
                             std::int64_t deadline_ns, Interruption& interruption);

}  // namespace zin::cloudflare
