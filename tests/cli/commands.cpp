// Runs the commands of standard input, each with what a process of its own would have.
// SPDX-License-Identifier: MIT
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "zin/base/json.hpp"
#include "zin/cli.hpp"

namespace {

int run(const std::vector<std::string>& arguments) {
  std::vector<const char*> argv{"zin"};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  zin::Manager manager{[] { return zin::Settings::from_env(); }};
  return zin::cli::run(static_cast<int>(argv.size()), argv.data(), manager);
}

std::vector<std::string> arguments_in(const std::string& line) {
  std::vector<std::string> arguments;
  const zin::Json list = zin::Json::parse(line);
  for (const zin::Json& argument : list.as_array()) {
    arguments.push_back(argument.as_string());
  }
  return arguments;
}

}  // namespace

// Each line is a JSON array of arguments. Behind the output of each command stands its status. A
// forked child keeps a plugin that was loaded and a log sink that was set from the next.
int main() {
  std::vector<std::vector<std::string>> commands;
  for (std::string line; std::getline(std::cin, line);) commands.push_back(arguments_in(line));
  for (const std::vector<std::string>& arguments : commands) {
    const pid_t child = fork();
    if (child < 0) return 1;
    if (child == 0) {
      const int status = run(arguments);
      std::fflush(nullptr);
      _exit(status);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status)) return 1;
    std::printf("\nstatus: %d\n", WEXITSTATUS(status));
    std::fflush(stdout);
  }
  return 0;
}
