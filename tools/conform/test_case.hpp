// The list of tests.
// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "subject.hpp"

namespace zin::conform {

/// What a test needs before it can run.
enum class Needs {
  nothing,  ///< It loads the plugin itself: plugin and driver are NULL.
  plugin,   ///< The plugin is loaded; driver may be NULL.
  driver,   ///< The plugin has a driver.
};

struct TestCase {
  std::string_view group;
  std::string_view name;                ///< A sentence that can be false.
  std::string_view rule;                ///< R1 to R11, or the part of driver.h that says MUST.
  void (*run)(const Subject& subject);  ///< Throws Failed or Skipped.
  Needs needs = Needs::driver;
};

[[nodiscard]] std::span<const TestCase> loading_tests();
[[nodiscard]] std::span<const TestCase> lifecycle_tests();
[[nodiscard]] std::span<const TestCase> type_tests();
[[nodiscard]] std::span<const TestCase> cursor_tests();
[[nodiscard]] std::span<const TestCase> statement_tests();
[[nodiscard]] std::span<const TestCase> error_tests();
[[nodiscard]] std::span<const TestCase> transaction_tests();
[[nodiscard]] std::span<const TestCase> growth_tests();
[[nodiscard]] std::span<const TestCase> borrowing_tests();
[[nodiscard]] std::span<const TestCase> view_tests();
[[nodiscard]] std::span<const TestCase> stepping_tests();

/// All of them, group by group; the order is the numbering.
[[nodiscard]] const std::vector<TestCase>& all_tests();
/// "group/name [rule]"
[[nodiscard]] std::string title(const TestCase& test);

}  // namespace zin::conform
