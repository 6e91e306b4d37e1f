// One test after the other; whatever a plugin throws or prints stays in here.
// SPDX-License-Identifier: MIT
#include "child.hpp"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <exception>
#include <string>

#include "check.hpp"
#include "host.hpp"
#include "plugin_file.hpp"

namespace zin::conform {
namespace {

void say(int report, char outcome, const std::string& message) {
  std::string line = outcome + message;
  for (char& c : line) {
    if (c == '\n') c = ' ';
  }
  line += '\n';
  const char* at = line.data();
  std::size_t left = line.size();
  while (left > 0) {
    const ssize_t put = write(report, at, left);
    if (put <= 0) _exit(3);
    at += put;
    left -= static_cast<std::size_t>(put);
  }
}

void run(const TestCase& test, Subject& subject) {
  if (test.needs != Needs::nothing && !subject.plugin) {
    subject.plugin = enter_plugin(open_plugin(subject.options.plugin), test_host());
  }
  if (test.needs == Needs::driver && !subject.driver) {
    subject.driver = find_driver(subject.plugin, subject.options.driver);
  }
  test.run(subject);
}

}  // namespace

void run_child(std::span<const PlannedTest> tests, const Options& options, int report) {
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  for (const int fatal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT}) {
    signal(fatal, SIG_DFL);  // a sanitizer's handler would hide which signal it was
  }
  dup2(STDERR_FILENO, STDOUT_FILENO);  // standard output is for TAP
  Subject subject{options};
  for (const PlannedTest& planned : tests) {
    try {
      run(*planned.test, subject);
      say(report, outcome_ok, "");
    } catch (const Failed& failed) {
      say(report, outcome_failed, failed.message);
    } catch (const Skipped& skipped) {
      say(report, outcome_skipped, skipped.reason);
    } catch (const std::exception& thrown) {
      say(report, outcome_failed,
          std::string{"an exception came out of the plugin: "} + thrown.what());
    } catch (...) {
      say(report, outcome_failed, "an exception came out of the plugin");
    }
  }
  _exit(0);
}

}  // namespace zin::conform
