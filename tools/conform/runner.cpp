// Parent: watches, and writes TAP. The child is in child.cpp.
// SPDX-License-Identifier: MIT
#include "runner.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>

#include "child.hpp"
#include "tap.hpp"
#include "test_case.hpp"

namespace zin::conform {
namespace {

bool chosen(const TestCase& test, const Options& options) {
  const auto contains = [](const std::vector<std::string>& names, std::string_view name) {
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
  };
  return contains(options.groups, test.group) &&
         contains(options.tests, fmt::format("{}/{}", test.group, test.name));
}

std::string fate(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    const char* name = sigabbrev_np(signal);
    return fmt::format("the process died of SIG{} ({})", name ? name : "?", strsignal(signal));
  }
  return fmt::format("the process ended with exit code {}", WEXITSTATUS(status));
}

/// One run of a child, from a test on to the end of its group or to the child's death.
class Watch {
 public:
  Watch(std::span<const PlannedTest> tests, const Options& options, Tap& tap)
      : tests_{tests}, options_{options}, tap_{tap} {}

  /// How many tests of the span have an outcome now.
  std::size_t run() {
    int ends[2];
    if (pipe(ends) != 0) throw std::system_error{errno, std::generic_category(), "pipe"};
    const pid_t child = fork();
    if (child < 0) throw std::system_error{errno, std::generic_category(), "fork"};
    if (child == 0) {
      close(ends[0]);
      run_child(tests_, options_, ends[1]);
    }
    close(ends[1]);
    const bool hung = !listen(ends[0]);
    close(ends[0]);
    if (hung) kill(child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (hung) {
      fail(fmt::format("it hangs: no answer within {} ms", options_.timeout.count()));
    } else if (done_ < tests_.size()) {
      fail(fate(status));
    }
    return done_;
  }

 private:
  /// False when the child said nothing for too long.
  bool listen(int pipe) {
    std::string pending;
    char buffer[4096];
    while (true) {
      pollfd waiting{pipe, POLLIN, 0};
      const int ready = poll(&waiting, 1, static_cast<int>(options_.timeout.count()));
      if (ready == 0) return false;
      if (ready < 0) continue;  // EINTR
      const ssize_t got = read(pipe, buffer, sizeof buffer);
      if (got <= 0) return true;
      pending.append(buffer, static_cast<std::size_t>(got));
      std::size_t end;
      while ((end = pending.find('\n')) != std::string::npos) {
        hear(std::string_view{pending}.substr(0, end));
        pending.erase(0, end + 1);
      }
    }
  }

  void hear(std::string_view line) {
    if (done_ == tests_.size() || line.empty()) return;
    const PlannedTest& test = tests_[done_];
    const std::string name = title(*test.test);
    const std::string_view text = line.substr(1);
    if (line[0] == outcome_ok) tap_.ok(test.number, name);
    if (line[0] == outcome_skipped) tap_.skipped(test.number, name, text);
    if (line[0] == outcome_failed) tap_.not_ok(test.number, name, text);
    ++done_;
  }

  void fail(const std::string& message) {
    if (done_ == tests_.size()) return;
    const PlannedTest& test = tests_[done_];
    tap_.not_ok(test.number, title(*test.test), message);
    ++done_;
  }

  std::span<const PlannedTest> tests_;
  const Options& options_;
  Tap& tap_;
  std::size_t done_ = 0;
};

/// How many of the tests, from the first on, share a child: those of its group; but a test that
/// calls the plugin's entry itself has one of its own, since the entry is called once.
std::size_t run_length(std::span<const PlannedTest> tests) {
  if (tests.front().test->needs == Needs::nothing) return 1;
  const auto end = std::find_if(tests.begin(), tests.end(), [&](const PlannedTest& planned) {
    return planned.test->group != tests.front().test->group ||
           planned.test->needs == Needs::nothing;
  });
  return static_cast<std::size_t>(end - tests.begin());
}

}  // namespace

int run_tests(const Options& options) {
  std::vector<PlannedTest> planned;
  for (const TestCase& test : all_tests()) {
    if (chosen(test, options)) planned.push_back({planned.size() + 1, &test});
  }
  Tap tap{planned.size()};
  std::span<const PlannedTest> left{planned};
  while (!left.empty()) {
    const bool opens = left.front().test == all_tests().data();
    const std::size_t done = Watch{left.first(run_length(left)), options, tap}.run();
    if (opens && tap.failures() > 0) {
      tap.bail_out("the plugin cannot be loaded");
      return 1;
    }
    left = left.subspan(done);
  }
  return tap.failures() == 0 ? 0 : 1;
}

}  // namespace zin::conform
