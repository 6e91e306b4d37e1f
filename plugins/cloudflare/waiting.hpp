// Waiting for a descriptor, until a moment of the host's clock.
// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/NetException.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>

#include "zin/plugin/host_services.hpp"

namespace zin::cloudflare {

/// Waits for `events` of poll(2); false at `until_ns`. Throws Poco::Net::NetException. [blocks]
inline bool wait_for(int fd, short events, std::int64_t until_ns) {
  while (true) {
    const std::int64_t left = until_ns - plugin::now_ns();
    if (left <= 0) return false;
    pollfd entry{fd, events, 0};
    constexpr std::int64_t longest_ms = 60'000;
    const int ready =
        ::poll(&entry, 1, static_cast<int>(std::min(left / 1'000'000 + 1, longest_ms)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) throw Poco::Net::NetException("poll", errno);
  }
}

}  // namespace zin::cloudflare
