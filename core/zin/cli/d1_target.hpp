// The D1 database that a command is for: wrangler's local file, or the one at Cloudflare.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "zin/cli/context.hpp"
#include "zin/config/wrangler.hpp"
#include "zin/database.hpp"
#include "zin/migrate/d1_files.hpp"

namespace zin::cli {

/// What the command line says of it.
struct D1Selection {
  bool local = false;
  bool remote = false;
  bool preview = false;    ///< With `remote`: the database of the preview id.
  std::string database{};  ///< database_name or binding; empty: that of D1_BINDING.
  std::string persist_to{};
};

/// One database of the wrangler config.
struct D1Target {
  std::string name;         ///< database_name, or the binding.
  std::string id;           ///< Of the remote one; empty where the config names none.
  std::string config_file;  ///< Empty: there is none, and the id is that of D1_DATABASE_ID.
  std::string table;        ///< migrations_table
  migrate::D1Folder folder;
  std::filesystem::path local_file;
  bool local = false;

  /// "the local database app" or "the database app at Cloudflare".
  [[nodiscard]] std::string described() const;
};

/// The wrangler config that the settings name or found; nothing when there is none. Throws
/// Errc::invalid_config. [blocks]
[[nodiscard]] std::optional<config::WranglerConfig> wrangler_config(Context& context);

/// Throws UsageError for options that contradict each other, Errc::invalid_config for a database
/// that is not there, saying what there is and what to set. Connects to nothing. [blocks]
[[nodiscard]] D1Target find_d1_target(Context& context, const D1Selection& selection);

/// For statements that nobody has registered with the proxy of d1-remote: it gets them as SQL.
void send_sql(DatabaseConfig& connection);

/// Opens it: the local file by the driver of SQLite, with foreign keys as D1 has them; the remote
/// one by `driver` ("d1-http", "d1-remote") with the settings of the connection of that driver, if
/// there is one. The file and its folder are made if they are not there. The result lives as long
/// as the context's manager. Throws what keeps it from being opened. [blocks]
[[nodiscard]] Database& open_d1(Context& context, const D1Target& target,
                                const std::string& driver = "d1-http");

/// The same for a migrator of the connection: its folder and table of migrations.
[[nodiscard]] Database& open_d1_for(Context& context, const D1Target& target,
                                    const DatabaseConfig& connection);

/// The name of the connection whose driver is one of D1: the default one, else the only one; empty
/// when there is none.
[[nodiscard]] std::string d1_connection(Context& context);

}  // namespace zin::cli
