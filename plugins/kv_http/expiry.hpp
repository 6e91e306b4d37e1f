// Times to live: what the service is told, and what it cannot keep by itself.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace zin::kv {

/// The service takes no shorter time to live, and whole seconds only.
inline constexpr std::int64_t min_ttl_s = 60;

/// How long a value lives. The service's own expiry is never before `deadline_ms`, and at most 60
/// seconds behind it: a reader who sees more than that left knows without a look at the deadline.
struct Lifetime {
  std::int64_t ttl_s = 0;        ///< What the service is told, 60 and more; 0 = it stays.
  std::int64_t deadline_ms = 0;  ///< Since 1970, when the value is to be gone; 0 = when it stays.
  /// Whether the service alone would keep the value for too long.
  bool needs_note = false;
};

/// `ttl_ns` is positive or ZIN_TTL_NONE.
[[nodiscard]] Lifetime lifetime(std::int64_t ttl_ns, std::int64_t now_ms) noexcept;

/// What is kept in a value's metadata: `{"zin":{"expires_ms":N,"bytes":true}}`.
struct Note {
  std::int64_t deadline_ms = 0;  ///< 0 = none.
  /// The value would not come back unchanged from a call that answers in JSON.
  bool bytes = false;

  [[nodiscard]] bool is_empty() const noexcept { return deadline_ms == 0 && !bytes; }
};

/// Requires: it is not empty.
[[nodiscard]] std::string metadata_of(const Note& note);

/// An empty note for metadata without one, whoever wrote it.
[[nodiscard]] Note note_in(std::string_view metadata);

}  // namespace zin::kv
