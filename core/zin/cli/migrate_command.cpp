// `zin migrate`: runs migrations, takes them back and tells how they stand.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "zin/cli/commands.hpp"
#include "zin/cli/confirmation.hpp"
#include "zin/cli/d1_target.hpp"
#include "zin/cli/migration_report.hpp"
#include "zin/cli/migration_target.hpp"

namespace zin::cli {
namespace {

constexpr const char* migrate_examples = R"(Examples:
  zin migrate                          run what did not run yet, as one batch
  zin migrate --status                 how every migration stands
  zin migrate --pretend                the SQL that would run
  zin migrate --rollback               take the last batch back
  zin migrate --rollback --step 2      the last two batches
  zin migrate --rollback --migrations 1
  zin migrate --fresh                  drop every table and begin anew: all data is lost

A fault at any point leaves what --status tells, and the same command again goes on.)";

struct MigrateOptions {
  std::string connection = "default";
  std::string step;
  std::string migrations;
  std::string d1_database;
  bool all = false;
  bool status = false;
  bool rollback = false;
  bool reset = false;
  bool refresh = false;
  bool fresh = false;
  bool pretend = false;
  bool local = false;
  bool remote = false;
  Consent consent;
};

std::uint32_t count_of(const std::string& text, std::string_view option) {
  std::uint32_t count = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (failure != std::errc{} || end != text.data() + text.size() || count == 0) {
    throw UsageError{fmt::format("{} takes a number from 1", option)};
  }
  return count;
}

RollbackOptions rollback_of(const MigrateOptions& options) {
  RollbackOptions rollback;
  if (!options.step.empty()) rollback.steps = count_of(options.step, "--step");
  if (!options.migrations.empty()) {
    rollback.migrations = count_of(options.migrations, "--migrations");
  }
  return rollback;
}

void check(const MigrateOptions& options) {
  const bool counted = !options.step.empty() || !options.migrations.empty();
  if (counted && !options.rollback) {
    throw UsageError{"--step and --migrations say how much --rollback takes back"};
  }
  if (!options.step.empty() && !options.migrations.empty()) {
    throw UsageError{"--step counts batches and --migrations migrations; give one of them"};
  }
  if (options.pretend && (options.reset || options.refresh || options.fresh || options.status)) {
    throw UsageError{"--pretend shows what `zin migrate` or `zin migrate --rollback` would run"};
  }
}

// --local, --remote and --database choose another database of the same connection.
void choose_d1(const MigrateOptions& options, MigrationTarget& target, Context& context) {
  if (!options.local && !options.remote && options.d1_database.empty()) return;
  const DatabaseConfig config = target.database->config();
  if (!config.driver.starts_with("d1")) {
    throw UsageError{fmt::format(
        "--local, --remote and --database are for connections to d1; \"{}\" is none", target.name)};
  }
  if (!options.local && options.d1_database.empty()) return;
  const D1Target chosen = find_d1_target(context, {.local = options.local,
                                                   .remote = !options.local,
                                                   .preview = false,
                                                   .database = options.d1_database,
                                                   .persist_to = {}});
  target.database = &open_d1_for(context, chosen, config);
}

bool may_run(const MigrateOptions& options, Context& context) {
  if (options.status || options.pretend) return true;
  const Consent& consent = options.consent;
  if (options.fresh) return consent.for_loss(context, "drop every table with all that is in it");
  if (options.reset) return consent.for_loss(context, "take back every migration");
  if (options.refresh) {
    return consent.for_loss(context, "take back every migration and run them anew");
  }
  consent.for_production(context, "migrate the database");
  return true;
}

std::vector<MigrationRun> run_on(const MigrateOptions& options, Migrator& migrator) {
  if (options.rollback) return migrator.rollback(rollback_of(options));
  if (options.reset) return migrator.reset();
  if (options.refresh) return migrator.refresh();
  if (options.fresh) return migrator.fresh();
  return migrator.migrate();
}

int run_migrate(const MigrateOptions& options, Context& context) {
  check(options);
  static_cast<void>(rollback_of(options));
  const bool for_d1 = options.local || options.remote || !options.d1_database.empty();
  if (options.all && for_d1) {
    throw UsageError{"--local, --remote and --database are for one connection; leave --all out"};
  }
  auto targets = migration_targets(context, options.connection, options.all);
  for (MigrationTarget& target : targets) choose_d1(options, target, context);
  if (!may_run(options, context)) return 1;
  MigrationReport report{context, options.all};
  for (const MigrationTarget& target : targets) {
    Migrator migrator{*target.database, migrator_settings(context, target)};
    if (options.status) {
      report.status(target.name, migrator.status());
    } else if (options.pretend) {
      report.pretended(target.name, options.rollback
                                        ? migrator.pretend_rollback(rollback_of(options))
                                        : migrator.pretend());
    } else {
      report.ran(target.name, run_on(options, migrator));
    }
  }
  report.finish();
  return 0;
}

struct RepairOptions {
  std::string connection = "default";
  std::optional<std::string> name;
  bool accept_changes = false;
  bool forget = false;
  bool applied = false;
  bool restart = false;
  bool statement_done = false;
  bool statement_undone = false;
  Consent consent;
};

Repair repair_of(const RepairOptions& options) {
  if (options.accept_changes) return Repair::accept_changes;
  if (options.forget) return Repair::forget;
  if (options.applied) return Repair::applied;
  if (options.restart) return Repair::restart;
  if (options.statement_done) return Repair::statement_done;
  if (options.statement_undone) return Repair::statement_undone;
  throw UsageError{
      "say what is right: --accept-changes, --forget, --applied, --restart, "
      "--statement-done or --statement-undone"};
}

int run_repair(const RepairOptions& options, Context& context) {
  const Repair what = repair_of(options);
  if (!options.name && what != Repair::accept_changes) throw UsageError{"name the migration"};
  options.consent.for_production(context, "change what is noted of migrations");
  const auto targets = migration_targets(context, options.connection, false);
  Migrator migrator{*targets.front().database, migrator_settings(context, targets.front())};
  MigrationReport{context, false}.repaired(targets.front().name,
                                           migrator.repair(what, options.name.value_or("")));
  return 0;
}

void add_consent(const Command& command, Consent& consent) {
  command.flag("-f,--force", consent.force, "Do it in production, and without asking");
  command.flag("--no-interactive", consent.no_interactive, "Ask nothing");
}

}  // namespace

void add_migrate_command(Command root, Context& context) {
  const auto options = std::make_shared<MigrateOptions>();
  const Command command = root.command("migrate", "Bring the schema to where its migrations say");
  command.flag("--status", options->status, "Show how every migration stands");
  command.flag("--rollback", options->rollback, "Take the last batch back");
  command.option({"--step", "N", "With --rollback: so many batches"}, options->step);
  command.option({"--migrations", "N", "With --rollback: so many migrations"}, options->migrations);
  command.flag("--reset", options->reset, "Take everything back");
  command.flag("--refresh", options->refresh, "Take everything back and run it anew");
  command.flag("--fresh", options->fresh, "Drop every table, then run everything");
  command.flag("--pretend", options->pretend, "Show the SQL and run nothing");
  command.option({"-c,--connection", "NAME", "Connection to use (default: default)"},
                 options->connection);
  command.flag("--all", options->all, "On every connection, each with its own migrations");
  command.flag("--local", options->local, "d1: the local database of wrangler");
  command.flag("--remote", options->remote, "d1: the database at Cloudflare");
  command.option({"--database", "NAME", "d1: name or binding of the database"},
                 options->d1_database);
  add_consent(command, options->consent);
  command.json_flag();
  command.exclusive({"--status", "--rollback", "--reset", "--refresh", "--fresh"});
  command.exclusive({"--local", "--remote"});
  command.exclusive({"--all", "--connection"});
  command.notes(migrate_examples);
  command.runs([options, &context] { return run_migrate(*options, context); });

  const auto repair = std::make_shared<RepairOptions>();
  const Command mends =
      root.command("migrate:repair", "Change what is noted of migrations, and nothing else");
  mends.argument("MIGRATION", repair->name, "The migration");
  mends.flag("--accept-changes", repair->accept_changes,
             "Its source is right as it is now (without a name: all sources)");
  mends.flag("--forget", repair->forget, "It did not run, or is gone for good");
  mends.flag("--applied", repair->applied, "An interrupted one was finished by hand");
  mends.flag("--restart", repair->restart, "An interrupted one was undone by hand and begins anew");
  mends.flag("--statement-done", repair->statement_done,
             "The statement that was interrupted has happened");
  mends.flag("--statement-undone", repair->statement_undone, "It has not happened");
  mends.option({"-c,--connection", "NAME", "Connection to use (default: default)"},
               repair->connection);
  add_consent(mends, repair->consent);
  mends.json_flag();
  mends.exclusive({"--accept-changes", "--forget", "--applied", "--restart", "--statement-done",
                   "--statement-undone"});
  mends.runs([repair, &context] { return run_repair(*repair, context); });
}

}  // namespace zin::cli
