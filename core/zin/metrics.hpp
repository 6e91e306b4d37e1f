// Figures of all databases of the process, for a monitoring system.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "zin/base/export.hpp"

namespace zin {

/// The figures of every pool and replica of the process, also of databases that explicit Managers
/// own, as text in the format OpenMetrics 1.0: serve it as `application/openmetrics-text;
/// version=1.0.0; charset=utf-8`. Times are in seconds. Labels are `connection`, `host`, `role`
/// ("primary", "replica"), and `reason` of closed connections; pools of which all labels agree are
/// one in it. Holds no user, password or option. Costs a few microseconds for each pool, and keeps
/// each one locked for a moment. [thread-safe]
[[nodiscard]] ZIN_API std::string metrics_text();

}  // namespace zin
