// What is told about each access to a cache to whoever listens.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string_view>

#include "zin/base/error.hpp"
#include "zin/base/export.hpp"
#include "zin/cache/ttl.hpp"

namespace zin {

enum class CacheVerb : std::uint8_t { get, set, forget, touch, increment, clear };

enum class CacheOutcome : std::uint8_t {
  pending,    ///< Not known yet: before the access.
  hit,        ///< get: found.
  miss,       ///< get, forget, touch: there is no such value.
  written,    ///< set, touch, increment
  kept,       ///< set: not written, what is there stays.
  forgotten,  ///< forget, clear
  failed,     ///< See CacheEvent::error.
};

/// "get", "set", ... and "hit", "miss", ... [thread-safe]
[[nodiscard]] ZIN_API std::string_view to_string(CacheVerb verb) noexcept;
[[nodiscard]] ZIN_API std::string_view to_string(CacheOutcome outcome) noexcept;

/// One access to one key, before or after it. All of it is good for the call of the listener.
struct CacheEvent {
  std::string_view store{};   ///< "default"
  std::string_view driver{};  ///< "memory"
  CacheVerb verb = CacheVerb::get;
  /// As the application says it, without the store's prefix; of clear() the prefix.
  std::string_view key{};
  /// Of what is written, as it was given.
  Ttl ttl{};
  // From here on only after it.
  CacheOutcome outcome = CacheOutcome::pending;
  std::size_t bytes = 0;                 ///< Of the value that was read or written.
  std::chrono::nanoseconds duration{0};  ///< Of the call, which may have had several keys.
  const Error* error = nullptr;          ///< Set when it failed.
};

/// Called on the thread that makes the access. What a listener of before_access throws stops it;
/// what one of after_access throws goes to the caller.
using CacheListener = std::function<void(const CacheEvent&)>;

}  // namespace zin
