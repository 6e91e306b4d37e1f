// The groups in their order.
// SPDX-License-Identifier: MIT
#include "test_case.hpp"

#include <fmt/format.h>

namespace zin::conform {

const std::vector<TestCase>& all_tests() {
  static const std::vector<TestCase> tests = [] {
    std::vector<TestCase> all;
    for (const auto group : {loading_tests(), lifecycle_tests(), type_tests(), cursor_tests(),
                             statement_tests(), error_tests(), transaction_tests(), growth_tests(),
                             borrowing_tests(), view_tests(), stepping_tests()}) {
      all.insert(all.end(), group.begin(), group.end());
    }
    return all;
  }();
  return tests;
}

std::string title(const TestCase& test) {
  return fmt::format("{}/{} [{}]", test.group, test.name, test.rule);
}

}  // namespace zin::conform
