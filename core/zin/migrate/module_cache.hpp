// The folder in which compiled modules are kept.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace zin::migrate {

/// Makes the folder with its parents when it is not there, for the user alone. Throws
/// Errc::permission_denied when it, or one above it that is made, is not the user's own or may be
/// written by others: code of others would run as this user. [blocks]
void make_private(const std::filesystem::path& folder);

}  // namespace zin::migrate
