// Runs tests in child processes and tells of them.
// SPDX-License-Identifier: MIT
#pragma once

#include "options.hpp"

namespace zin::conform {

/// Runs the tests that `options` chooses and writes TAP. Each group has a child process of its own;
/// when it dies or hangs in a test, that test has failed and a new child goes on behind it.
/// Gives the process's exit code: 0, or 1 when a test failed.
[[nodiscard]] int run_tests(const Options& options);

}  // namespace zin::conform
