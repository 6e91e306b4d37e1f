// Flags before variables before defaults.
// SPDX-License-Identifier: MIT
#include "zin/cli/migrate_to_d1_options.hpp"

#include <fmt/format.h>

#include <utility>

#include "zin/base/error.hpp"
#include "zin/cli/command_line.hpp"
#include "zin/config/dsn.hpp"
#include "zin/config/env.hpp"
#include "zin/config/words.hpp"

namespace zin::cli {
namespace {

std::string variable_of(std::string_view name) { return fmt::format("MIGRATE_TO_D1_{}", name); }

DatabaseConfig config_of(const std::string& uri, const std::string& driver) {
  std::string url = uri;
  // A path alone is a file.
  if (driver == "sqlite" && uri.find(':') == std::string::npos) url = "sqlite:" + uri;
  try {
    return Settings::from(Environment::from({{"DATABASE_URL", url}}, "/nonexistent")).database();
  } catch (const Error& failure) {
    throw Error(Errc::invalid_config,
                fmt::format("the source's URI (--source-connection or {}): {}",
                            variable_of("SOURCE_CONNECTION"), failure.info().message));
  }
}

Database& checked(Database& database) {
  const std::string& driver = database.config().driver;
  if (driver.starts_with("d1")) {
    throw UsageError{
        fmt::format("the connection {} is one of D1 itself: say --from", database.name())};
  }
  return database;
}

}  // namespace

void fill_from_environment(ToD1Options& options) {
  const Environment environment = Environment::from_process();
  const auto text = [&](std::string_view name, std::string& target) {
    if (!target.empty()) return;
    const auto found = environment.find(variable_of(name));
    if (found) target = config::trimmed(found->value);
  };
  const auto flag = [&](std::string_view name, bool& target) {
    const auto found = environment.find(variable_of(name));
    if (target || !found || config::trimmed(found->value).empty()) return;
    const auto value = config::parse_boolean(config::trimmed(found->value));
    if (!value) {
      throw Error(Errc::invalid_config,
                  fmt::format("{}='{}' ({}) is not accepted: it takes true or false", found->name,
                              config::displayed(found->value), found->origin));
    }
    target = *value;
  };
  text("FROM", options.from);
  text("TO", options.to);
  text("SOURCE_CONNECTION", options.source_connection);
  text("TARGET_DATABASE", options.target_database);
  text("BATCH_SIZE", options.batch_size);
  text("CHECKPOINT_INTERVAL", options.checkpoint_interval);
  text("MIGRATION_ID", options.migration_id);
  flag("DRY_RUN", options.dry_run);
  flag("SCHEMA_ONLY", options.schema_only);
  flag("INTERACTIVE", options.interactive);
  flag("RESUME", options.resume);
}

std::uint64_t count_option(const std::string& text, std::string_view option,
                           std::uint64_t by_default) {
  constexpr std::uint64_t most = 1'000'000;
  if (text.empty()) return by_default;
  const auto value = config::parse_unsigned(text);
  if (!value || *value == 0 || *value > most) {
    throw UsageError{fmt::format("{} takes a number from 1 to {}", option, most)};
  }
  return *value;
}

Database& source_for_d1(Context& context, const ToD1Options& options) {
  const std::string driver =
      options.from.empty() ? std::string{} : config::canonical_driver(options.from);
  if (!options.source_connection.empty()) {
    DatabaseConfig config = config_of(options.source_connection, driver);
    if (!driver.empty() && driver != config.driver) {
      throw UsageError{
          fmt::format("--from says {} and the URI is one of {}", driver, config.driver)};
    }
    return checked(context.manager.use_database(std::move(config), "zin-copy-source"));
  }
  if (options.from.empty()) return checked(context.manager.database());
  const Settings& settings = context.manager.settings();
  const bool named = options.from == "default" || settings.databases.contains(options.from);
  if (named) return checked(context.manager.database(options.from));
  const auto by_default = settings.databases.find(settings.default_connection);
  if (by_default != settings.databases.end() && by_default->second.driver == driver) {
    return context.manager.database();
  }
  for (const auto& [name, config] : settings.databases) {
    if (config.driver == driver) return checked(context.manager.database(name));
  }
  throw Error(Errc::invalid_config,
              fmt::format("no connection is called \"{0}\" or has that driver: declare one in "
                          "DB_CONNECTIONS, or give --source-connection URI",
                          config::displayed(options.from)));
}

}  // namespace zin::cli
