// The public door to the metrics.
// SPDX-License-Identifier: MIT
#include "zin/metrics.hpp"

#include "zin/base/metric_text.hpp"

namespace zin {

std::string metrics_text() { return detail::written_metrics(); }

}  // namespace zin
