// `zin migrate-to-d1`: copies schema and rows of a connection into a D1 database.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <memory>

#include "zin/cli/commands.hpp"
#include "zin/cli/confirmation.hpp"
#include "zin/cli/d1_target.hpp"
#include "zin/cli/display_text.hpp"
#include "zin/cli/migrate_to_d1_copy.hpp"
#include "zin/cli/migrate_to_d1_options.hpp"
#include "zin/cli/migrate_to_d1_rows.hpp"
#include "zin/cli/migrate_to_d1_schema.hpp"
#include "zin/cli/text_columns.hpp"
#include "zin/host/abi_text.hpp"
#include "zin/migrate/digest.hpp"

namespace zin::cli {
namespace {

using host::valid_utf8;

constexpr const char* to_d1_examples = R"(Examples:
  zin migrate-to-d1 --from postgres --dry-run         what would be made, and what is left out
  zin migrate-to-d1 --from postgres --local           into wrangler's local database
  zin migrate-to-d1 --from reports --to d1            the connection `reports`, to Cloudflare
  zin migrate-to-d1 --from mysql --resume             goes on with one that was interrupted
  MIGRATE_TO_D1_SOURCE_CONNECTION=mysql://... zin migrate-to-d1

Options that are not given are read from MIGRATE_TO_D1_FROM, _TO, _SOURCE_CONNECTION,
_TARGET_DATABASE, _BATCH_SIZE, _CHECKPOINT_INTERVAL, _DRY_RUN, _SCHEMA_ONLY, _INTERACTIVE, _RESUME
and _MIGRATION_ID. A URI in --source-connection is seen by all users of the machine.)";

bool says_yes(const std::string& what) {
  fmt::print(stderr, "{} Go on? [y/N] ", what);
  std::fflush(stderr);
  std::string answer;
  return std::getline(std::cin, answer) && (answer == "y" || answer == "Y" || answer == "yes");
}

// Which database that is, without its secrets.
std::string place_of(const DatabaseConfig& config) {
  std::string text = config.driver + ' ';
  if (!config.host.empty())
    text += config.host + (config.port == 0 ? "" : fmt::format(":{}", config.port)) + '/';
  return text + config.database;
}

class CopyCommand {
 public:
  CopyCommand(const ToD1Options& options, Context& context)
      : options_(options), context_(context) {}

  int run() {
    check();
    Database& source = source_for_d1(context_, options_);
    const D1Target target = find_target();
    if (!options_.dry_run && !options_.local) {
      Consent{.force = options_.force}.for_production(context_, "write to " + target.described());
    }
    // One view of all tables, so that the rows of one are there to which those of another refer.
    const bool server = source.dialect() != Dialect::sqlite;
    return source.transaction(
        [&](Session& read) { return copy(read, place_of(source.config()), target); },
        {.attempts = 1,
         .isolation = server ? Isolation::repeatable_read : Isolation::default_,
         .read_only = true});
  }

 private:
  void check() {
    if (options_.to.empty()) options_.to = "d1";
    if (options_.to == "d1-http") options_.to = "d1";
    if (options_.to != "d1" && options_.to != "d1-remote") {
      throw UsageError{"--to takes d1 or d1-remote"};
    }
    if (options_.local && options_.to == "d1-remote") {
      throw UsageError{
          "--local is a file of this machine, --to d1-remote a proxy; give one of them"};
    }
    copy_options_.batch_size = count_option(options_.batch_size, "--batch-size", 1000);
    copy_options_.checkpoint_interval =
        count_option(options_.checkpoint_interval, "--checkpoint-interval", 10000);
    copy_options_.schema_only = options_.schema_only;
    copy_options_.resume = options_.resume;
    copy_options_.atomic = options_.to != "d1-remote";
  }

  // A name or binding of the wrangler config, else an id.
  D1Target find_target() {
    D1Selection selection{.local = options_.local, .remote = !options_.local};
    selection.persist_to = options_.persist_to;
    const std::string& wanted = options_.target_database;
    if (options_.to == "d1-remote") return proxy();
    const auto config = wrangler_config(context_);
    const bool known = config && config->database(wanted) != nullptr;
    if (known || options_.local || wanted.empty()) {
      selection.database = wanted;
      return find_d1_target(context_, selection);
    }
    D1Target target;
    target.name = wanted;
    target.id = wanted;
    return target;
  }

  static D1Target proxy() {
    D1Target target;
    target.name = "of the proxy";
    return target;
  }

  int copy(Session& read, const std::string& from, const D1Target& target) {
    const D1Plan plan = plan_for_d1(read, !options_.local);
    if (plan.tables.empty()) {
      throw Error(Errc::not_found, fmt::format("{} has no tables to copy", from));
    }
    if (options_.dry_run) return show_plan(read, plan);
    tell_warnings(plan);
    if (options_.interactive &&
        !says_yes(fmt::format("This will copy {} tables of {} into {}.", plan.tables.size(),
                              one_line(from), target.described()))) {
      fmt::print(stderr, "Nothing was done.\n");
      return 1;
    }
    D1CopyState state{state_file(from, target), digest_of(plan, from, target)};
    if (options_.resume && !state.exists()) {
      throw Error(Errc::not_found, fmt::format("there is no copy to go on with: {} is not there",
                                               state.file().string()));
    }
    show_progress();
    Database& database = open_target(target);
    D1Copy work{read, database, plan, state, copy_options_};
    const auto results = work.run();
    if (options_.local) check_keys(database);
    return report(results, plan, target);
  }

  Database& open_target(const D1Target& target) {
    if (!options_.local) {
      return open_d1(context_, target, options_.to == "d1" ? "d1-http" : "d1-remote");
    }
    static_cast<void>(open_d1(context_, target));
    DatabaseConfig config;
    config.driver = "sqlite";
    config.database = target.local_file.string();
    // They are checked when all rows are there.
    config.foreign_keys = false;
    return context_.manager.use_database(std::move(config), "zin-copy-target");
  }

  static void check_keys(Session& target) {
    const auto broken = target.select_one(
        "select \"table\", parent, count(*) from pragma_foreign_key_check group by 1, 2");
    if (!broken) return;
    throw Error(
        Errc::foreign_key_violation,
        fmt::format("{} rows of {} refer to rows that {} does not have; they were copied as "
                    "they are",
                    broken->get<std::int64_t>(2), broken->get<std::string>(0),
                    broken->get<std::string>(1)));
  }

  [[nodiscard]] std::filesystem::path state_file(const std::string& from,
                                                 const D1Target& target) const {
    constexpr std::size_t digits = 12;
    std::string id = options_.migration_id;
    if (id.empty()) id = migrate::digest(from + '\n' + place_of_target(target)).substr(0, digits);
    if (id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") !=
        std::string::npos) {
      throw UsageError{"--migration-id takes letters, digits, - and _"};
    }
    return std::filesystem::path{".zin"} / ("migrate-to-d1-" + id + ".json");
  }

  [[nodiscard]] std::string place_of_target(const D1Target& target) const {
    return options_.local ? target.local_file.string() : options_.to + ' ' + target.id;
  }

  [[nodiscard]] std::string digest_of(const D1Plan& plan, const std::string& from,
                                      const D1Target& target) const {
    std::string text = from + '\n' + place_of_target(target) + '\n';
    for (const D1Table& table : plan.tables) text += table.create + '\n';
    return migrate::digest(text);
  }

  void show_progress() {
    if (context_.json || ::isatty(STDERR_FILENO) != 1) return;
    copy_options_.progress = [](const std::string& table, std::uint64_t rows) {
      fmt::print(stderr, "\r{}: {} rows\x1b[K", one_line(table), rows);
      std::fflush(stderr);
    };
  }

  void tell_warnings(const D1Plan& plan) const {
    if (context_.json) return;
    for (const std::string& text : plan.warnings) {
      fmt::print(stderr, "warning: {}\n", one_line(text));
    }
  }

  Json warnings_json(const D1Plan& plan) const {
    Json list = Json::array();
    for (const std::string& text : plan.warnings) list.push_back(valid_utf8(text));
    return list;
  }

  int show_plan(Session& read, const D1Plan& plan) {
    Json tables = Json::array();
    for (const D1Table& table : plan.tables) {
      const auto rows = static_cast<std::int64_t>(count_rows(read, table.source));
      tables.push_back(Json::object(
          {{"name", valid_utf8(table.name)}, {"rows", rows}, {"sql", valid_utf8(table.create)}}));
      if (!context_.json) {
        context_.out.print("-- {}: {} rows\n{};\n", one_line(table.name), rows,
                           valid_utf8(table.create));
      }
    }
    Json further = Json::array();
    for (const auto* const statements : {&plan.before_rows, &plan.behind_rows}) {
      for (const std::string& sql : *statements) {
        further.push_back(valid_utf8(sql));
        if (!context_.json) context_.out.print("{};\n", valid_utf8(sql));
      }
    }
    if (context_.json) {
      context_.out.print("{}\n", Json::object({{"dry_run", true},
                                               {"tables", std::move(tables)},
                                               {"statements", std::move(further)},
                                               {"warnings", warnings_json(plan)}})
                                     .dump());
      return 0;
    }
    for (const std::string& text : plan.warnings) {
      context_.out.print("-- warning: {}\n", one_line(text));
    }
    return 0;
  }

  int report(const std::vector<D1TableResult>& results, const D1Plan& plan,
             const D1Target& target) {
    bool equal = true;
    Json tables = Json::array();
    TextColumns text;
    text.row({"table", "rows at the source", "rows in D1", ""});
    for (const D1TableResult& one : results) {
      const bool same = options_.schema_only || one.source_rows == one.target_rows;
      equal &= same;
      tables.push_back(Json::object({{"name", valid_utf8(one.name)},
                                     {"source_rows", static_cast<std::int64_t>(one.source_rows)},
                                     {"target_rows", static_cast<std::int64_t>(one.target_rows)},
                                     {"ok", same}}));
      text.row({one_line(one.name), std::to_string(one.source_rows),
                std::to_string(one.target_rows), same ? "" : "differ"});
    }
    if (context_.json) {
      context_.out.print("{}\n", Json::object({{"database", valid_utf8(target.name)},
                                               {"ok", equal},
                                               {"tables", std::move(tables)},
                                               {"warnings", warnings_json(plan)}})
                                     .dump());
    } else {
      if (copy_options_.progress) fmt::print(stderr, "\r\x1b[K");
      text.write(context_.out);
    }
    return equal ? 0 : 1;
  }

  ToD1Options options_;
  Context& context_;
  D1CopyOptions copy_options_;
};

}  // namespace

void add_migrate_to_d1_command(Command root, Context& context) {
  const auto options = std::make_shared<ToD1Options>();
  const Command command =
      root.command("migrate-to-d1", "Copy schema and rows of a connection into Cloudflare D1");
  command.option({"--from", "TYPE-OR-CONNECTION",
                  "sqlite, postgres, mysql, or a connection (default: default)"},
                 options->from);
  command.option({"--to", "d1|d1-remote", "Cloudflare's API or the signed proxy (default: d1)"},
                 options->to);
  command.flag("--local", options->local, "Instead: the local database of wrangler");
  command.option({"--source-connection", "URI", "Instead of a connection that is declared"},
                 options->source_connection);
  command.option({"--target-database", "ID", "Id, or name or binding in the wrangler config"},
                 options->target_database);
  command.option({"--persist-to", "FOLDER", "With --local: wrangler's folder of state"},
                 options->persist_to);
  command.option({"--batch-size", "N", "Rows at once (default: 1000)"}, options->batch_size);
  command.option({"--checkpoint-interval", "N", "Rows between checkpoints (default: 10000)"},
                 options->checkpoint_interval);
  command.flag("--resume", options->resume, "Go on with a copy that was interrupted");
  command.option({"--migration-id", "ID", "Names the file of its state in .zin"},
                 options->migration_id);
  command.flag("--dry-run", options->dry_run, "Show what would be made, and change nothing");
  command.flag("--schema-only", options->schema_only, "Make the tables, and copy no rows");
  command.flag("--interactive", options->interactive, "Ask before anything is written");
  command.flag("-f,--force", options->force, "Do it in production");
  command.json_flag();
  command.notes(to_d1_examples);
  command.runs([options, &context] {
    ToD1Options all = *options;
    fill_from_environment(all);
    return CopyCommand{all, context}.run();
  });
}

}  // namespace zin::cli
