// zin-conform: does a driver keep the promises of the C ABI?
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "options.hpp"
#include "runner.hpp"
#include "test_case.hpp"

int main(int argc, char** argv) {
  using namespace zin::conform;
  try {
    const Options options = parse_options(argc, argv);
    if (options.help) {
      fmt::print("{}", usage());
      return 0;
    }
    if (options.list) {
      for (const TestCase& test : all_tests()) fmt::print("{}\n", title(test));
      return 0;
    }
    return run_tests(options);
  } catch (const UsageError& error) {
    fmt::print(stderr, "zin-conform: {}\n\n{}", error.message, usage());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "zin-conform: {}\n", error.what());
    return 2;
  }
}
