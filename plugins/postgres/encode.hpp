// Cells as the server's binary forms.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "arena.hpp"
#include "types.hpp"
#include "zin/abi/driver.h"

namespace zin::postgres {

/// What to do with values that the server would read of text.
struct Encoding {
  bool parse_text = false;      ///< Read them here: the server takes binary forms only.
  bool session_is_utc = false;  ///< What has no zone is meant in UTC.
};

/// The binary form of a cell that is not NULL for a value of `type`; it views the cell or `arena`.
/// Nothing when there is none, so that the cell's text has to do. Throws DATA for a value that the
/// type cannot hold, or that is of another kind; UNSUPPORTED for a type that the ABI does not have.
[[nodiscard]] std::optional<std::string_view> encode(const zin_cell& cell, const TypeInfo& type,
                                                     const Encoding& how, Arena& arena);

}  // namespace zin::postgres
