// Readers and a writer that go on while servers come and go.
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "zin/zin.hpp"

namespace zin::test {

/// Four threads that read and one that writes the next number, each number once, until stop().
/// What fails is counted; a wrong row is kept.
class Load {
 public:
  explicit Load(Database& database);
  ~Load() { stop(); }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  void stop();
  /// Returns when `count` more reads and writes have succeeded.
  void let_pass(std::uint64_t count) const;

  // Since the start.
  std::atomic<std::uint64_t> reads{0}, failed_reads{0}, writes{0}, failed_writes{0};
  /// Numbers whose write was confirmed, and those of which nobody knows.
  [[nodiscard]] std::set<std::int64_t> confirmed() const;
  [[nodiscard]] std::set<std::int64_t> doubtful() const;
  [[nodiscard]] std::string wrong() const;
  /// The codes of what failed, for messages.
  [[nodiscard]] std::string failures() const;

 private:
  void read();
  void write();
  void note(const Error& error);

  Database& database_;
  std::atomic<bool> ends_{false};
  mutable std::mutex mutex_;
  std::set<std::int64_t> confirmed_, doubtful_;
  std::string wrong_;
  std::map<std::string, unsigned> codes_;
  std::vector<std::jthread> threads_;
};

}  // namespace zin::test
