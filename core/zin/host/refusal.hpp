// How a refusal of a plugin reads.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>

#include "zin/base/error.hpp"

namespace zin::host {

/// "plugin <file> is refused: <reason>; <next step>". Without a file it speaks of a driver that was
/// registered in the process.
[[nodiscard]] Error refusal(Errc code, const std::filesystem::path& file, std::string_view reason,
                            std::string_view next_step);

}  // namespace zin::host
