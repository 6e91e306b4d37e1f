// What the layers above hand to a session: a text, its bindings, and what it is for.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "zin/base/value.hpp"

namespace zin {

/// Whether a statement changes data: by it a router chooses the server.
enum class Intent : std::uint8_t { read, write };

/// One statement with `?` placeholders and a value for each.
struct Statement {
  std::string sql;
  std::vector<Value> bindings{};
  Intent intent = Intent::read;
  friend bool operator==(const Statement&, const Statement&) = default;
};

}  // namespace zin
