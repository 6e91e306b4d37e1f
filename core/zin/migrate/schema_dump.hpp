// The file that stands for migrations that ran: the schema that they made.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zin/sql/dialect.hpp"

namespace zin::migrate {

/// How the ledger calls a dump that is being run: no migration may have this name.
inline constexpr std::string_view dump_name = "schema:dump";

/// A dump: SQL in the form of a migration, with a line for each migration in front of it.
struct SchemaDump {
  struct Covered {
    std::string name;
    std::string checksum;  ///< Of its source when it was dumped; empty where it was not at hand.
  };
  std::filesystem::path file;
  std::string text;  ///< Normalised.
  std::vector<Covered> covered{};

  [[nodiscard]] bool covers(std::string_view name) const noexcept;
};

/// Where the dump of a folder of migrations is: `schema/postgres.sql` in it, one for each dialect.
[[nodiscard]] std::filesystem::path dump_file(const std::filesystem::path& folder, Dialect dialect);

/// Nothing when there is none. Throws Errc::permission_denied for a file that cannot be read,
/// Errc::invalid_argument for one that names no migration. [blocks]
[[nodiscard]] std::optional<SchemaDump> read_dump(const std::filesystem::path& folder,
                                                  Dialect dialect);

/// Writes it, with its folder, in place of one that is there: as a whole or not at all. Throws
/// Errc::permission_denied where that cannot be, Errc::unsupported for a statement that would not
/// be read back as it is. [blocks]
void write_dump(const std::filesystem::path& folder, Dialect dialect,
                const std::vector<SchemaDump::Covered>& covered,
                const std::vector<std::string>& statements);

}  // namespace zin::migrate
