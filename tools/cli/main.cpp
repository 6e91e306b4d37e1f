// The command `zin`: all commands over the connections of the environment.
// SPDX-License-Identifier: MIT
#include "plugin_home.hpp"
#include "zin/cli.hpp"

int main(int argc, char** argv) {
  zin::Manager manager{[] {
    zin::Settings settings = zin::Settings::from_env();
    const auto home = zin::cli::plugin_home();
    if (!home.empty()) settings.plugin_directories.push_back(home.string());
    return settings;
  }};
  return zin::cli::run(argc, argv, manager);
}
