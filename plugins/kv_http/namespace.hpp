// What a store asks of a KV namespace, however it is reached.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expiry.hpp"
#include "zin/plugin/operation.hpp"

namespace zin::kv {

/// A value that is there and has not come to its deadline.
struct Found {
  std::string value;  ///< Empty when it was not asked for.
  /// When it will be gone, in milliseconds since 1970; 0 = it stays, or it was not asked for.
  std::int64_t expires_ms = 0;
};

/// What a reader wants to know of a key that is there.
struct Wanted {
  bool value = true;
  bool expiry = false;
};

struct Pair {
  std::string_view key;
  std::string_view value;
  Lifetime life;
};

struct ListedKey {
  std::string name;
  std::int64_t deadline_ms = 0;  ///< 0 = none is known.
};

struct ListPage {
  std::vector<ListedKey> keys;  ///< Those too that have come to their deadlines.
  std::string cursor;  ///< "" = this was the last page. A page without keys need not be it.
};

/// Each call throws plugin::Failure and may then have done a part of its work. Keys were checked by
/// the caller; they are borrowed for the call. [thread-safe] [blocks]
class Namespace {
 public:
  virtual ~Namespace() = default;

  /// One entry a key, in their order; nothing for a key that is not there.
  [[nodiscard]] virtual std::vector<std::optional<Found>> read(
      std::span<const std::string_view> keys, Wanted wanted, const plugin::Operation& op) = 0;
  /// The indices of those that the service did not take, after some attempts.
  [[nodiscard]] virtual std::vector<std::size_t> write(std::span<const Pair> pairs,
                                                       const plugin::Operation& op) = 0;
  /// Likewise. A key that is not there counts as removed: the service does not tell.
  [[nodiscard]] virtual std::vector<std::size_t> remove(std::span<const std::string_view> keys,
                                                        const plugin::Operation& op) = 0;
  /// One page of those that begin with `prefix`; `limit` is advice, 0 = no wish.
  [[nodiscard]] virtual ListPage list(std::string_view prefix, std::string_view cursor,
                                      std::uint32_t limit, const plugin::Operation& op) = 0;
  virtual void cancel(std::uint64_t token) noexcept = 0;

  /// Largest value that is taken.
  [[nodiscard]] virtual std::uint64_t max_value_bytes() const noexcept = 0;
  /// Throws refusal(), before any I/O, for a value that is too large together with its key.
  virtual void check_value(std::string_view key, std::string_view value) const = 0;
};

}  // namespace zin::kv
