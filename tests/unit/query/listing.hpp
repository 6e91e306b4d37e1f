// The cases that a server does not answer as SQLite does: tests/golden/<dialect>/on_server.txt.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace golden {

/// What the file says of a case.
struct Listed {
  bool executed = true;  // "differs", else "not executed"
  std::string reason;
  std::vector<std::string> results;  // what is right there
};

using Listing = std::map<std::string, Listed, std::less<>>;

/// All of a dialect's file. Throws when it cannot be understood.
const Listing& listing(std::string_view dialect);
/// One case of it; nullptr when there is none. MariaDB answers what is MySQL's text as the list of
/// MySQL says, since both run on one server.
const Listed* listed(std::string_view dialect, std::string_view name);

}  // namespace golden
