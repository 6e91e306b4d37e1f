// A namespace through the REST API.
// SPDX-License-Identifier: MIT
#pragma once

#include "client_pool.hpp"
#include "namespace.hpp"
#include "rest_calls.hpp"
#include "settings.hpp"
#include "wall_clock.hpp"

namespace zin::kv {

/// Single calls for one key, bulk calls for several. Deadlines that the service cannot keep lie in
/// the metadata and are looked at in a value's last minute. [thread-safe]
class RestNamespace final : public Namespace {
 public:
  RestNamespace(RestSettings settings, const WallClock& clock);

  [[nodiscard]] std::vector<std::optional<Found>> read(std::span<const std::string_view> keys,
                                                       Wanted wanted,
                                                       const plugin::Operation& op) override;
  [[nodiscard]] std::vector<std::size_t> write(std::span<const Pair> pairs,
                                               const plugin::Operation& op) override;
  [[nodiscard]] std::vector<std::size_t> remove(std::span<const std::string_view> keys,
                                                const plugin::Operation& op) override;
  [[nodiscard]] ListPage list(std::string_view prefix, std::string_view cursor, std::uint32_t limit,
                              const plugin::Operation& op) override;
  void cancel(std::uint64_t token) noexcept override { clients_.cancel(token); }
  [[nodiscard]] std::uint64_t max_value_bytes() const noexcept override;
  void check_value(std::string_view key, std::string_view value) const override;

 private:
  [[nodiscard]] std::optional<Found> read_one(RestCalls& calls, std::string_view key,
                                              Wanted wanted) const;
  /// Gives the indices of those that a bulk call cannot tell.
  [[nodiscard]] std::vector<std::size_t> read_some(RestCalls& calls,
                                                   std::span<const std::string_view> keys,
                                                   Wanted wanted,
                                                   std::span<std::optional<Found>> out) const;

  RestSettings settings_;
  WallClock clock_;
  ClientPool clients_;
};

}  // namespace zin::kv
