// `zin create migration` and `zin add migration`: files to begin with.
// SPDX-License-Identifier: MIT
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>

#include "zin/cli/commands.hpp"
#include "zin/cli/migration_target.hpp"
#include "zin/migrate/migration_name.hpp"
#include "zin/schema/plural.hpp"

namespace zin::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* create_examples = R"(Examples:
  zin create migration user            2026_..._create_users_table.cpp
  zin create migration user --sql      the same in SQL
  zin add migration bio user           2026_..._add_bio_to_users_table.cpp
  zin cm user; zin am bio user         the same for short)";

struct ScaffoldOptions {
  std::string connection = "default";
  std::string column;  // empty: a new table
  std::string subject;
  bool sql = false;
};

// user, User, users and UserProfile: users, users, users, user_profiles.
std::string table_name(const std::string& subject) {
  std::string name;
  for (const char c : subject) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !name.empty() && name.back() != '_') name += '_';
    name += c == '-' ? '_' : static_cast<char>(upper ? c + ('a' - 'A') : c);
  }
  return schema::plural(name);
}

std::string class_name(std::string_view logical) {
  std::string name;
  bool upper = true;
  for (const char c : logical) {
    if (c == '_' || c == '-' || c == '.') {
      upper = true;
      continue;
    }
    name += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
    upper = false;
  }
  return name;
}

void check_word(const std::string& word, std::string_view what) {
  const bool plain = !word.empty() && word.size() <= 64 && (word[0] < '0' || word[0] > '9') &&
                     std::ranges::all_of(word, [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '_' || c == '-';
                     });
  if (!plain) throw UsageError{fmt::format("the name of the {} has letters, digits and _", what)};
}

std::string cpp_text(const std::string& name, const std::string& type, const std::string& up,
                     const std::string& down) {
  return fmt::format(
      "#include <zin/zin.hpp>\n\n"
      "struct {1} : zin::Migration {{\n"
      "  void up(zin::Session& db) const override {{\n{2}  }}\n"
      "  void down(zin::Session& db) const override {{\n{3}  }}\n"
      "}};\n"
      "ZIN_MIGRATION(\"{0}\", {1})\n",
      name, type, up, down);
}

std::string text_of(const ScaffoldOptions& options, const std::string& table,
                    const std::string& name, Dialect dialect) {
  const bool creates = options.column.empty();
  const auto in_quotes = [dialect](const std::string& word) {
    return quote_identifier(word, dialect == Dialect::none ? Dialect::sqlite : dialect);
  };
  if (options.sql) {
    const std::string id = dialect == Dialect::sqlite ? "integer primary key autoincrement"
                           : dialect == Dialect::postgres
                               ? "bigserial primary key"
                               : "bigint unsigned auto_increment primary "
                                 "key";
    if (creates) {
      return fmt::format(
          "-- migrate:up\ncreate table {0} (\n  id {1} not null,\n  created_at timestamp null,\n  "
          "updated_at timestamp null\n);\n\n-- migrate:down\ndrop table if exists {0};\n",
          in_quotes(table), id);
    }
    return fmt::format(
        "-- migrate:up\nalter table {0} add column {1} varchar(255) null;\n\n-- "
        "migrate:down\nalter "
        "table {0} drop column {1};\n",
        in_quotes(table), in_quotes(options.column));
  }
  const std::string type = class_name(migrate::logical_name(name));
  if (creates) {
    return cpp_text(
        name, type,
        fmt::format("    auto schema = zin::MigrationSchema::create(db);\n"
                    "    schema.create(\"{}\", [](zin::Blueprint& table) {{\n"
                    "      table.id();\n"
                    "      table.timestamps();\n"
                    "    }});\n",
                    table),
        fmt::format("    zin::MigrationSchema::create(db).drop_if_exists(\"{}\");\n", table));
  }
  return cpp_text(name, type,
                  fmt::format("    auto schema = zin::MigrationSchema::create(db);\n"
                              "    schema.table(\"{}\", [](zin::Blueprint& table) {{ "
                              "table.string(\"{}\").nullable(); }});\n",
                              table, options.column),
                  fmt::format("    auto schema = zin::MigrationSchema::create(db);\n"
                              "    schema.table(\"{}\", [](zin::Blueprint& table) {{ "
                              "table.drop_column(\"{}\"); }});\n",
                              table, options.column));
}

void refuse_second(const fs::path& folder, const std::string& logical) {
  std::error_code failure;
  for (fs::directory_iterator at{folder, failure}; !failure && at != fs::directory_iterator{};
       at.increment(failure)) {
    fs::path stem = at->path().filename();
    if (stem.extension() != ".sql" && stem.extension() != ".cpp") continue;
    stem = stem.stem();
    if (stem.extension() == ".up" || stem.extension() == ".down") stem = stem.stem();
    if (migrate::logical_name(stem.string()) != logical) continue;
    throw Error{
        Errc::invalid_argument,
        fmt::format("there is a migration {} already: {}; change that one if it has not run "
                    "anywhere, else choose another name",
                    logical, at->path().string())};
  }
}

// Of two that are made within a second, the second must run behind the first.
std::string free_moment(const fs::path& folder) {
  auto moment = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  for (;; moment += std::chrono::seconds{1}) {
    std::string text = fmt::format("{:%Y_%m_%d_%H%M%S}", moment);
    std::error_code failure;
    bool taken = false;
    for (fs::directory_iterator at{folder, failure}; !failure && at != fs::directory_iterator{};
         at.increment(failure)) {
      taken |= at->path().filename().string().starts_with(text);
    }
    if (!taken) return text;
  }
}

int scaffold(const ScaffoldOptions& options, Context& context) {
  check_word(options.subject, "table");
  if (!options.column.empty()) check_word(options.column, "column");
  Database& database = context.manager.database(options.connection);
  const fs::path folder = database.config().migrations_dir;
  const std::string table = table_name(options.subject);
  const std::string logical = options.column.empty()
                                  ? fmt::format("create_{}_table", table)
                                  : fmt::format("add_{}_to_{}_table", options.column, table);
  refuse_second(folder, logical);
  const std::string name = free_moment(folder) + "_" + logical;
  const fs::path file = folder / (name + (options.sql ? ".sql" : ".cpp"));
  std::error_code failure;
  fs::create_directories(folder, failure);
  // The family is known without a connection: a server need not be there.
  const Dialect dialect = database.dialect_family().value_or(Dialect::none);
  std::ofstream out{file, std::ios::binary};
  out << text_of(options, table, name, dialect);
  out.close();
  if (!out) {
    throw Error{
        Errc::permission_denied,
        fmt::format("{} cannot be written; make its folder writable, or name another one in "
                    "DB_MIGRATIONS_DIR",
                    file.string())};
  }
  if (context.json) {
    context.out.print("{}\n", Json::object({{"name", name}, {"file", file.string()}}).dump());
  } else {
    context.out.print("created {}\n", file.string());
  }
  return 0;
}

void describe(const Command& command, const std::shared_ptr<ScaffoldOptions>& options,
              Context& context, bool with_column) {
  if (with_column) command.required_argument("COLUMN", options->column, "The column to add");
  command.required_argument("TABLE", options->subject, "What the table is about: user, or users");
  command.flag("--sql", options->sql, "In SQL instead of C++");
  command.option({"-c,--connection", "NAME", "Connection whose folder it is for"},
                 options->connection);
  command.json_flag();
  command.notes(create_examples);
  command.runs([options, &context] { return scaffold(*options, context); });
}

}  // namespace

void add_create_command(Command root, Context& context) {
  const Command create = root.command("create", "Make files to begin with");
  describe(create.command("migration", "A migration that makes a table"),
           std::make_shared<ScaffoldOptions>(), context, false);
  const Command add = root.command("add", "Make files that change what is there");
  describe(add.command("migration", "A migration that adds a column to a table"),
           std::make_shared<ScaffoldOptions>(), context, true);
  describe(root.command("cm", "Short for create migration"), std::make_shared<ScaffoldOptions>(),
           context, false);
  describe(root.command("am", "Short for add migration"), std::make_shared<ScaffoldOptions>(),
           context, true);
}

}  // namespace zin::cli
