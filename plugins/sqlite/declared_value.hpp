// Turns a stored value into what its column declares.
// SPDX-License-Identifier: MIT
#pragma once

#include "columns.hpp"
#include "zin/abi/driver.h"

namespace zin::sqlite {

/// Rewrites `cell`, which holds a value as SQLite stores it, as `as` says; leaves it alone when the
/// value is not of that kind. `scratch` is the column's own memory, written to where SQLite has no
/// such text.
void apply_declared(Declared as, zin_cell& cell, char* scratch) noexcept;

}  // namespace zin::sqlite
