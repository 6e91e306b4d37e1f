// `zin d1:migrate`: applies the SQL files of a D1 database as wrangler does.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>

#include "zin/cli/commands.hpp"
#include "zin/cli/confirmation.hpp"
#include "zin/cli/d1_target.hpp"
#include "zin/cli/display_text.hpp"
#include "zin/cli/module_building.hpp"
#include "zin/cli/scratch_folder.hpp"
#include "zin/cli/text_columns.hpp"
#include "zin/host/abi_text.hpp"
#include "zin/migrate/d1_compilation.hpp"
#include "zin/migrate/d1_migrator.hpp"

namespace zin::cli {
namespace {

using host::valid_utf8;

constexpr const char* d1_migrate_examples = R"(Examples:
  zin d1:migrate --local               apply what did not run yet to wrangler's local database
  zin d1:migrate --remote              the same at Cloudflare, one atomic batch a file
  zin d1:migrate --local --status      how every file stands
  zin d1:migrate --create "add users"  the next file: migrations/0003_add_users.sql

Files, their order and what is noted of them are wrangler's: `wrangler d1 migrations list` and
`apply` see the same. Migrations of the d1 connection's own folder (C++, or SQL with
`-- migrate:up`) become such files first.)";

struct D1MigrateOptions {
  D1Selection target;
  std::string connection;
  std::string create;
  bool status = false;
  Consent consent;
};

std::chrono::sys_time<std::chrono::milliseconds> now_ms() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Json names_json(const std::vector<migrate::D1File>& files) {
  Json list = Json::array();
  for (const auto& file : files) list.push_back(valid_utf8(file.name));
  return list;
}

// The folder of migrations in C++ that belongs to D1; empty when there is none.
std::filesystem::path own_migrations(const D1MigrateOptions& options, Context& context) {
  const std::string name = options.connection.empty() ? d1_connection(context) : options.connection;
  if (name.empty()) return {};
  return context.manager.settings().database(name).migrations_dir;
}

bool same_folder(const std::filesystem::path& one, const std::filesystem::path& other) {
  std::error_code failure;
  return std::filesystem::equivalent(one, other, failure) && !failure;
}

std::vector<migrate::D1File> compile_migrations(const D1MigrateOptions& options,
                                                const D1Target& target, Context& context) {
  const auto migrations = own_migrations(options, context);
  // Where both are one folder, it holds SQL for D1 already.
  if (migrations.empty() || same_folder(migrations, target.folder.folder)) return {};
  migrate::D1Compilation compilation{migrations, target.folder};
  if (compilation.pending().empty()) return {};
  const ScratchFolder folder;
  DatabaseConfig scratch;
  scratch.driver = "sqlite";
  scratch.database = folder.file("scratch.sqlite").string();
  Database& database = context.manager.use_database(std::move(scratch), "zin-d1-scratch");
  const auto progress = [&context](const MigrationProgress& told) {
    if (!context.json) fmt::print(stderr, "compiling {}\n", one_line(told.detail));
  };
  auto made = compilation.make_files(
      database,
      [&progress](const std::vector<std::filesystem::path>& files) {
        return build_module(files, progress).migrations;
      },
      now_ms());
  database.close();
  return made;
}

std::vector<migrate::D1File> files_of(const D1Target& target, bool may_be_missing) {
  std::error_code failure;
  if (may_be_missing && !std::filesystem::exists(target.folder.folder, failure)) return {};
  return migrate::d1_files(target.folder);
}

int write_status(const std::vector<migrate::D1Status>& all, const D1Target& target,
                 Context& context) {
  if (context.json) {
    Json list = Json::array();
    for (const auto& one : all) {
      list.push_back(
          Json::object({{"name", valid_utf8(one.name)},
                        {"state", one.applied ? "applied" : "pending"},
                        {"applied_at", one.applied ? Json{valid_utf8(one.applied_at)} : Json{}},
                        {"missing", one.missing}}));
    }
    context.out.print("{}\n", Json::object({{"database", valid_utf8(target.name)},
                                            {"local", target.local},
                                            {"migrations", std::move(list)}})
                                  .dump());
    return 0;
  }
  if (all.empty()) {
    context.out.print("There are no migrations in {}.\n", one_line(target.folder.folder.string()));
    return 0;
  }
  TextColumns table;
  table.row({"migration", "state", "applied at", ""});
  for (const auto& one : all) {
    table.row({one_line(one.name), one.applied ? "applied" : "pending", one_line(one.applied_at),
               one.missing ? "its file is missing" : ""});
  }
  table.write(context.out);
  return 0;
}

// Nothing is made where there is nothing yet.
int show_d1_status(const D1Target& target, Context& context) {
  const auto files = files_of(target, true);
  std::error_code failure;
  if (target.local && !std::filesystem::exists(target.local_file, failure)) {
    std::vector<migrate::D1Status> all;
    all.reserve(files.size());
    for (const auto& file : files) all.push_back({.name = file.name});
    return write_status(all, target, context);
  }
  migrate::D1Migrator migrator{open_d1(context, target), target.table};
  return write_status(migrator.status(files), target, context);
}

int create_d1_migration(const D1MigrateOptions& options, const D1Target& target, Context& context) {
  const auto made = migrate::make_d1_file(target.folder, options.create, "", now_ms());
  if (context.json) {
    context.out.print("{}\n", Json::object({{"created", valid_utf8(made.path.string())}}).dump());
  } else {
    context.out.print("created {}\n", one_line(made.path.string()));
  }
  return 0;
}

void write_runs(const std::vector<migrate::D1File>& compiled,
                const std::vector<migrate::D1Run>& runs, const D1Target& target, Context& context) {
  const auto took = [](const migrate::D1Run& run) {
    return static_cast<double>(run.took.count()) / 1000.0;
  };
  if (context.json) {
    Json list = Json::array();
    for (const auto& run : runs) {
      list.push_back(Json::object({{"name", valid_utf8(run.name)},
                                   {"statements", static_cast<std::int64_t>(run.statements)},
                                   {"ms", took(run)}}));
    }
    context.out.print("{}\n", Json::object({{"database", valid_utf8(target.name)},
                                            {"local", target.local},
                                            {"compiled", names_json(compiled)},
                                            {"applied", std::move(list)}})
                                  .dump());
    return;
  }
  for (const auto& file : compiled) context.out.print("compiled {}\n", one_line(file.name));
  for (const auto& run : runs) {
    context.out.print("applied {} ({:.1f} ms)\n", one_line(run.name), took(run));
  }
  if (runs.empty()) context.out.write("Nothing to do.\n");
}

int run_d1_migrate(const D1MigrateOptions& options, Context& context) {
  if (!options.create.empty() && options.status) {
    throw UsageError{"--create and --status are two things; give one of them"};
  }
  const bool somewhere = options.target.local || options.target.remote;
  if (options.create.empty() && !somewhere) {
    throw UsageError{"say which database: --local or --remote"};
  }
  const D1Target target = find_d1_target(context, options.target);
  if (!options.create.empty()) return create_d1_migration(options, target, context);
  if (options.status) return show_d1_status(target, context);
  if (!target.local) options.consent.for_production(context, "migrate " + target.described());
  const auto compiled = compile_migrations(options, target, context);
  const auto files = files_of(target, false);
  migrate::D1Migrator migrator{open_d1(context, target), target.table};
  const bool terminal = ::isatty(STDERR_FILENO) == 1 && !context.json;
  const auto runs = migrator.migrate(files, [terminal](const std::string& name) {
    if (terminal) fmt::print(stderr, "applying {} ...\n", one_line(name));
  });
  write_runs(compiled, runs, target, context);
  return 0;
}

}  // namespace

void add_d1_migrate_command(Command root, Context& context) {
  const auto options = std::make_shared<D1MigrateOptions>();
  const Command command = root.command(
      "d1:migrate", "Apply the SQL files of a Cloudflare D1 database, as wrangler does");
  command.flag("--local", options->target.local, "The local database of wrangler");
  command.flag("--remote", options->target.remote, "The database at Cloudflare");
  command.flag("--preview", options->target.preview, "With --remote: that of preview_database_id");
  command.option({"--database", "NAME", "Its name or binding in the wrangler config"},
                 options->target.database);
  command.option({"--persist-to", "FOLDER", "With --local: wrangler's folder of state"},
                 options->target.persist_to);
  command.flag("--status", options->status, "Show how every file stands");
  command.option({"--create", "NAME", "Write the next file"}, options->create);
  command.option({"-c,--connection", "NAME",
                  "Connection whose own migrations become files first (default: the one of d1)"},
                 options->connection);
  command.flag("-f,--force", options->consent.force, "Do it in production, and without asking");
  command.json_flag();
  command.exclusive({"--local", "--remote"});
  command.exclusive({"--status", "--create"});
  command.notes(d1_migrate_examples);
  command.runs([options, &context] { return run_d1_migrate(*options, context); });
}

}  // namespace zin::cli
