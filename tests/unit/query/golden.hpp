// Cases whose SQL is compared with the files below tests/golden/.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "zin/testing.hpp"
#include "zin/zin.hpp"

namespace golden {

/// One case: what it does to a session is what the files say, dialect by dialect.
struct Case {
  std::string_view name;
  void (*run)(zin::Session& db);
};

/// All cases, in the order of their files.
std::vector<Case>& cases();

struct Registered {
  Registered(std::string_view name, void (*run)(zin::Session&)) { cases().push_back({name, run}); }
};

}  // namespace golden

/// GOLDEN(name) { db.table("users").where("id", 1).get(); }
#define GOLDEN(name)                                                       \
  static void golden_##name(zin::Session& db);                             \
  static const golden::Registered registered_##name{#name, golden_##name}; \
  static void golden_##name([[maybe_unused]] zin::Session& db)
