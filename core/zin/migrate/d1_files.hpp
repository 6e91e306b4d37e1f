// The folder of SQL files that wrangler applies to a D1 database, in its order.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace zin::migrate {

/// Where the files are.
struct D1Folder {
  std::filesystem::path folder;
  /// Of names below the folder: `*` and `?` stand for characters but `/`, `**` for folders.
  std::string pattern = "*.sql";
};

/// One file. Its name is what the database notes: the path below the folder, with `/`.
struct D1File {
  std::string name;
  std::filesystem::path path;
};

/// The files in the order in which they are applied: by the number at the start of the name, then
/// by text, those without a number last. Throws Errc::not_found when the folder is not there,
/// Errc::permission_denied when it cannot be read. [blocks]
[[nodiscard]] std::vector<D1File> d1_files(const D1Folder& folder);

/// Whether wrangler applies the migration of that name first: "9_b.sql" before "10_a.sql".
[[nodiscard]] bool d1_before(std::string_view one, std::string_view other) noexcept;

/// Whether the name below the folder is one of the pattern's.
[[nodiscard]] bool d1_matches(std::string_view pattern, std::string_view name);

/// Writes the next migration as wrangler does: the name is the highest number and one more, with
/// four digits, and `message` with `_` for blanks; the first line holds the number and the time,
/// and `text` follows it. Makes the folder. Throws Errc::invalid_argument for a message that is no
/// file's name, Errc::permission_denied when it cannot be written. [blocks]
D1File make_d1_file(const D1Folder& folder, std::string_view message, std::string_view text,
                    std::chrono::sys_time<std::chrono::milliseconds> now);

}  // namespace zin::migrate
