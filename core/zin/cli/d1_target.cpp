// From bindings to files and ids.
// SPDX-License-Identifier: MIT
#include "zin/cli/d1_target.hpp"

#include <fmt/format.h>

#include "zin/base/error.hpp"
#include "zin/cli/command_line.hpp"
#include "zin/config/dsn.hpp"
#include "zin/migrate/d1_local_file.hpp"

namespace zin::cli {
namespace {

namespace fs = std::filesystem;
using config::WranglerConfig;
using config::WranglerDatabase;

std::string setting_of(Context& context, std::string_view name) {
  const PluginValues& values = context.manager.settings().plugin_values;
  const auto found = values.find(name);
  return found == values.end() ? std::string{} : found->second;
}

[[noreturn]] void no_database(const WranglerConfig& config, const std::string& wanted) {
  throw Error(Errc::invalid_config,
              fmt::format("{} binds no database {}; it binds {}: name one with --database, or set "
                          "D1_BINDING",
                          config.described(), config::displayed(wanted), config.database_names()));
}

const WranglerDatabase& chosen(const WranglerConfig& config, const std::string& wanted,
                               const std::string& binding) {
  if (!wanted.empty()) {
    const WranglerDatabase* const found = config.database(wanted);
    if (found == nullptr) no_database(config, wanted);
    return *found;
  }
  if (const WranglerDatabase* const found = config.bound_database(binding)) return *found;
  if (config.databases.size() != 1) no_database(config, binding);
  return config.databases.front();
}

// Relative to the folder of the migrations, as names are.
std::string pattern_in_folder(const WranglerDatabase& database) {
  if (database.migrations_pattern.empty()) return "*.sql";
  return fs::path{database.migrations_pattern}
      .lexically_normal()
      .lexically_relative(fs::path{database.migrations_dir}.lexically_normal())
      .generic_string();
}

std::string remote_id(const D1Selection& selection, const WranglerDatabase& database,
                      const WranglerConfig& config, const std::string& set) {
  if (selection.preview) {
    if (!database.preview_id.value.empty()) return database.preview_id.value;
    throw Error(Errc::invalid_config,
                fmt::format("{} line {}: the database {} has no `preview_database_id`", config.file,
                            database.line, database.binding.value));
  }
  // A variable wins over the config, but not over what the command line names.
  return selection.database.empty() && !set.empty() ? set : database.id.value;
}

void check_selection(const D1Selection& selection) {
  if (selection.local && selection.remote) {
    throw UsageError{"--local and --remote are two databases; give one of them"};
  }
  if (selection.preview && !selection.remote) throw UsageError{"--preview goes with --remote"};
  if (!selection.persist_to.empty() && !selection.local) {
    throw UsageError{"--persist-to goes with --local"};
  }
}

D1Target without_config(Context& context, const D1Selection& selection) {
  const std::string id = setting_of(context, "D1_DATABASE_ID");
  if (id.empty() || !selection.database.empty() || selection.preview) {
    throw Error(Errc::invalid_config,
                fmt::format("there is no wrangler.jsonc, .json or .toml in this folder or above "
                            "it{}: write one that binds the database in `d1_databases` (binding, "
                            "database_name, database_id), or name it in ZIN_WRANGLER_CONFIG",
                            id.empty() ? ", and D1_DATABASE_ID is not set" : ""));
  }
  D1Target target;
  target.name = id;
  target.id = id;
  target.table = "d1_migrations";
  target.folder.folder = "migrations";
  const fs::path state =
      selection.persist_to.empty() ? ".wrangler/state" : fs::path{selection.persist_to};
  target.local_file = migrate::d1_local_file(fs::absolute(state), id);
  target.local = selection.local;
  return target;
}

}  // namespace

std::string D1Target::described() const {
  return local ? fmt::format("the local database {}", config::displayed(name))
               : fmt::format("the database {} at Cloudflare", config::displayed(name));
}

std::optional<WranglerConfig> wrangler_config(Context& context) {
  const std::string file = setting_of(context, "ZIN_WRANGLER_CONFIG");
  if (file.empty()) return std::nullopt;
  return config::read_wrangler(file, setting_of(context, "WRANGLER_ENV"));
}

D1Target find_d1_target(Context& context, const D1Selection& selection) {
  check_selection(selection);
  const auto config = wrangler_config(context);
  if (!config) return without_config(context, selection);
  const WranglerDatabase& database =
      chosen(*config, selection.database, setting_of(context, "D1_BINDING"));
  const fs::path folder = config->folder();
  D1Target target;
  target.name = database.name.value.empty() ? database.binding.value : database.name.value;
  target.id = remote_id(selection, database, *config, setting_of(context, "D1_DATABASE_ID"));
  target.config_file = config->file;
  target.table = database.migrations_table;
  target.folder = {.folder = (folder / database.migrations_dir).lexically_normal(),
                   .pattern = pattern_in_folder(database)};
  const fs::path state = selection.persist_to.empty() ? folder / ".wrangler" / "state"
                                                      : fs::absolute(selection.persist_to);
  target.local_file = migrate::d1_local_file(state, database.local_id());
  target.local = selection.local;
  if (selection.remote && target.id.empty()) {
    throw Error(Errc::invalid_config,
                fmt::format("{} line {}: the database {} has no `database_id`; `wrangler d1 create "
                            "NAME` makes one and shows its id, which D1_DATABASE_ID takes too",
                            config->file, database.line, database.binding.value));
  }
  return target;
}

std::string d1_connection(Context& context) {
  const Settings& settings = context.manager.settings();
  const auto is_d1 = [](const DatabaseConfig& config) { return config.driver.starts_with("d1"); };
  const auto by_default = settings.databases.find(settings.default_connection);
  if (by_default != settings.databases.end() && is_d1(by_default->second)) {
    return by_default->first;
  }
  std::string found;
  for (const auto& [name, config] : settings.databases) {
    if (!is_d1(config)) continue;
    if (!found.empty()) return {};
    found = name;
  }
  return found;
}

void send_sql(DatabaseConfig& connection) { connection.options["mode"] = "sql"; }

Database& open_d1(Context& context, const D1Target& target, const std::string& driver) {
  const Settings& settings = context.manager.settings();
  DatabaseConfig connection;
  for (const auto& [name, declared] : settings.databases) {
    const bool is_first = connection.driver.empty() || name == settings.default_connection;
    if (declared.driver == driver && is_first) connection = declared;
  }
  connection.driver = driver;
  if (driver == "d1-remote") send_sql(connection);
  return open_d1_for(context, target, connection);
}

Database& open_d1_for(Context& context, const D1Target& target, const DatabaseConfig& connection) {
  DatabaseConfig config;
  if (target.local) {
    std::error_code failure;
    fs::create_directories(target.local_file.parent_path(), failure);
    if (failure) {
      throw Error(Errc::permission_denied,
                  fmt::format("the folder {} of the local database cannot be made: {}",
                              target.local_file.parent_path().string(), failure.message()));
    }
    config.driver = "sqlite";
    config.database = target.local_file.string();
    config.migrations_dir = connection.migrations_dir;
    config.migrations_table = connection.migrations_table;
    return context.manager.use_database(std::move(config), "zin-d1-local");
  }
  config = connection;
  if (!target.id.empty()) config.database = target.id;
  return context.manager.use_database(std::move(config), "zin-d1-at-cloudflare");
}

}  // namespace zin::cli
