// What `zin drivers` tells about each plugin.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/cli/context.hpp"

namespace zin::cli {

/// Writes every plugin that the search path holds and every driver that was registered in the
/// process, those that are refused with the reason. Loads them to see. Gives the exit status.
int write_plugin_report(Context& context);

}  // namespace zin::cli
