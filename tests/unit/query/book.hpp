// The expected SQL of the files below tests/golden/.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace golden {

/// What the files say of a case.
struct Expected {
  std::vector<std::string> lines;    // statements and "=> bindings"
  std::string error;                 // "!! code"
  std::vector<std::string> results;  // ": ...", of SQLite
};

using Book = std::map<std::string, Expected, std::less<>>;

/// All cases of a dialect's folder. Throws when a file cannot be understood.
const Book& book(std::string_view dialect);
/// One of them; nullptr when there is none. MariaDB is MySQL but for what its own files say.
const Expected* expected(std::string_view dialect, std::string_view name);

}  // namespace golden
