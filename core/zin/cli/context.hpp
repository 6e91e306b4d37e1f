// What every command is given.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "zin/cli/output.hpp"
#include "zin/manager.hpp"

namespace zin::cli {

/// Lives as long as the command line.
struct Context {
  Manager& manager;
  Output& out;
  std::string program;  ///< Its name, for messages that show a command.
  bool json = false;    ///< --json was given: results and errors are JSON.
};

}  // namespace zin::cli
