// The home of a virtual table.
// SPDX-License-Identifier: MIT
#include "zin/loop/loop.hpp"

namespace zin::detail {

Watch::~Watch() = default;
Loop::~Loop() = default;

}  // namespace zin::detail
