// Reads /proc/self and asks libc.
// SPDX-License-Identifier: MIT
#include "process_state.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <clocale>
#include <cstring>
#include <filesystem>
#include <iterator>

namespace zin::conform {
namespace {

std::string signal_handlers() {
  std::string all;
  for (int signal = 1; signal <= SIGRTMAX; ++signal) {
    struct sigaction action {};
    if (sigaction(signal, nullptr, &action) != 0) continue;
    all += fmt::format("{}:{:x} ", signal, reinterpret_cast<std::uintptr_t>(action.sa_sigaction));
  }
  return all;
}

}  // namespace

std::map<std::string, std::string> process_state() {
  const std::filesystem::directory_iterator threads{"/proc/self/task"};
  const mode_t mask = umask(0);
  umask(mask);
  std::string environment;
  for (char** entry = environ; entry && *entry; ++entry) environment += std::string{*entry} + '\n';
  return {{"number of threads",
           std::to_string(std::distance(begin(threads), std::filesystem::directory_iterator{}))},
          {"signal handlers", signal_handlers()},
          {"locale", std::setlocale(LC_ALL, nullptr)},
          {"working directory", std::filesystem::current_path().string()},
          {"umask", fmt::format("{:o}", mask)},
          {"environment", environment}};
}

std::map<int, bool> open_descriptors() {
  std::map<int, bool> open;
  for (int fd = 0; fd < 1024; ++fd) {
    const int flags = fcntl(fd, F_GETFD);
    if (flags >= 0) open[fd] = (flags & FD_CLOEXEC) != 0;
  }
  return open;
}

}  // namespace zin::conform
