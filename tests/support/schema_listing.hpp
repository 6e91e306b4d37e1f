// What an inspection found, as lines that tests compare.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "zin/schema/snapshot.hpp"

namespace zin::test {

/// One line for the table, then two blanks before one for each column, index, foreign key and
/// check.
[[nodiscard]] std::vector<std::string> listed(const schema::TableInfo& table);
/// All of it.
[[nodiscard]] std::vector<std::string> listed(const schema::Snapshot& snapshot);
/// The lines as one text.
[[nodiscard]] std::string as_text(const std::vector<std::string>& lines);

}  // namespace zin::test
