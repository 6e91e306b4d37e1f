// Secrets that live in files, so that they can be rotated while the process runs.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "zin/base/export.hpp"
#include "zin/config/database_config.hpp"

namespace zin::config {

/// The text of the file without the line end after it. `setting` is what the message calls it:
/// "DB_PASSWORD_FILE". Throws Errc::invalid_config, naming setting and file, when the file cannot
/// be read, is empty, has several lines or a NUL byte, or is larger than 64 KiB. [thread-safe]
/// [blocks]
[[nodiscard]] std::string read_secret(const std::string& path, std::string_view setting);

/// The password to log in with now: the file's where there is one, read anew by each call, else
/// `config.password`. Throws as read_secret(). [thread-safe] [blocks]
[[nodiscard]] ZIN_API std::string read_password(const DatabaseConfig& config);

}  // namespace zin::config
