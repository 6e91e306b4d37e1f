// `zin migrate:verify` and `zin migrate:test`: whether migrations make what is there, and take it
// back. SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "zin/cli/commands.hpp"
#include "zin/cli/display_text.hpp"
#include "zin/cli/json_text.hpp"
#include "zin/cli/migration_target.hpp"
#include "zin/cli/scratch_database.hpp"
#include "zin/migrate/schema_dump.hpp"
#include "zin/schema/inspection.hpp"

namespace zin::cli {
namespace {

using schema::Snapshot;

// The migrator's own tables are no part of what migrations make.
Snapshot schema_of(Database& db, const std::string& ledger) {
  Snapshot snapshot = schema::inspect(db);
  std::erase_if(snapshot.tables, [&](const schema::TableInfo& table) {
    const std::string name = table.qualified_name();
    return name == ledger || name == ledger + "_lock";
  });
  return snapshot;
}

// Sentences, each of them a failure; none: all is good.
int tell(const MigrationTarget& target, const std::vector<std::string>& differences,
         std::string_view good, Context& context) {
  if (context.json) {
    Json list = Json::array();
    for (const std::string& one : differences) list.push_back(host::valid_utf8(one));
    context.out.print("{}\n", Json::object({{"connection", host::valid_utf8(target.name)},
                                            {"equal", differences.empty()},
                                            {"differences", std::move(list)}})
                                  .dump());
  } else if (differences.empty()) {
    context.out.print("{}\n", good);
  } else {
    for (const std::string& one : differences) context.out.print("{}\n", one_line(one));
  }
  return differences.empty() ? 0 : 1;
}

int run_verify(const std::string& connection, Context& context) {
  const MigrationTarget target = migration_targets(context, connection, false).front();
  const std::string& ledger = target.database->config().migrations_table;
  Migrator live{*target.database, migrator_settings(context, target)};
  std::vector<std::string> found;
  for (const MigrationStatus& status : live.status()) {
    if (status.state != MigrationState::applied) {
      found.push_back(fmt::format("{} is {}: run `zin migrate` before the schemas are compared",
                                  status.name, to_string(status.state)));
    } else if (status.missing || status.changed) {
      found.push_back(fmt::format("the source of {} is {}", status.name,
                                  status.missing ? "missing" : "another one than that which ran"));
    }
  }
  if (found.empty()) {
    ScratchDatabase scratch{*target.database};
    static_cast<void>(Migrator{scratch.database(), migrator_settings(context, target)}.migrate());
    found = schema::differences(schema_of(*target.database, ledger),
                                schema_of(scratch.database(), ledger),
                                {.first = "the database", .second = "the migrations"});
  }
  return tell(target, found, "The schema is what its migrations make.", context);
}

int run_test(const std::string& connection, Context& context) {
  const MigrationTarget target = migration_targets(context, connection, false).front();
  const std::string& ledger = target.database->config().migrations_table;
  ScratchDatabase scratch{*target.database};
  Migrator migrator{scratch.database(), migrator_settings(context, target)};
  std::vector<std::string> found;
  const auto compare = [&](const std::string& name, std::string_view when, const Snapshot& wanted) {
    for (const std::string& one :
         schema::differences(wanted, schema_of(scratch.database(), ledger),
                             {.first = "the first time", .second = when})) {
      found.push_back(fmt::format("{}: {}", name, one));
    }
  };
  Snapshot before = schema_of(scratch.database(), ledger);
  while (found.empty()) {
    const auto ran = migrator.migrate({.most = 1});
    if (ran.empty()) break;
    const std::string& name = ran.front().name;
    Snapshot behind = schema_of(scratch.database(), ledger);
    if (name == migrate::dump_name) {  // which has no way back
      before = std::move(behind);
      continue;
    }
    static_cast<void>(migrator.rollback({.migrations = 1}));
    compare(name, "behind its way back", before);
    static_cast<void>(migrator.migrate({.most = 1}));
    compare(name, "the second time", behind);
    before = std::move(behind);
  }
  return tell(target, found, "Every migration can be taken back and run again.", context);
}

using Run = int (*)(const std::string&, Context&);

void describe(const Command& command, Context& context, Run run) {
  const auto connection = std::make_shared<std::string>("default");
  command.option({"-c,--connection", "NAME", "Connection to use (default: default)"}, *connection);
  command.json_flag();
  command.notes(
      "It works on a scratch database, which is dropped again: on a server the user must be "
      "allowed\n"
      "to create one. The database itself is only read. Status 1: there are differences.");
  command.runs([connection, run, &context] { return run(*connection, context); });
}

}  // namespace

void add_verify_commands(Command root, Context& context) {
  describe(root.command("migrate:verify", "Compare the schema with what its migrations make"),
           context, run_verify);
  describe(
      root.command("migrate:test", "Run every migration up, down and up on a scratch database"),
      context, run_test);
}

}  // namespace zin::cli
