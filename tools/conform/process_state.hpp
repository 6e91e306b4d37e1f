// What of a process a plugin must leave alone.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

namespace zin::conform {

/// Number of threads, signal handlers, locale, working directory, umask and environment, by name.
[[nodiscard]] std::map<std::string, std::string> process_state();
/// The open descriptors, and whether each is closed on exec.
[[nodiscard]] std::map<int, bool> open_descriptors();

}  // namespace zin::conform
