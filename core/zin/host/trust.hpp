// Whether a file can be trusted: only root and the user who runs this may change it.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "zin/base/error.hpp"
#include "zin/host/file_descriptor.hpp"

namespace zin::host {

/// A regular file that passed the check, open for reading.
struct TrustedFile {
  std::filesystem::path path;  ///< Without symbolic links: each folder of it passed the check.
  FileDescriptor descriptor;
  struct stat status {};  ///< Of the open file.

  /// Whether `path` still names this very file, unchanged.
  [[nodiscard]] bool is_unchanged() const noexcept;
};

/// Why a file is not trusted, or cannot be opened.
struct TrustFailure {
  std::string reason;     ///< Names the path at fault, its mode and owner.
  std::string next_step;  ///< The chmod or chown that mends it.
};

/// Opens `file`, an absolute path, if nobody but root and the effective user can change what it is:
/// - the file belongs to one of them and nobody else may write to it;
/// - so does its folder; folders above may be writable by others only if they are sticky;
/// - every symbolic link on the way obeys the same rules, as does where it leads.
/// The group counts as others, except root's group and the user's private group (its number is the
/// user's, and no access list widens it).
/// What was checked is what is open; whoever can exchange it afterwards is root or the user.
/// Throws TrustFailure. [thread-safe] [blocks]
[[nodiscard]] TrustedFile open_trusted(const std::filesystem::path& file);

}  // namespace zin::host
