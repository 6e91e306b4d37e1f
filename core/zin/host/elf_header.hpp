// The head of an ELF file: enough to say why a library cannot be for this machine.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace zin::host {

/// Why the open file cannot be a shared object for this process, in words; nothing if its head
/// looks right. Reads at the start of the file and leaves its position alone. [thread-safe]
/// [blocks]
[[nodiscard]] std::optional<std::string> elf_mismatch(int descriptor);

}  // namespace zin::host
