// A fast store in front of one that others share.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <memory>

#include "zin/cache/backend.hpp"

namespace zin::caching {

/// Reads go to the front first; what the back gives is kept there for `stale` at most, which so is
/// how long another's write may go unseen beyond what the back promises. Writes go to the back
/// first, so that one that fails there is seen nowhere. What has to be exact (versions, counters,
/// conditions, what is left of a TTL) the back alone answers.
class TieredStore final : public Backend {
 public:
  TieredStore(std::unique_ptr<Backend> front, std::unique_ptr<Backend> back,
              std::chrono::nanoseconds stale);

  [[nodiscard]] std::string_view driver() const noexcept override { return "tiered"; }
  [[nodiscard]] const zin_cache_info& info() const noexcept override { return info_; }
  /// What blocks goes elsewhere by itself, so that a hit of the front does not.
  [[nodiscard]] bool blocks() const noexcept override { return false; }

  void get(Items items) override;
  void unpin(Items items) noexcept override;
  void set(Items items) override;
  void remove(Items items) override;
  [[nodiscard]] std::int64_t add(std::string_view key, std::int64_t by,
                                 std::int64_t ttl_ns) override;
  std::optional<std::uint64_t> clear(std::string_view prefix) override;
  [[nodiscard]] KeyList scan(std::string_view prefix, std::string_view resume) override;
  [[nodiscard]] zin_cache_stats stats() noexcept override;
  void leave_to_parent() noexcept override;

 private:
  void get_from_front(Items items);
  void get_from_back(Items items);
  void keep(Items found) noexcept;
  void drop(Items items) noexcept;
  [[nodiscard]] std::int64_t front_ttl(std::int64_t ttl_ns) const noexcept;

  const std::unique_ptr<Backend> front_;
  const std::unique_ptr<Backend> back_;
  const std::int64_t stale_ns_;
  zin_cache_info info_;
  std::atomic<std::int64_t> hits_{0};
  std::atomic<std::int64_t> misses_{0};
  std::atomic<std::int64_t> sets_{0};
};

}  // namespace zin::caching
