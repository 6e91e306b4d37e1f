// All settings together: stages, names, defaults, provenance, and that nothing shows a secret.
// SPDX-License-Identifier: MIT
#include "zin/config/settings.hpp"

#include <cstdlib>

#include "reading.hpp"

namespace zin::test {

BOOST_AUTO_TEST_SUITE(settings_of_a_process)

BOOST_AUTO_TEST_CASE(the_stage_comes_from_three_variables_in_order) {
  BOOST_TEST(settings({}).environment == "development");
  BOOST_TEST(settings({{"NODE_ENV", "test"}}).environment == "test");
  BOOST_TEST(settings({{"NODE_ENV", "a"}, {"APP_ENV", "Staging"}}).environment == "staging");
  BOOST_TEST(
      settings({{"NODE_ENV", "production"}, {"APP_ENV", "b"}, {"ZIN_ENV", "c"}}).environment ==
      "c");
  BOOST_TEST(settings({{"APP_ENV", "production"}, {"ZIN_ENV", ""}}).production());
}

BOOST_AUTO_TEST_CASE(db_connection_may_name_a_declared_connection) {
  const auto read = settings({{"DB_CONNECTIONS", "main, reports"},
                              {"DB_CONNECTION", "reports"},
                              {"DB_MAIN_URL", "mysql://m"},
                              {"DB_REPORTS_URL", "pgsql://r"},
                              {"DB_HOST", "unused"}});
  BOOST_TEST(read.default_connection == "reports");
  BOOST_TEST(read.databases.size() == 2u);
  BOOST_TEST(read.database().host == "r");
  BOOST_TEST(&read.database() == &read.database("reports"));
  BOOST_TEST(effective(read, "DB_CONNECTION") == "reports (environment)");
}

BOOST_AUTO_TEST_CASE(a_declared_name_wins_over_a_driver_of_that_name) {
  const auto read =
      settings({{"DB_CONNECTIONS", "mysql"}, {"DB_CONNECTION", "mysql"}, {"DB_MYSQL_HOST", "h"}});
  BOOST_TEST(read.default_connection == "mysql");
  BOOST_TEST(read.database().host == "h");
}

BOOST_AUTO_TEST_CASE(an_unknown_connection_lists_the_known_ones) {
  const auto read =
      settings({{"DB_CONNECTIONS", "a,b"}, {"DB_A_URL", "pgsql://h"}, {"DB_B_URL", "pgsql://h"}});
  says(complaint([&] { static_cast<void>(read.database("c")); }, Errc::unknown_connection),
       {"\"c\"", "known: a, b, default", "DB_CONNECTIONS", "use_database"});
  says(complaint([&] { static_cast<void>(read.cache("c")); }),
       {"cache store \"c\"", "known: default", "CACHE_STORES"});
}

BOOST_AUTO_TEST_CASE(names_become_parts_of_variables) {
  const auto read = settings({{"DB_CONNECTIONS", "my-db.eu"}, {"DB_MY_DB_EU_URL", "pgsql://h"}});
  BOOST_TEST(read.database("my-db.eu").host == "h");
}

BOOST_AUTO_TEST_CASE(names_that_collide_with_fields_are_refused) {
  for (const std::string name :
       {"read",       "pool", "max",     "query",      "ssl",         "idle",
        "migrations", "host", "Log",     "connection", "connections", "connect",
        "password",   "url",  "driver",  "statement",  "slow",        "journal",
        "foreign",    "busy", "options", "read_max",   "pool-max"}) {
    says(complaint_about({{"DB_CONNECTIONS", name}}),
         {"DB_CONNECTIONS='" + name + "' (environment)", "'" + name + "' would share", "DB_",
          "another name"});
  }
}

BOOST_AUTO_TEST_CASE(names_that_collide_with_each_other_are_refused) {
  says(complaint_about({{"DB_CONNECTIONS", "my-db,my.db"}}),
       {"'my.db' and 'my-db'", "DB_MY_DB_", "rename"});
  says(complaint_about({{"DB_CONNECTIONS", "a,A"}}), {"'A' and 'a'"});
  says(complaint_about({{"DB_CONNECTIONS", "a,a"}}), {"'a' is listed twice"});
  says(complaint_about({{"CACHE_STORES", "x-y,x_y"}}), {"CACHE_X_Y_"});
}

BOOST_AUTO_TEST_CASE(default_is_a_reserved_name) {
  for (const std::string name : {"default", "DEFAULT"}) {
    says(complaint_about({{"DB_CONNECTIONS", name}}), {"DB_CONNECTIONS", "reserved"});
    says(complaint_about({{"CACHE_STORES", name}}), {"CACHE_STORES", "reserved"});
    says(complaint_about({{"DB_CONNECTION", name}}), {"DB_CONNECTION", "reserved"});
    says(complaint_about({{"CACHE_DRIVER", name}}), {"CACHE_DRIVER", "reserved"});
  }
}

BOOST_AUTO_TEST_CASE(odd_names_are_refused) {
  for (const std::string name : {"1a", "a/b", "a b", "-a", "\xC3\xA4", "a=b"}) {
    says(complaint_about({{"DB_CONNECTIONS", name}}), {"start with a letter", "64"});
  }
  says(complaint_about({{"DB_CONNECTIONS", std::string(65, 'a')}}), {"64"});
}

BOOST_AUTO_TEST_CASE(plugin_folders_must_be_absolute) {
  const auto read = settings({{"ZIN_PLUGIN_PATH", "/a:/b c:"}, {"ZIN_PLUGIN_LOCK", "/l"}});
  BOOST_TEST((read.plugin_directories == std::vector<std::string>{"/a", "/b c"}));
  BOOST_TEST(read.plugin_lock == "/l");
  says(complaint_about({{"ZIN_PLUGIN_PATH", "/a:plugins"}}),
       {"ZIN_PLUGIN_PATH='/a:plugins' (environment)", "'plugins' is not absolute"});
}

BOOST_AUTO_TEST_CASE(a_setuid_process_ignores_plugin_variables) {
  const auto read = Settings::from(
      environment({{"ZIN_PLUGIN_PATH", "relative:/a"}, {"ZIN_PLUGIN_LOCK", "/l"}}, true));
  BOOST_TEST(read.plugin_directories.empty());
  BOOST_TEST(read.plugin_lock == "");
  BOOST_TEST(effective(read, "ZIN_PLUGIN_PATH") == " (default)");
}

BOOST_AUTO_TEST_CASE(every_value_says_where_it_came_from) {
  const Folder folder;
  folder.write(".env", "DB_POOL_MAX=7\n# x\nDB_PORT=1\nAPP_NAME=shop\n");
  const auto read = Settings::from(Environment::from(
      {{"DB_PORT", "2"}, {"DATABASE_URL", "pgsql://u:hunter2@h/d?retries=9"}}, folder.path()));
  BOOST_TEST(effective(read, "DB_PORT") == "2 (environment)");
  BOOST_TEST(effective(read, "DB_POOL_MAX") == "7 (.env line 1)");
  BOOST_TEST(effective(read, "DB_RETRIES") == "9 (DATABASE_URL, environment)");
  BOOST_TEST(effective(read, "DB_PASSWORD") == "*** (DATABASE_URL, environment)");
  BOOST_TEST(effective(read, "DB_HOST") == "h (DATABASE_URL, environment)");
  BOOST_TEST(effective(read, "DB_CONNECTION") == "postgres (DATABASE_URL (environment))");
  BOOST_TEST(effective(read, "DATABASE_URL") == "postgres://u:***@h/d?retries=9 (environment)");
  BOOST_TEST(effective(read, "DB_QUERY_TIMEOUT") == "0 (default)");
  BOOST_TEST(effective(read, "APP_NAME") == "shop (.env line 4)");
  BOOST_TEST(effective(read, "ZIN_ENV") == "development (default)");
  BOOST_TEST(effective(read, "CACHE_KEY_PREFIX") == "zin: (default)");
  BOOST_TEST(effective(read, "D1_BINDING") == "DB (default)");
  BOOST_TEST(effective(read, "DB_PATH") == "not listed");
}

BOOST_AUTO_TEST_CASE(values_are_grouped_by_owner) {
  const auto read = settings({{"DB_CONNECTIONS", "r"}, {"DB_R_URL", "pgsql://h"}});
  std::vector<std::string> groups;
  for (const auto& value : effective_values(read)) {
    if (groups.empty() || groups.back() != value.group) groups.push_back(value.group);
  }
  const std::vector<std::string> expected{"process", "connection default", "connection r",
                                          "process", "store default",      "plugins"};
  BOOST_TEST((groups == expected));
}

BOOST_AUTO_TEST_CASE(no_secret_is_ever_among_the_values) {
  const auto read = settings({{"DATABASE_URL", "pgsql://u:hunter2@h/d?sslpassword=hunter2"},
                              {"DB_OPTIONS", "api_token=hunter2"},
                              {"DB_CONNECTIONS", "r"},
                              {"DB_R_DRIVER", "mysql"},
                              {"DB_R_PASSWORD", "hunter2"},
                              {"APP_KEY", "hunter2"},
                              {"CLOUDFLARE_API_TOKEN", "hunter2"},
                              {"D1_REMOTE_SECRET", "hunter2"},
                              {"CACHE_OPTIONS", "secret=hunter2"}});
  int masked = 0;
  for (const auto& value : effective_values(read)) {
    never_says(value.variable + value.value + value.origin, "hunter2");
    if (value.value == "***") ++masked;
  }
  // DB_PASSWORD, DB_R_PASSWORD, APP_KEY, CLOUDFLARE_API_TOKEN and both remote secrets.
  BOOST_TEST(masked == 6);
  for (const auto& value : effective_values(read.database(), "default")) {
    never_says(value.value, "hunter2");
  }
}

BOOST_AUTO_TEST_CASE(no_message_shows_a_secret) {
  for (const auto& [name, value] : Environment::Variables{{"DB_PASSWORD_FILE", "/x"},
                                                          {"DB_POOL_MAX", "x"},
                                                          {"DB_SSL", "x"},
                                                          {"DB_HOST", "a b"},
                                                          {"DB_READ_HOSTS", "x:y"},
                                                          {"DB_OPTIONS", "x"},
                                                          {"DB_CONNECTION", "mysql"},
                                                          {"CACHE_DRIVER", "/"},
                                                          {"CLOUDFLARE_API_TOKEN_FILE", "/x"}}) {
    const auto message = complaint_about({{name, value},
                                          {"DATABASE_URL", "pgsql://u:hunter2@h/d"},
                                          {"DB_PASSWORD", "hunter2"},
                                          {"APP_KEY", "hunter2"},
                                          {"CLOUDFLARE_API_TOKEN", "hunter2"}});
    never_says(message, "hunter2");
  }
}

BOOST_AUTO_TEST_CASE(a_url_in_the_wrong_variable_does_not_show_its_password) {
  for (const std::string name :
       {"DB_CONNECTION", "DB_HOST", "DB_READ_HOSTS", "DB_PORT", "DB_DATABASE", "DB_SSL",
        "DB_POOL_MAX", "DB_POOLING", "DB_OPTIONS", "DB_MIGRATIONS_TABLE", "DB_CONNECTIONS",
        "CACHE_STORES", "CACHE_DRIVER", "CACHE_DEFAULT_TTL", "ZIN_PLUGIN_PATH", "D1_REMOTE_MODE"}) {
    for (const std::string url : {"postgres://u:hunter2@h/d", "postgres://u:x/hunter2@h/d"}) {
      const auto message = complaint_about({{name, url}});
      says(message, {name});
      never_says(message, "hunter2");
    }
  }
  says(complaint_about({{"DB_DATABASE", "postgres://u@h/d"}}), {"is a URL", "DATABASE_URL"});
}

BOOST_AUTO_TEST_CASE(values_of_code_are_named_by_field) {
  const DatabaseConfig config{
      .driver = "mysql", .host = "h", .password = "hunter2", .pool = {.max = 3}};
  std::map<std::string, std::string> values;
  for (const auto& value : effective_values(config, "r")) {
    BOOST_TEST(value.group == "connection r");
    BOOST_TEST(value.origin == "in code");
    values.emplace(value.variable, value.value);
  }
  BOOST_TEST(values.at("driver") == "mysql");
  BOOST_TEST(values.at("host") == "h");
  BOOST_TEST(values.at("password") == "***");
  BOOST_TEST(values.at("pool.max") == "3");
}

BOOST_AUTO_TEST_CASE(from_env_reads_this_process) {
  BOOST_REQUIRE(setenv("ZIN_ENV_FILE", "/dev/null", 1) == 0);
  BOOST_REQUIRE(setenv("DB_CONNECTION", "pgsql", 1) == 0);
  BOOST_REQUIRE(setenv("DB_HOST", "from-env", 1) == 0);
  const auto read = Settings::from_env();
  BOOST_TEST(read.database().host == "from-env");
  for (const char* name : {"ZIN_ENV_FILE", "DB_CONNECTION", "DB_HOST"}) unsetenv(name);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
