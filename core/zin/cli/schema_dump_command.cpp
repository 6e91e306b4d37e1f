// `zin schema:dump`: one file that stands for the migrations that ran.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>

#include "zin/base/error.hpp"
#include "zin/cli/commands.hpp"
#include "zin/cli/confirmation.hpp"
#include "zin/cli/display_text.hpp"
#include "zin/cli/json_text.hpp"
#include "zin/cli/migration_target.hpp"
#include "zin/cli/postgres_dump.hpp"
#include "zin/migrate/ledger.hpp"
#include "zin/migrate/migration_source.hpp"
#include "zin/migrate/schema_dump.hpp"
#include "zin/schema/creation_statements.hpp"

namespace zin::cli {
namespace {

namespace fs = std::filesystem;
using migrate::SchemaDump;
using migrate::SourceMigration;

constexpr const char* dump_notes =
    R"(The file is schema/DIALECT.sql in the folder of the migrations. On a database where no migration
ran, `zin migrate` runs it instead of those that it stands for, and then the others.

Examples:
  zin schema:dump                      write the schema down
  zin schema:dump --prune              and remove the files of the migrations that made it)";

struct DumpOptions {
  std::string connection = "default";
  bool prune = false;
  Consent consent;
};

std::string because(const MigrationStatus& status) {
  if (status.missing) return "its source is missing";
  if (status.changed) return "its source was changed since it ran";
  return fmt::format("it is {}", to_string(status.state));
}

// What ran, in its order. Throws Errc::stale_version unless all of it ran to its end as it is.
std::vector<SchemaDump::Covered> applied(Migrator& migrator, Database& db) {
  for (const MigrationStatus& status : migrator.status()) {
    const bool whole =
        status.state == MigrationState::applied || status.state == MigrationState::pending;
    if (whole && !status.changed && !status.missing) continue;
    throw Error{Errc::stale_version,
                fmt::format("\"{}\" is not as it should be: {}; mend that before the schema is "
                            "dumped, see `zin migrate --status`",
                            status.name, because(status))};
  }
  std::vector<SchemaDump::Covered> all;
  for (const auto& entry : migrate::Ledger{db.config().migrations_table}.entries(db)) {
    all.push_back({.name = entry.name, .checksum = entry.checksum});
  }
  if (!all.empty()) return all;
  throw Error{Errc::not_found,
              "no migration ran on this database, so that there is nothing to write down; run "
              "`zin migrate` first"};
}

std::vector<std::string> statements_of(Database& db) {
  const std::string& ledger = db.config().migrations_table;
  const std::vector<std::string> without{ledger, ledger + "_lock"};
  if (db.dialect() == Dialect::postgres) return postgres_statements(db, without);
  return schema::creation_statements(*db.single_connection(), without);
}

// Both files of a migration that has two.
std::vector<fs::path> files_of(const SourceMigration& source) {
  std::vector<fs::path> files{source.origin};
  const std::string up = ".up.sql";
  if (!source.origin.ends_with(up)) return files;
  const fs::path down = source.origin.substr(0, source.origin.size() - up.size()) + ".down.sql";
  if (std::error_code ignored; fs::exists(down, ignored)) files.push_back(down);
  return files;
}

std::vector<fs::path> prunable(const fs::path& folder, Dialect dialect,
                               const std::vector<SchemaDump::Covered>& covered) {
  const migrate::MigrationSource sources{folder, dialect};
  std::vector<fs::path> files;
  for (const auto& [name, checksum] : covered) {
    const SourceMigration* const source = sources.find(name);
    if (source == nullptr || source->kind == SourceMigration::Kind::linked) continue;
    for (fs::path& file : files_of(*source)) files.push_back(std::move(file));
  }
  return files;
}

void remove(const std::vector<fs::path>& files) {
  for (const fs::path& file : files) {
    std::error_code failure;
    fs::remove(file, failure);
    if (!failure) continue;
    throw Error{Errc::permission_denied,
                fmt::format("the schema is written down, but {} cannot be removed: {}",
                            file.string(), failure.message())};
  }
}

bool same_names(const std::vector<SchemaDump::Covered>& a,
                const std::vector<SchemaDump::Covered>& b) {
  return std::ranges::equal(a, b, {}, &SchemaDump::Covered::name, &SchemaDump::Covered::name);
}

int run_dump(const DumpOptions& options, Context& context) {
  const MigrationTarget target = migration_targets(context, options.connection, false).front();
  Database& db = *target.database;
  const fs::path folder = db.config().migrations_dir;
  Migrator migrator{db, migrator_settings(context, target)};
  const auto covered = applied(migrator, db);
  std::vector<fs::path> removed;
  if (options.prune) {
    removed = prunable(folder, db.dialect(), covered);
    const std::string what = fmt::format("remove {} files of migrations", removed.size());
    if (!options.consent.for_loss(context, what)) return 1;
  }
  const auto statements = statements_of(db);
  if (!same_names(covered, applied(migrator, db))) {
    throw Error{Errc::busy, "migrations ran while the schema was read; run this again"};
  }
  write_dump(folder, db.dialect(), covered, statements);
  remove(removed);
  const std::string file = migrate::dump_file(folder, db.dialect()).string();
  if (context.json) {
    Json names = Json::array();
    for (const auto& [name, checksum] : covered) names.push_back(name);
    Json gone = Json::array();
    for (const fs::path& one : removed) gone.push_back(host::valid_utf8(one.string()));
    context.out.print("{}\n", Json::object({{"file", host::valid_utf8(file)},
                                            {"migrations", std::move(names)},
                                            {"statements", statements.size()},
                                            {"removed", std::move(gone)}})
                                  .dump());
    return 0;
  }
  context.out.print("wrote {}: {} statements for {} migrations\n", one_line(file),
                    statements.size(), covered.size());
  for (const fs::path& one : removed) context.out.print("removed {}\n", one_line(one.string()));
  return 0;
}

}  // namespace

void add_schema_dump_command(Command root, Context& context) {
  const auto options = std::make_shared<DumpOptions>();
  const Command command =
      root.command("schema:dump", "Write the schema into one file that stands for its migrations");
  command.flag("--prune", options->prune, "Remove the files of the migrations that it stands for");
  command.option({"-c,--connection", "NAME", "Connection to use (default: default)"},
                 options->connection);
  command.flag("-f,--force", options->consent.force, "Remove files without asking");
  command.flag("--no-interactive", options->consent.no_interactive, "Ask nothing");
  command.json_flag();
  command.notes(dump_notes);
  command.runs([options, &context] { return run_dump(*options, context); });
}

}  // namespace zin::cli
