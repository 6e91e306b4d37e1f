// How long things took: a histogram of fixed size from which any percentile can be read.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace zin {

/// Counts spans of time in buckets that grow with them: spans below 32 ns have a bucket each, and
/// every further power of two has 16, so that what percentile() gives is off by at most 3.2 %.
/// 7.5 KiB, whatever is counted. [one thread at a time]
class TimeHistogram {
 public:
  using Span = std::chrono::nanoseconds;

  /// A span below zero counts as zero. `weight` is how many spans it stands for.
  void add(Span span, std::uint64_t weight = 1) noexcept {
    const std::uint64_t value = span.count() > 0 ? static_cast<std::uint64_t>(span.count()) : 0;
    counts_[bucket_of(value)] += weight;
    count_ += weight;
    total_ += value * weight;
    if (value > max_) max_ = value;
  }
  void merge(const TimeHistogram& other) noexcept;

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  [[nodiscard]] Span total() const noexcept { return Span{static_cast<Span::rep>(total_)}; }
  /// The longest one, exactly; 0 when there is none.
  [[nodiscard]] Span max() const noexcept { return Span{static_cast<Span::rep>(max_)}; }
  /// The span that `part` of all do not exceed, 0.99 for instance; 0 when there is none.
  [[nodiscard]] Span percentile(double part) const noexcept;

 private:
  static constexpr std::size_t bits = 4;  // of the place within a power of two
  static constexpr std::size_t per_octave = std::size_t{1} << bits;
  static constexpr std::size_t buckets = (64 - bits) * per_octave;

  [[nodiscard]] static std::size_t bucket_of(std::uint64_t value) noexcept {
    if (value < 2 * per_octave) return static_cast<std::size_t>(value);
    const auto shift = static_cast<std::size_t>(std::bit_width(value)) - bits - 1;
    return shift * per_octave + static_cast<std::size_t>(value >> shift);
  }

  std::array<std::uint64_t, buckets> counts_{};
  std::uint64_t count_ = 0;
  std::uint64_t total_ = 0;
  std::uint64_t max_ = 0;
};

}  // namespace zin
