// The metrics of all pools.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/base/metric_text.hpp"

namespace zin::runtime {

/// Writes the families `zin_pool_...`; none when there is no pool. [thread-safe]
void write_pool_metrics(detail::MetricText& text);

}  // namespace zin::runtime
