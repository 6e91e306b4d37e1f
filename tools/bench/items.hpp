// What the benchmark's tables hold, the same on every database.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>
#include <zin/zin.hpp>

namespace zin::bench {

inline constexpr std::int64_t rows = 100'000;

struct Item {
  std::int64_t id, a, b;
  double c, d;
  std::string name, email, note;
};

/// Items 1 to `rows`.
[[nodiscard]] inline std::vector<Item> make_items() {
  std::vector<Item> items;
  for (std::int64_t id = 1; id <= rows; ++id) {
    const std::string digits = std::to_string(id);
    items.push_back({id, id * 7, id % 100, static_cast<double>(id) * 0.5,
                     static_cast<double>(id) / 3, "name " + digits,
                     "user" + digits + "@example.com", "a note of ordinary length"});
  }
  return items;
}

/// The same as zin binds them.
[[nodiscard]] inline std::vector<std::vector<Value>> values_of(const std::vector<Item>& items) {
  std::vector<std::vector<Value>> table;
  for (const Item& row : items)
    table.push_back({row.id, row.a, row.b, row.c, row.d, row.name, row.email, row.note});
  return table;
}

/// The next step of a pseudo-random walk over the keys, the same for both sides.
[[nodiscard]] inline std::int64_t next_key(std::uint64_t& state) noexcept {
  state = state * 6364136223846793005U + 1442695040888963407U;
  return static_cast<std::int64_t>((state >> 33U) % static_cast<std::uint64_t>(rows)) + 1;
}

}  // namespace zin::bench
