// The hosts of a connection: `host[:port][=weight]` as text, and which of them a driver may use.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "zin/config/database_config.hpp"

namespace zin::config {

struct Host {
  std::string name{};        ///< Without brackets; a path for a Unix socket.
  std::uint16_t port = 0;    ///< 0 = not given.
  std::uint32_t weight = 1;  ///< 1 to 1000.

  bool operator==(const Host&) const = default;
};

/// What a host text says. `problem` is empty, or the end of a sentence about what is wrong with it:
/// it never quotes the text, since a broken URL may have put a part of a password there.
struct HostText {
  Host host{};
  std::string problem{};
};

/// Takes `name`, `name:port`, `[v6]:port`, a bare IPv6 address and, with `weighted`, `=weight`
/// after any of them.
[[nodiscard]] HostText parse_host(std::string_view text, bool weighted = false);
/// The shortest text that parse_host() takes for it.
[[nodiscard]] std::string to_text(const Host& host);

/// The driver's usual port, to tell whether two hosts are the same; 0 = unknown.
[[nodiscard]] std::uint16_t usual_port(std::string_view canonical_driver) noexcept;

/// The read hosts of `config` with ports filled in from config.port, the primary's own host and
/// port left out. Throws Errc::invalid_config for a text that parse_host() refuses. [thread-safe]
[[nodiscard]] std::vector<Host> read_hosts(const DatabaseConfig& config);
/// The primary and then the failover hosts, ports filled in likewise. Never empty: a connection
/// without a host has one host without a name. Throws as read_hosts(). [thread-safe]
[[nodiscard]] std::vector<Host> primary_hosts(const DatabaseConfig& config);

}  // namespace zin::config
