// The documentation that is made from the table of variables.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "zin/base/export.hpp"

namespace zin::config {

/// conf/variables.md: every variable with what it accepts, its default and its meaning.
[[nodiscard]] ZIN_API std::string reference_markdown();

/// "sqlite", "postgres", "mysql", "d1", "kv" and "memory".
[[nodiscard]] ZIN_API std::vector<std::string> template_backends();

/// conf/<backend>.env: a .env file to start from. What must be set is set or left open, everything
/// else is a comment with its default. Throws Errc::invalid_argument for another backend.
[[nodiscard]] ZIN_API std::string env_template(std::string_view backend);

}  // namespace zin::config
