// `zin drivers`: which plugins there are and whether they can be used.
// SPDX-License-Identifier: MIT
#include "zin/cli/commands.hpp"
#include "zin/cli/plugin_report.hpp"

namespace zin::cli {
namespace {

constexpr const char* drivers_examples = R"(Examples:
  zin drivers
  zin drivers --json | jq -r '.[] | select(.status == "refused") | .reason'

Every plugin is loaded to see whether it can be used; the status is 0 also when some are refused.)";

}  // namespace

void add_drivers_command(Command root, Context& context) {
  const Command command = root.command("drivers", "Show every plugin, and why some are refused");
  command.json_flag();
  command.notes(drivers_examples);
  command.runs([&context] { return write_plugin_report(context); });
}

}  // namespace zin::cli
