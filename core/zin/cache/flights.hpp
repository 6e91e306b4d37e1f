// What is being made now, and who waits for it.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

#include "zin/base/clock.hpp"
#include "zin/cache/waiter.hpp"

namespace zin::caching {

using SharedBytes = std::shared_ptr<const std::string>;

/// For each key one caller leads and makes the value; the others wait for what it makes, for its
/// failure, or to lead themselves. [thread-safe]
class Flights {
 public:
  struct Flight;

  /// The duty to make a value: ended by finish() or fail(). One that is destroyed before hands it
  /// over to the next who waits.
  class Lead {
   public:
    Lead(Flights& flights, std::string key, std::shared_ptr<Flight> flight, std::uint64_t id);
    Lead(Lead&&) noexcept = default;
    Lead& operator=(Lead&&) = delete;
    ~Lead();

    void finish(SharedBytes value) noexcept;
    void fail(std::exception_ptr failure) noexcept;

   private:
    Flights* flights_;
    std::string key_;
    std::shared_ptr<Flight> flight_;  // nullptr: it is over
    std::uint64_t id_;
  };
  /// Who makes a value: so that one who waits for itself is told so.
  struct Leader {
    const void* flow = nullptr;     ///< Its flow of control, where it stays in one.
    const void* context = nullptr;  ///< Of the event loop on which it goes on; nullptr: a thread.

    [[nodiscard]] static Leader here() noexcept;
    /// It goes on elsewhere, on the event loop that the current fiber came from if there is one.
    [[nodiscard]] static Leader elsewhere() noexcept;
  };
  /// What a caller that nobody is to wait for, or that nobody may, is told: make it for yourself.
  struct Alone {};

  explicit Flights(Clock& clock) : clock_(clock) {}

  /// Leads at once, or waits: for the value, which is given; the failure, which is thrown; or the
  /// lead, also when `patience` has passed. Throws Errc::cancelled when a fiber that waits is told
  /// to end, and Errc::invalid_argument when this flow of control leads already. [blocks]
  [[nodiscard]] std::variant<Lead, SharedBytes, Alone> join(std::string_view key,
                                                            std::chrono::nanoseconds patience,
                                                            Leader leader = Leader::here());
  /// Leads, elsewhere, when nobody does.
  [[nodiscard]] std::unique_ptr<Lead> try_lead(std::string_view key);

  /// Grows with each value that was made: whoever sees it grown since it looked into the store is
  /// to look again.
  [[nodiscard]] std::uint64_t finished() const noexcept {
    return finished_.load(std::memory_order_acquire);
  }

  void before_fork() noexcept { mutex_.lock(); }
  void after_fork_in_parent() noexcept { mutex_.unlock(); }
  /// What the parent makes is none of this process's.
  void after_fork_in_child() noexcept;

 private:
  using Map = std::map<std::string, std::shared_ptr<Flight>, std::less<>>;

  [[nodiscard]] Lead lead(std::string_view key, const std::shared_ptr<Flight>& flight,
                          Leader leader);
  [[nodiscard]] Lead begin(std::string_view key, Leader leader);
  void end(const std::string& key, Flight& flight) noexcept;
  void hand_over(const std::string& key, Flight& flight, std::uint64_t id) noexcept;

  Clock& clock_;
  std::mutex mutex_;
  std::unique_ptr<Map> flights_ = std::make_unique<Map>();
  std::uint64_t last_id_ = 0;
  std::atomic<std::uint64_t> finished_{0};
};

}  // namespace zin::caching
