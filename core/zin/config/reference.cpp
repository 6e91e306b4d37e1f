// Writes the reference and the .env templates.
// SPDX-License-Identifier: MIT
#include "zin/config/reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "zin/base/error.hpp"
#include "zin/config/variables.hpp"
#include "zin/config/words.hpp"

namespace zin::config {

namespace {

struct Template {
  std::string_view name;
  Backend backend;
  std::string_view title;
  /// Variables that are written out, `NAME=value` separated by blanks.
  std::string_view set;
};

constexpr std::array templates{
    Template{"sqlite", sqlite_backend, "SQLite",
             "DB_CONNECTION=sqlite DB_DATABASE=.zin/dbs/app.sqlite"},
    Template{"postgres", postgres_backend, "PostgreSQL",
             "DB_CONNECTION=postgres DB_HOST=127.0.0.1 DB_PORT=5432 DB_DATABASE=app "
             "DB_USERNAME=app DB_PASSWORD="},
    Template{"mysql", mysql_backend, "MySQL and MariaDB",
             "DB_CONNECTION=mysql DB_HOST=127.0.0.1 DB_PORT=3306 DB_DATABASE=app DB_USERNAME=app "
             "DB_PASSWORD="},
    Template{"d1", d1_backend, "Cloudflare D1",
             "DB_CONNECTION=d1 CLOUDFLARE_ACCOUNT_ID= CLOUDFLARE_API_TOKEN= D1_DATABASE_ID="},
    Template{"kv", kv_backend, "Cloudflare KV",
             "CACHE_DRIVER=kv CLOUDFLARE_ACCOUNT_ID= CLOUDFLARE_API_TOKEN= KV_NAMESPACE_ID="},
    Template{"memory", memory_backend, "the memory store",
             "CACHE_DRIVER=memory CACHE_MEMORY_MAX_BYTES=67108864"},
};

std::string code(std::string_view text) {
  return text.empty() ? std::string{} : fmt::format("`{}`", text);
}

std::string default_cell(const Variable& row) {
  // 0 stands for something that the meaning names.
  return row.default_value.empty() ? "-" : code(row.default_value);
}

std::string accepted_cell(const Variable& row) {
  return accepted(row) + (row.secret ? "; secret" : "") +
         (row.guarded ? "; ignored in a setuid process" : "");
}

void add_rows(std::string& text, std::initializer_list<Scope> scopes) {
  text += "\n| variable | accepts | default | meaning |\n|---|---|---|---|\n";
  for (const Variable& row : variables()) {
    if (std::find(scopes.begin(), scopes.end(), row.scope) == scopes.end()) continue;
    text += fmt::format("| `{}` | {} | {} | {} |\n", variable_name(row), accepted_cell(row),
                        default_cell(row), row.meaning);
  }
}

void add_owned_rows(std::string& text, Scope scope, std::string_view example,
                    std::string_view owner) {
  text += fmt::format(
      "\n| default {0} | {0} `{1}` | field | accepts | default | meaning |\n"
      "|---|---|---|---|---|---|\n",
      owner, example);
  for (const Variable& row : variables()) {
    if (row.scope != scope) continue;
    text += fmt::format("| `{}` | `{}` | {} | {} | {} | {} |\n", variable_name(row),
                        variable_name(row, example), code(row.field_name), accepted_cell(row),
                        default_cell(row), row.meaning);
  }
}

}  // namespace

std::string reference_markdown() {
  std::string text =
      "# Every variable\n"
      "\n"
      "Made from the table that the library reads; `zin config` shows the values in force.\n"
      "\n"
      "Values come from, in this order: settings given in code; the process environment; a `.env` "
      "file, which\n"
      "never overrides the environment; the defaults below. A variable that is set to nothing "
      "counts as not set,\n"
      "and hides the file's. A malformed or contradictory value is an error that names the "
      "variable, its value\n"
      "(secrets masked), where it came from and what is accepted.\n"
      "\n"
      "A `.env` file has lines `NAME=value` or `export NAME=value`, comments from `#` on (after a "
      "blank), 'single\n"
      "quotes' that keep everything as it is and \"double quotes\" with `\\n \\r \\t \\\\ \\\" \\' "
      "\\$`. Nothing is expanded,\n"
      "a value stays on its line.\n"
      "\n"
      "## Process\n";
  add_rows(text, {Scope::process});
  text +=
      "\n## Connections\n"
      "\n"
      "`DB_CONNECTIONS=reports` declares a connection that reads `DB_REPORTS_...`; `-` and `.` in "
      "a name become `_`.\n"
      "Names that would share a variable with a field or with each other are refused, and "
      "`default` is reserved.\n"
      "For the default connection, `DB_<FIELD>_POSTGRESQL` and `DB_<FIELD>_MYSQL` win over "
      "`DB_<FIELD>` when the\n"
      "driver is that one. The other variables win over the parts of the URL; options in the URL "
      "have the names of\n"
      "the fields in small letters (`pool_max=5`), or those of libpq and MySQL (`sslmode`), and "
      "unknown ones go to\n"
      "the driver. Paths are relative to the working folder. Connection `reports` on SQLite has "
      "the "
      "default file\n"
      "`.zin/dbs/<app>-reports.sqlite`.\n";
  add_owned_rows(text, Scope::connection, "reports", "connection");
  text +=
      "\n## Cache stores\n"
      "\n"
      "`CACHE_STORES=sessions` declares a store that reads `CACHE_SESSIONS_...` first; what it "
      "does "
      "not set itself\n"
      "comes from its driver's variables, then from those of all stores.\n";
  add_rows(text, {Scope::cache});
  add_owned_rows(text, Scope::store, "sessions", "store");
  text +=
      "\n## Plugins\n"
      "\n"
      "A plugin reads no environment: it asks the host, which answers for these names alone.\n";
  add_rows(text, {Scope::plugin});
  return text;
}

std::vector<std::string> template_backends() {
  std::vector<std::string> names;
  for (const auto& one : templates) names.emplace_back(one.name);
  return names;
}

std::string env_template(std::string_view backend) {
  const auto* const one = std::find_if(templates.begin(), templates.end(),
                                       [&](const Template& t) { return t.name == backend; });
  if (one == templates.end()) {
    throw Error{Errc::invalid_argument, fmt::format("there is no template '{}'; known: {}",
                                                    shown(backend), joined(template_backends()))};
  }
  const auto set = listed(one->set, ' ');
  const auto line_of = [&](std::string_view name) {
    const auto line = std::find_if(set.begin(), set.end(), [&](const auto& text) {
      return text.starts_with(fmt::format("{}=", name));
    });
    return line == set.end() ? std::string{} : *line;
  };
  std::string first;
  std::string rest;
  for (const Variable& row : variables()) {
    if ((row.backends & one->backend) == 0 || row.name == "ZIN_ENV_FILE") continue;
    const std::string name = variable_name(row);
    const std::string line = line_of(name);
    auto& part = line.empty() ? rest : first;
    part += fmt::format("\n# {}\n", row.meaning);
    if (row.type != Type::text || row.name == "SSL") {
      part += fmt::format("# Accepts {}\n", accepted_cell(row));
    }
    part += line.empty() ? fmt::format("# {}={}\n", name, row.default_value) : line + '\n';
  }
  return fmt::format(
      "# zin with {}: copy this file to .env and change what differs.\n"
      "# Secrets may as well come from files: see the variables that end in _FILE.\n"
      "{}\n# ---- Below, each line shows a default.\n{}",
      one->title, first, rest);
}

}  // namespace zin::config
