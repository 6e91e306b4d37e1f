// Whether a blueprint is one that a dialect can carry out.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "zin/schema/blueprint.hpp"
#include "zin/schema/command.hpp"
#include "zin/sql/dialect.hpp"

namespace zin::schema {

/// Throws Errc::invalid_argument for what no database takes, Errc::unsupported for what this
/// dialect cannot say; the message names table and column. What SQLite does by a rebuild passes.
/// `commands` are those of the blueprint.
void check_blueprint(const Blueprint& blueprint, const std::vector<Command>& commands,
                     Dialect dialect);

}  // namespace zin::schema
