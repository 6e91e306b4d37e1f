// Starting and waiting.
// SPDX-License-Identifier: MIT
#include "zin/migrate/child_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "zin/base/error.hpp"

extern char** environ;  // NOLINT(*-redundant-declaration)

namespace zin::migrate {
namespace {

constexpr std::size_t most_output = std::size_t{64} << 10U;

char* mutable_text(const std::string& text) { return const_cast<char*>(text.c_str()); }

std::string_view name_of(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

// NULL-terminated, of texts that stay where they are.
std::vector<char*> environment_with(const std::vector<std::string>& own) {
  std::vector<char*> all;
  for (const std::string& variable : own) all.push_back(mutable_text(variable));
  for (char** inherited = environ; *inherited != nullptr; ++inherited) {
    const bool replaced = std::ranges::any_of(
        own, [&](const std::string& variable) { return name_of(variable) == name_of(*inherited); });
    if (!replaced) all.push_back(*inherited);
  }
  all.push_back(nullptr);
  return all;
}

}  // namespace

ChildProcess::ChildProcess(const Command& command, std::filesystem::path output)
    : output_(std::move(output)) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output_.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, S_IRUSR | S_IWUSR);
  ::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  std::vector<char*> arguments;
  for (const std::string& word : command.words) arguments.push_back(mutable_text(word));
  arguments.push_back(nullptr);
  const int failure = ::posix_spawnp(&process_, arguments[0], &actions, nullptr, arguments.data(),
                                     environment_with(command.environment).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failure == 0) return;
  throw Error(Errc::unsupported,
              fmt::format("{} cannot be run ({}): {}", command.words[0],
                          std::generic_category().message(failure), command.remedy));
}

ChildProcess::Ended ChildProcess::wait() {
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  Ended ended{.good = status == 0};
  std::ifstream in{output_, std::ios::binary};
  ended.output.resize(most_output);
  in.read(ended.output.data(), static_cast<std::streamsize>(most_output));
  ended.output.resize(static_cast<std::size_t>(in.gcount()));
  std::error_code ignored;
  std::filesystem::remove(output_, ignored);
  return ended;
}

}  // namespace zin::migrate
