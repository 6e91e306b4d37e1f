// Between a row's text and the field of a configuration that it fills.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "zin/config/database_config.hpp"
#include "zin/config/env.hpp"
#include "zin/config/variables.hpp"

namespace zin::config {

/// "DB_POOL_MAX='abc' (environment)"; of a secret only `***`, of a URL only what redact() leaves.
[[nodiscard]] std::string quoted(const Variable& row, const FoundVariable& found);
/// Throws Errc::invalid_config: quoted(), what is wrong with it and what is accepted.
[[noreturn]] void refuse(const Variable& row, const FoundVariable& found,
                         std::string_view reason = "is not accepted");
/// The number, trimmed and within the row's range; else refuse().
[[nodiscard]] std::uint64_t number(const Variable& row, const FoundVariable& found);

/// Parses the text into the row's field; refuse() when it cannot be. Requires: the row has a field.
void assign(DatabaseConfig& config, const Variable& row, const FoundVariable& found);
/// The field as a text that assign() takes; secrets in the clear. Requires: the row has a field.
[[nodiscard]] std::string field_text(const DatabaseConfig& config, const Variable& row);
/// The setting for people to look at, also of rows that fill more than one field; a secret that is
/// set is `***`. "" for the URL, which no configuration keeps.
[[nodiscard]] std::string display_text(const DatabaseConfig& config, const Variable& row);
/// What is wrong with the field's value, as the end of a sentence that names no value; empty when
/// it is fine. For configurations that were made in code.
[[nodiscard]] std::string field_problem(const DatabaseConfig& config, const Variable& row);

}  // namespace zin::config
