// What a shared object exports.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace zin::conform {

/// The defined symbols of the dynamic symbol table that other objects can see, as `nm -D` shows
/// them. Throws Failed when the file is no 64-bit ELF file of this byte order. [blocks]
[[nodiscard]] std::vector<std::string> exported_symbols(const std::string& path);

}  // namespace zin::conform
