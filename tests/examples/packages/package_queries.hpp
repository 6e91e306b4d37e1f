// What can be asked about the packages in a database.
// SPDX-License-Identifier: MIT
#pragma once

#include <zin/zin.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "package.hpp"

/// How many packages depend on one.
struct Popularity {
  std::string name;
  std::int64_t dependents = 0;
};

std::int64_t count_packages();

/// The packages that most others depend on, the first first.
std::vector<Popularity> most_needed(int count);

/// The package of that name, of the first architecture; nothing when there is none.
std::optional<Package> find_package(std::string_view name);
