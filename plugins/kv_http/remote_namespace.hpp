// A namespace behind a signed proxy.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "client_pool.hpp"
#include "namespace.hpp"
#include "settings.hpp"
#include "wall_clock.hpp"

namespace zin::kv {

/// One request a key, several at the same time: the protocol has no bulk calls and no metadata.
/// [thread-safe]
class RemoteNamespace final : public Namespace {
 public:
  RemoteNamespace(RemoteSettings settings, const WallClock& clock);

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
  /// A body that is open behind the namespace: `{"namespace":"..."`, or `{`.
  [[nodiscard]] std::string body_for(std::string_view key) const;
  [[nodiscard]] std::string put_body(const Pair& pair) const;
  /// The body of a 2xx answer, with room behind it for the parser. Throws for every other answer.
  [[nodiscard]] std::string call(cloudflare::Client& client, std::string_view path,
                                 std::string_view body, const plugin::Operation& op) const;
  [[nodiscard]] std::optional<Found> read_one(cloudflare::Client& client, std::string_view key,
                                              const plugin::Operation& op) const;
  [[nodiscard]] std::string without_proxy_prefix(std::string_view name,
                                                 std::string_view prefix) const;

  RemoteSettings settings_;
  WallClock clock_;
  ClientPool clients_;
};

}  // namespace zin::kv
