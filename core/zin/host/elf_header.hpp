// The head of an ELF file: enough to say why a library cannot be for this machine.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace zin::host {

/// Why the open file cannot be a shared object for this process, in words; nothing if its head
/// looks right and the file holds all that would be mapped. (Of a file that was cut off, the
/// dynamic loader maps what is missing too, and the process dies of it.) Leaves the file's position
/// alone. [thread-safe] [blocks]
[[nodiscard]] std::optional<std::string> elf_mismatch(int descriptor);

}  // namespace zin::host
