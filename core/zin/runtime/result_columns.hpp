// From a driver's description of a result to columns.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/abi/driver.h"
#include "zin/runtime/column.hpp"

namespace zin::runtime {

/// Copies what the driver says; fields that it does not have stay unknown.
[[nodiscard]] detail::Ref<const detail::ColumnSet> columns_of(const zin_result_info& info);

/// The columns of a result without any.
[[nodiscard]] const detail::Ref<const detail::ColumnSet>& no_columns();

}  // namespace zin::runtime
