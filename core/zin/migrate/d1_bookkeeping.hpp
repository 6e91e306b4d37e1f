// How wrangler notes in a D1 database which migrations ran.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace zin::migrate {

/// The statement that makes wrangler's table. Source: wrangler's d1/migrations/helpers.ts.
[[nodiscard]] std::string d1_table_statement(std::string_view table);
/// The statement that notes a migration.
[[nodiscard]] std::string d1_note_statement(std::string_view table, std::string_view name);

}  // namespace zin::migrate
