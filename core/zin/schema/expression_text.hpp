// Raw SQL where nothing can be bound.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "zin/sql/raw.hpp"

namespace zin::schema {

/// Its text. Throws Errc::invalid_argument when it has values: DDL takes no parameters. `verb` is
/// who got it.
[[nodiscard]] std::string expression_text(const Raw& expression, std::string_view verb);

}  // namespace zin::schema
