// `zin db:seed`: fills tables by seeders.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

#include "zin/cli/commands.hpp"
#include "zin/cli/confirmation.hpp"
#include "zin/cli/display_text.hpp"
#include "zin/cli/migration_target.hpp"
#include "zin/cli/module_building.hpp"
#include "zin/migrate/seeding.hpp"

namespace zin::cli {
namespace {

constexpr const char* seed_examples = R"(Examples:
  zin db:seed                          DatabaseSeeder, or all in the order of their names
  zin db:seed --class UserSeeder       that one alone
  zin db:seed --reset                  empty every table before)";

struct SeedOptions {
  std::string connection = "default";
  std::string only;
  bool reset = false;
  Consent consent;
};

int run_seed(const SeedOptions& options, Context& context) {
  const MigrationTarget target = migration_targets(context, options.connection, false).front();
  if (options.reset) {
    if (!options.consent.for_loss(context, "empty every table")) return 1;
  } else {
    options.consent.for_production(context, "seed the database");
  }
  const auto progress = migrator_settings(context, target).progress;
  const auto ran =
      run_seeders(*target.database, {.directory = target.database->config().seeders_dir,
                                     .only = options.only,
                                     .reset = options.reset,
                                     .kept = target.database->config().migrations_table,
                                     .compile = [&progress](const auto& files) {
                                       return build_module(files, progress).seeders;
                                     }});
  if (context.json) {
    Json list = Json::array();
    for (const std::string& name : ran) list.push_back(name);
    context.out.print("{}\n", Json::object({{"connection", target.name}, {"seeded", list}}).dump());
    return 0;
  }
  if (ran.empty()) context.out.print("There are no seeders.\n");
  for (const std::string& name : ran) context.out.print("seeded {}\n", one_line(name));
  return 0;
}

}  // namespace

void add_seed_command(Command root, Context& context) {
  const auto options = std::make_shared<SeedOptions>();
  const Command command = root.command("db:seed", "Fill tables by seeders");
  command.option({"--class", "NAME", "This seeder alone"}, options->only);
  command.flag("--reset", options->reset, "Empty every table before");
  command.option({"-c,--connection", "NAME", "Connection to use (default: default)"},
                 options->connection);
  command.flag("-f,--force", options->consent.force, "Do it in production, and without asking");
  command.flag("--no-interactive", options->consent.no_interactive, "Ask nothing");
  command.json_flag();
  command.notes(seed_examples);
  command.runs([options, &context] { return run_seed(*options, context); });
}

}  // namespace zin::cli
