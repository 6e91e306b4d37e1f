// Reads the files of a folder of migrations.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace zin::migrate {

/// The files of the folder in the order of their names, without hidden ones and folders; nothing
/// when it is not there. Throws Errc::permission_denied when it cannot be read. [blocks]
[[nodiscard]] std::vector<std::filesystem::path> migration_files(
    const std::filesystem::path& folder);

/// What is in the file, normalised (digest.hpp). Throws Errc::permission_denied when it cannot be
/// read or has more than 64 MiB, Errc::invalid_argument when it is no text. [blocks]
[[nodiscard]] std::string migration_text(const std::filesystem::path& file);

}  // namespace zin::migrate
