// What chooses the replica of a read.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace zin {

/// A replica that may be read from.
struct ReplicaView {
  std::string_view host;  ///< "host:port" as configured.
  std::uint32_t weight = 1;
  /// Reads of this process that run there or wait for a connection.
  std::uint32_t in_flight = 0;
  std::optional<std::chrono::milliseconds> lag{};  ///< Nothing while it is not known.
};

/// Gives the index of one of these, of which there is at least one. Called for each read, by
/// several threads at once; another index makes the read fail with Errc::invalid_argument.
using ReplicaPolicy = std::function<std::size_t(std::span<const ReplicaView>)>;

}  // namespace zin
