// The wrangler config: what it binds, in JSON and TOML, and where it is found.
// SPDX-License-Identifier: MIT
#include "zin/config/wrangler.hpp"

#include <filesystem>

#include "reading.hpp"
#include "zin/config/wrangler_document.hpp"

namespace zin::test {

using config::read_wrangler;
using config::WranglerConfig;

namespace {

constexpr const char* sample_jsonc = R"(// The application.
{
  "name": "app", /* over
  two lines */
  "account_id": "acc",
  "d1_databases": [
    {
      "binding": "DB", // the first
      "database_name": "main-db",
      "database_id": "id-1",
      "preview_database_id": "preview-1",
    },
    {"binding": "LOGS", "database_name": "logs", "migrations_dir": "db/logs",
     "migrations_table": "log_migrations", "migrations_pattern": "db/logs/**/*.sql"},
  ],
  "kv_namespaces": [{"binding": "CACHE", "id": "kv-1", "preview_id": "kv-p"}],
  "env": {
    "staging": {
      "d1_databases": [{"binding": "DB", "database_name": "staging-db", "database_id": "id-s"}],
    },
    "bare": {"account_id": "other"},
  },
}
)";

constexpr const char* sample_toml = R"(name = "app"
account_id = "acc"

[[d1_databases]]
binding = "DB"
database_name = "main-db"
database_id = "id-1"

[[kv_namespaces]]
binding = "CACHE"
id = "kv-1"

[env.staging]
[[env.staging.d1_databases]]
binding = "DB"
database_id = "id-s"
)";

std::string refused_wrangler(std::string_view text, const std::string& file = "wrangler.jsonc",
                             std::string_view environment = "") {
  return complaint([&] { static_cast<void>(read_wrangler(text, file, environment)); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wrangler)

BOOST_AUTO_TEST_CASE(json_with_comments_and_trailing_commas_is_read) {
  const WranglerConfig config = read_wrangler(sample_jsonc, "wrangler.jsonc", "");
  BOOST_TEST(config.account_id.value == "acc");
  BOOST_TEST(config.account_id.line == 5u);
  BOOST_REQUIRE(config.databases.size() == 2u);
  const auto& first = config.databases[0];
  BOOST_TEST(first.binding.value == "DB");
  BOOST_TEST(first.binding.line == 8u);
  BOOST_TEST(first.id.value == "id-1");
  BOOST_TEST(first.id.line == 10u);
  BOOST_TEST(first.migrations_dir == "migrations");
  BOOST_TEST(first.migrations_table == "d1_migrations");
  BOOST_TEST(first.local_id() == "preview-1");
  const auto* const logs = config.database("logs");
  BOOST_REQUIRE(logs != nullptr);
  BOOST_TEST(logs == config.database("LOGS"));
  BOOST_TEST(logs->migrations_dir == "db/logs");
  BOOST_TEST(logs->migrations_table == "log_migrations");
  BOOST_TEST(logs->migrations_pattern == "db/logs/**/*.sql");
  // Without any id its local file has the binding's name.
  BOOST_TEST(logs->local_id() == "LOGS");
  BOOST_TEST(config.bound_namespace("CACHE")->id.value == "kv-1");
  BOOST_TEST(config.database_names() == "DB (main-db), LOGS (logs)");
  BOOST_TEST(config.database("none") == nullptr);
}

BOOST_AUTO_TEST_CASE(toml_says_the_same) {
  const WranglerConfig config = read_wrangler(sample_toml, "/app/wrangler.toml", "");
  BOOST_TEST(config.account_id.value == "acc");
  BOOST_TEST(config.bound_database("DB")->id.value == "id-1");
  BOOST_TEST(config.bound_database("DB")->id.line == 7u);
  BOOST_TEST(config.bound_namespace("CACHE")->id.value == "kv-1");
  BOOST_TEST(config.folder() == "/app");
  const WranglerConfig staging = read_wrangler(sample_toml, "wrangler.toml", "staging");
  BOOST_TEST(staging.bound_database("DB")->id.value == "id-s");
}

BOOST_AUTO_TEST_CASE(a_section_inherits_the_account_and_no_binding) {
  const WranglerConfig staging = read_wrangler(sample_jsonc, "wrangler.jsonc", "staging");
  BOOST_TEST(staging.account_id.value == "acc");
  BOOST_TEST(staging.databases.size() == 1u);
  BOOST_TEST(staging.bound_database("DB")->name.value == "staging-db");
  BOOST_TEST(staging.bound_database("DB")->local_id() == "id-s");
  BOOST_TEST(staging.namespaces.empty());
  BOOST_TEST(staging.namespace_names() == "none");
  const WranglerConfig bare = read_wrangler(sample_jsonc, "wrangler.jsonc", "bare");
  BOOST_TEST(bare.account_id.value == "other");
  BOOST_TEST(bare.databases.empty());
}

BOOST_AUTO_TEST_CASE(faults_are_told_with_file_and_line) {
  says(refused_wrangler("{\n  \"a\": 1\n  \"b\": 2\n}"), {"wrangler.jsonc line 3", "malformed"});
  says(refused_wrangler("{\n \"a\": \"secret"), {"wrangler.jsonc line 2", "malformed"});
  never_says(refused_wrangler("{\n \"a\": \"secret"), "secret");
  says(refused_wrangler("{} {}"), {"wrangler.jsonc line 1", "malformed"});
  says(refused_wrangler(""), {"malformed"});
  says(refused_wrangler("[]"), {"wrangler.jsonc line 1", "a table", "a list"});
  says(refused_wrangler("a = \n", "wrangler.toml"), {"wrangler.toml line 1", "malformed TOML"});
  says(refused_wrangler("a = 1\n\xc6\x99 = 2", "wrangler.toml"),
       {"wrangler.toml line 2", "malformed TOML"});
  says(refused_wrangler("{\n\"account_id\": 7}"),
       {"line 2", "`account_id` takes text", "a number"});
  says(refused_wrangler("{\"d1_databases\": {}}"),
       {"line 1", "`d1_databases` takes a list", "a table"});
  says(refused_wrangler("{\"d1_databases\": [\n\"DB\"]}"),
       {"line 2", "`d1_databases`", "this entry is text"});
  says(refused_wrangler("{\"d1_databases\": [\n{\"database_id\": \"x\"}]}"),
       {"line 2", "`d1_databases` has no `binding`"});
  says(refused_wrangler("{\"kv_namespaces\": [\n{\"id\": \"x\"}]}"), {"line 2", "no `binding`"});
  says(refused_wrangler("{\"d1_databases\": [{\"binding\": \"DB\"},\n{\"binding\": \"DB\"}]}"),
       {"line 2", "two databases have the binding \"DB\"", "line 1"});
  says(refused_wrangler(
           "{\"d1_databases\": [{\"binding\": \"DB\",\n\"migrations_pattern\": \"x/*.sql\"}]}"),
       {"line 2", "must start with `migrations_dir`"});
  says(refused_wrangler(sample_jsonc, "wrangler.jsonc", "live"),
       {"line 17", "no section env.live", "staging, bare"});
  says(refused_wrangler("{\"env\": {\"x\":\n7}}", "wrangler.jsonc", "x"),
       {"line 2", "env.x takes a table"});
}

BOOST_AUTO_TEST_CASE(the_next_folder_upwards_that_has_one_is_found) {
  const Folder folder;
  std::filesystem::create_directories(folder.path("a/b"));
  folder.write("wrangler.toml", "name = 'top'\n");
  BOOST_TEST(config::find_wrangler_file(folder.path("a/b")) == folder.path("wrangler.toml"));
  folder.write("a/wrangler.json", "{}");
  BOOST_TEST(config::find_wrangler_file(folder.path("a/b")) == folder.path("a/wrangler.json"));
  folder.write("a/wrangler.jsonc", "{}");
  BOOST_TEST(config::find_wrangler_file(folder.path("a/b")) == folder.path("a/wrangler.jsonc"));
  BOOST_TEST(config::find_wrangler_file(folder.path("a/b/")) == folder.path("a/wrangler.jsonc"));
}

BOOST_AUTO_TEST_CASE(ids_stand_where_variables_are_not_set) {
  const Folder folder;
  folder.write("wrangler.jsonc", sample_jsonc);
  const auto from = [&](Environment::Variables variables) {
    return Settings::from(Environment::from(std::move(variables), folder.path()));
  };
  const Settings plain = from({});
  const std::string file = folder.path("wrangler.jsonc");
  BOOST_TEST(effective(plain, "CLOUDFLARE_ACCOUNT_ID") == "acc (" + file + " line 5)");
  BOOST_TEST(effective(plain, "D1_DATABASE_ID") == "id-1 (" + file + " line 10)");
  BOOST_TEST(effective(plain, "KV_NAMESPACE_ID") == "kv-1 (" + file + " line 16)");
  BOOST_TEST(effective(plain, "ZIN_WRANGLER_CONFIG") ==
             file + " (found upwards from the working folder)");
  BOOST_TEST(config::plugin_value(plain.plugin_values, "D1_DATABASE_ID").value() == "id-1");

  BOOST_TEST(effective(from({{"D1_DATABASE_ID", "own"}}), "D1_DATABASE_ID") == "own (environment)");
  BOOST_TEST(effective(from({{"CLOUDFLARE_KV_NAMESPACE_ID", "own"}}),
                       "CLOUDFLARE_KV_NAMESPACE_ID") == "own (environment)");
  // A database without an id leaves the variable unset.
  BOOST_TEST(effective(from({{"D1_BINDING", "LOGS"}}), "D1_DATABASE_ID") == " (default)");
  BOOST_TEST(effective(from({{"D1_BINDING", "NONE"}}), "D1_DATABASE_ID") == " (default)");
  const Settings staging = from({{"WRANGLER_ENV", "staging"}});
  BOOST_TEST(effective(staging, "D1_DATABASE_ID") == "id-s (" + file + " line 19)");
  BOOST_TEST(effective(staging, "KV_NAMESPACE_ID") == " (default)");
  BOOST_TEST(effective(staging, "CLOUDFLARE_ACCOUNT_ID") == "acc (" + file + " line 5)");
}

BOOST_AUTO_TEST_CASE(another_file_can_be_named) {
  const Folder folder;
  folder.write("wrangler.jsonc", sample_jsonc);
  folder.write("other.toml", sample_toml);
  const auto from = [&](Environment::Variables variables, bool secure = false) {
    return Settings::from(Environment::from(std::move(variables), folder.path(), secure));
  };
  BOOST_TEST(effective(from({{"ZIN_WRANGLER_CONFIG", "other.toml"}}), "D1_DATABASE_ID") ==
             "id-1 (" + folder.path("other.toml") + " line 7)");
  const auto missing = complaint([&] { from({{"ZIN_WRANGLER_CONFIG", "none.json"}}); });
  says(missing, {"none.json", "does not exist", "ZIN_WRANGLER_CONFIG"});
  // The working folder of a setuid process is its caller's choice.
  BOOST_TEST(effective(from({}, true), "D1_DATABASE_ID") == " (default)");
}

BOOST_AUTO_TEST_CASE(a_broken_file_is_an_error_only_where_it_is_needed) {
  const Folder folder;
  folder.write("wrangler.jsonc", "{\n  broken");
  const auto from = [&](Environment::Variables variables) {
    return Settings::from(Environment::from(std::move(variables), folder.path()));
  };
  says(effective(from({}), "ZIN_WRANGLER_CONFIG"), {"says nothing", "line 2", "malformed"});
  says(complaint([&] { from({{"DB_CONNECTION", "d1"}}); }), {"wrangler.jsonc line 2", "malformed"});
  says(complaint([&] { from({{"CACHE_DRIVER", "kv"}}); }), {"wrangler.jsonc line 2", "malformed"});
}

BOOST_AUTO_TEST_CASE(the_sample_in_conf_is_read) {
  const std::string file = std::string{ZIN_CONF_FOLDER} + "/wrangler.jsonc";
  const WranglerConfig top = read_wrangler(file, "");
  BOOST_TEST(top.bound_database("DB")->migrations_table == "d1_migrations");
  BOOST_TEST(read_wrangler(file, "staging").bound_namespace("CACHE")->id.value ==
             "your_staging_kv_id");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
