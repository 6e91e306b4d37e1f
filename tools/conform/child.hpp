// The child process that loads the plugin and runs tests of one group.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include "options.hpp"
#include "test_case.hpp"

namespace zin::conform {

struct PlannedTest {
  std::size_t number;  ///< In the TAP output.
  const TestCase* test;
};

/// First character of the line that a child writes for each test; a message follows.
inline constexpr char outcome_ok = 'O';
inline constexpr char outcome_skipped = 'K';
inline constexpr char outcome_failed = 'F';

/// Runs the tests, in order, and writes a line for each to the descriptor `report`. Does not
/// return.
[[noreturn]] void run_child(std::span<const PlannedTest> tests, const Options& options, int report);

}  // namespace zin::conform
