// Reading percentiles from buckets.
// SPDX-License-Identifier: MIT
#include "zin/base/time_histogram.hpp"

#include <algorithm>
#include <cmath>

namespace zin {

void TimeHistogram::merge(const TimeHistogram& other) noexcept {
  for (std::size_t at = 0; at < buckets; ++at) counts_[at] += other.counts_[at];
  count_ += other.count_;
  total_ += other.total_;
  max_ = std::max(max_, other.max_);
}

TimeHistogram::Span TimeHistogram::percentile(double part) const noexcept {
  if (count_ == 0) return Span{0};
  const double wanted = std::ceil(std::clamp(part, 0.0, 1.0) * static_cast<double>(count_));
  const auto rank = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(wanted));
  std::uint64_t seen = 0;
  for (std::size_t at = 0; at < buckets; ++at) {
    seen += counts_[at];
    if (seen < rank) continue;
    if (at < 2 * per_octave) return Span{static_cast<Span::rep>(at)};
    // The middle of the bucket: half its width is the most that this is wrong by.
    const std::size_t shift = at / per_octave - 1;
    const std::uint64_t low = static_cast<std::uint64_t>(at - shift * per_octave) << shift;
    const std::uint64_t middle = low + (std::uint64_t{1} << shift) / 2;
    return Span{static_cast<Span::rep>(std::min(middle, max_))};
  }
  return max();
}

}  // namespace zin
