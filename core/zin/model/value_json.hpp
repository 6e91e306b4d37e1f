// Values as parts of documents.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/base/json.hpp"
#include "zin/base/value.hpp"

namespace zin::model {

/// Dates and times as ISO 8601, those without a zone as UTC; decimals and UUIDs as texts.
/// [thread-safe]
[[nodiscard]] Json json_of(const Value& value);

}  // namespace zin::model
