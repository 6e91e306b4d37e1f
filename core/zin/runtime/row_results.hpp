// What verbs make of the rows of a read.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "zin/runtime/rows.hpp"

namespace zin::detail {

struct AllRows {
  Rows operator()(Rows rows) const { return rows; }
};

struct FirstRow {
  std::optional<Row> operator()(const Rows& rows) const {
    if (rows.empty()) return std::nullopt;
    return rows.front();
  }
};

}  // namespace zin::detail
