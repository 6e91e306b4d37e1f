// Another program: started, waited for, and what it said.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace zin::migrate {

/// A program that runs beside this one, without a standard input; its standard output and error go
/// to one file, which is read and removed behind its end. [one thread at a time]
class ChildProcess {
 public:
  struct Command {
    std::vector<std::string> words;
    /// "NAME=value": beside the variables of this process, or in place of them. Other users see
    /// the words, and not these.
    std::vector<std::string> environment{};
    /// What to do when there is no such program.
    std::string_view remedy{};
  };
  struct Ended {
    bool good = false;     ///< Exit status 0.
    std::string output{};  ///< Its first 64 KiB.
  };

  /// Throws Errc::unsupported with the remedy when it cannot be run.
  ChildProcess(const Command& command, std::filesystem::path output);
  /// Once. [blocks]
  [[nodiscard]] Ended wait();

 private:
  std::filesystem::path output_;
  pid_t process_ = -1;
};

}  // namespace zin::migrate
