// An open store of a plugin.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "zin/cache/backend.hpp"
#include "zin/cache/turns.hpp"
#include "zin/host/cache_handle.hpp"
#include "zin/host/operation.hpp"
#include "zin/loop/workers.hpp"

namespace zin::caching {

using StoreOptions = std::vector<std::pair<std::string, std::string>>;

class DriverStore final : public Backend {
 public:
  /// `workers` is where fibers do what blocks; must outlive it. Connects to nothing yet.
  /// Throws Errc::invalid_config for an option that the store does not take.
  DriverStore(const host::CacheHandle& driver, StoreOptions options, detail::Workers& workers);
  ~DriverStore() override;

  [[nodiscard]] std::string_view driver() const noexcept override { return driver_.name(); }
  [[nodiscard]] const zin_cache_info& info() const noexcept override { return info_; }
  [[nodiscard]] bool blocks() const noexcept override { return blocks_; }

  void get(Items items) override;
  void get_one(zin_cache_item& item) override;
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
  [[nodiscard]] const zin_cache_driver& table() const noexcept { return driver_.table(); }
  [[nodiscard]] zin_cache* store() {
    zin_cache* const store = store_.load(std::memory_order_acquire);
    return store != nullptr ? store : reopened();
  }
  [[nodiscard]] zin_cache* open() const;
  [[nodiscard]] zin_cache* reopened();
  template <class Call>
  void run(std::string_view doing, Call call);
  template <class Call>
  void run_waiting(std::string_view doing, Call call);
  template <class Start>
  void each(std::string_view doing, Items items, Start start);
  [[noreturn]] void fail(zin_status status, const zin_error& error, std::string_view doing) const;

  const host::CacheHandle& driver_;
  const StoreOptions options_;
  detail::Workers& workers_;
  std::atomic<zin_cache*> store_{nullptr};
  zin_cache_info info_{};
  bool blocks_ = false;
  bool waits_ = false;
  bool free_threaded_ = false;
  std::mutex opening_;
  std::unique_ptr<Turns> turns_ = std::make_unique<Turns>();
};

}  // namespace zin::caching
