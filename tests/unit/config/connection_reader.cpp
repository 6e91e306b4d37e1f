// One connection from variables: every field, its bounds, the layers and the contradictions.
// SPDX-License-Identifier: MIT
#include "zin/config/connection_reader.hpp"

#include "reading.hpp"
#include "zin/config/field.hpp"
#include "zin/config/rules.hpp"
#include "zin/config/words.hpp"

namespace zin::test {

using config::Scope;
using config::Type;
using config::Variable;
using std::chrono::milliseconds;

BOOST_AUTO_TEST_SUITE(connection_reader)

BOOST_AUTO_TEST_CASE(nothing_set_is_sqlite_in_the_default_file) {
  const DatabaseConfig expected{
      .driver = "sqlite", .database = ".zin/dbs/zin.sqlite", .ssl = "disable"};
  BOOST_TEST((connection({}) == expected));
}

BOOST_AUTO_TEST_CASE(every_variable_fills_its_field) {
  const DatabaseConfig expected{.driver = "postgres",
                                .host = "db1",
                                .port = 6000,
                                .database = "app",
                                .username = "me",
                                .password = "pa ss",
                                .ssl = "verify-full",
                                .read_hosts = {"db2", "db3:6001=4"},
                                .pool = {.min = 5,
                                         .max = 20,
                                         .idle_timeout = milliseconds{1},
                                         .connection_timeout = milliseconds{2},
                                         .max_lifetime = milliseconds{3},
                                         .max_waiters = 4,
                                         .max_opening = 16,
                                         .enabled = false,
                                         .keepalive = milliseconds{5},
                                         .leak_threshold = milliseconds{6}},
                                .options = {{"application_name", "a b"}},
                                .failover_hosts = {"db4:6002"},
                                .ssl_ca = "ca.pem",
                                .ssl_cert = "cert.pem",
                                .ssl_key = "key.pem",
                                .connect_timeout = milliseconds{7},
                                .statement_cache = 8,
                                .read = {.policy = "round-robin",
                                         .sticky = milliseconds{9},
                                         .max_lag = milliseconds{10},
                                         .fallback = ReadFallback::error,
                                         .writing_functions = {"book", "charge"}},
                                .retries = 11,
                                .workers = 12,
                                .busy_timeout = milliseconds{13},
                                .journal_mode = "delete",
                                .foreign_keys = false,
                                .query_timeout = milliseconds{14},
                                .log = {.queries = true,
                                        .level = LogLevel::debug,
                                        .slow_query = milliseconds{15},
                                        .bindings = true},
                                .migrations_dir = "m",
                                .migrations_table = "mt",
                                .seeders_dir = "s"};
  const Pairs variables = {{"DB_CONNECTION", "pgsql"},
                           {"DB_HOST", "db1, db4:6002"},
                           {"DB_PORT", "6000"},
                           {"DB_DATABASE", "app"},
                           {"DB_USERNAME", " me "},
                           {"DB_PASSWORD", "pa ss"},
                           {"DB_SSL", "true"},
                           {"DB_SSL_CA", "ca.pem"},
                           {"DB_SSL_CERT", "cert.pem"},
                           {"DB_SSL_KEY", "key.pem"},
                           {"DB_READ_HOSTS", "db2, db1, db3:6001=4"},
                           {"DB_POOLING", "off"},
                           {"DB_POOL_MIN", "5"},
                           {"DB_POOL_MAX", " 20 "},
                           {"DB_IDLE_TIMEOUT", "1"},
                           {"DB_CONNECTION_TIMEOUT", "2"},
                           {"DB_MAX_LIFETIME", "3"},
                           {"DB_POOL_MAX_WAITERS", "4"},
                           {"DB_POOL_MAX_OPENING", "16"},
                           {"DB_KEEPALIVE", "5"},
                           {"DB_POOL_LEAK_THRESHOLD", "6"},
                           {"DB_CONNECT_TIMEOUT", "7"},
                           {"DB_STATEMENT_CACHE", "8"},
                           {"DB_READ_POLICY", "Round-Robin"},
                           {"DB_READ_STICKY", "9"},
                           {"DB_READ_MAX_LAG", "10"},
                           {"DB_READ_FALLBACK", "error"},
                           {"DB_READ_WRITING_FUNCTIONS", "book, charge"},
                           {"DB_RETRIES", "11"},
                           {"DB_WORKERS", "12"},
                           {"DB_BUSY_TIMEOUT", "13"},
                           {"DB_JOURNAL_MODE", "DELETE"},
                           {"DB_FOREIGN_KEYS", "no"},
                           {"DB_QUERY_TIMEOUT", "14"},
                           {"DB_LOG_QUERIES", "yes"},
                           {"DB_LOG_LEVEL", "Debug"},
                           {"DB_SLOW_QUERY", "15"},
                           {"DB_LOG_BINDINGS", "1"},
                           {"DB_MIGRATIONS_DIR", "m"},
                           {"DB_MIGRATIONS_TABLE", "mt"},
                           {"DB_SEEDERS_DIR", "s"},
                           {"DB_OPTIONS", "application_name=a%20b"}};
  BOOST_TEST((connection(variables) == expected));

  // The same through a name.
  Environment::Variables named{{"DB_CONNECTIONS", "reports"}};
  for (const auto& [name, value] : variables) {
    named.emplace(name == "DB_CONNECTION" ? "DB_REPORTS_DRIVER" : "DB_REPORTS_" + name.substr(3),
                  value);
  }
  const auto both = Settings::from(Environment::from(named, "/nonexistent"));
  BOOST_TEST((both.database("reports") == expected));
  BOOST_TEST(both.database().driver == "sqlite");
  BOOST_TEST(both.database().port == 0);
}

BOOST_AUTO_TEST_CASE(numbers_outside_their_range_are_refused_with_the_range) {
  for (const Variable& row : config::variables()) {
    const bool numeric =
        row.type == Type::count || row.type == Type::port || row.type == Type::milliseconds;
    if (row.scope != Scope::connection || !numeric) continue;
    const std::string name = config::variable_name(row);
    for (const std::string& bad :
         {std::string{"abc"}, std::string{"-1"}, std::string{"1.5"}, std::string{"10ms"},
          std::to_string(row.max + 1), std::string{"99999999999999999999"}}) {
      const auto message = complaint_about({{name, bad}});
      says(message, {name + "='" + bad + "' (environment)",
                     "from " + std::to_string(row.min) + " to " + std::to_string(row.max)});
    }
    // POOL_MIN alone would contradict POOL_MAX.
    const std::string text = std::to_string(row.max);
    BOOST_TEST(config::field_text(connection({{name, text}, {"DB_POOL_MAX", "10000"}}), row) ==
               text);
    if (row.min == 0) continue;
    says(complaint_about({{name, std::to_string(row.min - 1)}}), {name, "out of range"});
  }
}

BOOST_AUTO_TEST_CASE(words_outside_their_list_are_refused_with_the_list) {
  says(complaint_about({{"DB_POOLING", "maybe"}}),
       {"DB_POOLING='maybe' (environment)", "true or false"});
  says(complaint_about({{"DB_JOURNAL_MODE", "fast"}}),
       {"DB_JOURNAL_MODE='fast'", "wal, delete, truncate, persist, memory, off"});
  says(complaint_about({{"DB_READ_POLICY", "random"}}), {"DB_READ_POLICY", "round-robin"});
  says(complaint_about({{"DB_READ_FALLBACK", "replica"}}), {"primary, error"});
  says(complaint_about({{"DB_LOG_LEVEL", "loud"}}), {"trace, debug, info, warn, error, off"});
  says(complaint_about({{"DB_SSL", "allow"}}),
       {"DB_SSL='allow'", "disable, prefer, require, verify-ca, verify-full"});
  says(complaint_about({{"DB_MIGRATIONS_TABLE", "x; drop"}}), {"DB_MIGRATIONS_TABLE='x; drop'"});
  for (const std::string level : {"trace", "debug", "info", "warn", "error", "off"}) {
    BOOST_TEST(to_string(connection({{"DB_LOG_LEVEL", level}}).log.level) == level);
  }
}

BOOST_AUTO_TEST_CASE(the_file_is_named_as_the_origin) {
  const Folder folder;
  folder.write(".env", "\nDB_POOL_MAX=0\n");
  says(complaint([&] { Settings::from(Environment::from({}, folder.path())); }),
       {"DB_POOL_MAX='0' (.env line 2) is out of range", "from 1 to 10000"});
}

BOOST_AUTO_TEST_CASE(a_pools_minimum_above_its_maximum_names_both) {
  says(complaint_about({{"DB_POOL_MIN", "20"}}),
       {"DB_POOL_MIN='20' (environment)", "DB_POOL_MAX='10' (default)"});
  says(complaint_about({{"DB_POOL_MIN", "3"}, {"DB_POOL_MAX", "2"}}),
       {"DB_POOL_MIN='3' (environment)", "DB_POOL_MAX='2' (environment)"});
  BOOST_TEST(connection({{"DB_POOL_MIN", "2"}, {"DB_POOL_MAX", "2"}}).pool.min == 2u);
}

BOOST_AUTO_TEST_CASE(the_url_fills_what_no_variable_says) {
  const auto config =
      connection({{"DATABASE_URL",
                   "postgres://u:p%40ss@a:6000,b:6001,c/app?sslmode=require&pool_max=7&"
                   "application_name=x&connect_timeout_ms=50"},
                  {"DB_USERNAME", "other"},
                  {"DB_POOL_MAX", "8"}});
  BOOST_TEST(config.driver == "postgres");
  BOOST_TEST(config.host == "a");
  BOOST_TEST(config.port == 6000);
  BOOST_TEST((config.failover_hosts == std::vector<std::string>{"b:6001", "c"}));
  BOOST_TEST(config.username == "other");
  BOOST_TEST(config.password == "p@ss");
  BOOST_TEST(config.database == "app");
  BOOST_TEST(config.ssl == "require");
  BOOST_TEST(config.pool.max == 8u);
  BOOST_TEST(config.connect_timeout.count() == 50);
  BOOST_TEST((config.options == std::map<std::string, std::string>{{"application_name", "x"}}));
}

BOOST_AUTO_TEST_CASE(variables_override_host_and_port_of_the_url_apart) {
  constexpr auto url = "postgres://a:6000,b/app";
  const auto by_host = connection({{"DATABASE_URL", url}, {"DB_HOST", "x"}});
  BOOST_TEST(by_host.host == "x");
  BOOST_TEST(by_host.port == 6000);
  BOOST_TEST(by_host.failover_hosts.empty());
  const auto by_port = connection({{"DATABASE_URL", url}, {"DB_PORT", "7"}});
  BOOST_TEST(by_port.host == "a");
  BOOST_TEST(by_port.port == 7);
  const auto by_both = connection({{"DATABASE_URL", url}, {"DB_HOST", "x:8"}});
  BOOST_TEST(by_both.port == 8);
  says(complaint_about({{"DB_HOST", "x:8"}, {"DB_PORT", "9"}}), {"DB_HOST='x:8'", "DB_PORT='9'"});
  BOOST_TEST(connection({{"DB_HOST", "x:8"}, {"DB_PORT", "8"}}).port == 8);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_in_a_url_is_said_with_the_variable_and_its_origin) {
  says(complaint_about({{"DATABASE_URL", "postgres://h/d?pool_max=abc"}}),
       {"DB_POOL_MAX='abc' (DATABASE_URL, environment)"});
  says(complaint_about({{"DATABASE_URL", "postgres://u:hunter2@h:x/d"}}),
       {"DATABASE_URL (environment) cannot be read", "port"});
  says(complaint_about({{"DATABASE_URL", "postgres://u@h/d?user=v"}}), {"username twice"});
  says(complaint_about({{"DATABASE_URL", "postgres://h/d?connect_timeout=10"}}),
       {"connect_timeout", "seconds", "milliseconds", "connect_timeout_ms", "DB_CONNECT_TIMEOUT"});
  for (const std::string key : {"url", "driver", "options", "path"}) {
    says(complaint_about({{"DATABASE_URL", "postgres://h/d?" + key + "=x"}}), {"option " + key});
  }
  says(complaint_about({{"DATABASE_URL", "postgres://h/d?hostaddr=1&port=2&host=3"}}),
       {"host twice"});
  const auto named =
      complaint_about({{"DB_CONNECTIONS", "r"}, {"DB_R_URL", "postgres://u:hunter2@h:x/d"}});
  says(named, {"DB_R_URL (environment)"});
  never_says(named, "hunter2");
}

BOOST_AUTO_TEST_CASE(other_tools_words_for_tls_are_understood_in_urls) {
  BOOST_TEST(connection({{"DATABASE_URL", "mysql://h/d?ssl-mode=REQUIRED"}}).ssl == "require");
  BOOST_TEST(connection({{"DATABASE_URL", "mysql://h/d?ssl=true"}}).ssl == "verify-full");
  const auto config = connection(
      {{"DATABASE_URL", "pgsql://h/d?sslmode=verify-ca&sslrootcert=a&sslcert=b&sslkey=c"}});
  BOOST_TEST(config.ssl == "verify-ca");
  BOOST_TEST(config.ssl_ca == "a");
  BOOST_TEST(config.ssl_cert == "b");
  BOOST_TEST(config.ssl_key == "c");
  BOOST_TEST(connection({{"DATABASE_URL", "pgsql:///d?host=%2Frun%2Fpg&user=u"}}).host ==
             "/run/pg");
}

BOOST_AUTO_TEST_CASE(a_driver_that_contradicts_the_url_is_refused) {
  says(complaint_about({{"DATABASE_URL", "postgres://h"}, {"DB_CONNECTION", "mysql"}}),
       {"DB_CONNECTION='mysql' (environment)", "DATABASE_URL (environment)", "postgres"});
  BOOST_TEST(connection({{"DATABASE_URL", "pgsql://h"}, {"DB_CONNECTION", "postgresql"}}).driver ==
             "postgres");
}

BOOST_AUTO_TEST_CASE(per_driver_overrides_win_for_that_driver_only) {
  const Pairs variables = {{"DB_PORT", "1"},
                           {"DB_PORT_POSTGRESQL", "2"},
                           {"DB_PORT_MYSQL", "3"},
                           {"DB_READ_HOSTS_POSTGRESQL", "r1,r2"}};
  const auto with = [&](std::string driver) {
    Environment::Variables all{variables};
    all.emplace("DB_CONNECTION", std::move(driver));
    return Settings::from(Environment::from(all, "/nonexistent"));
  };
  BOOST_TEST(with("pgsql").database().port == 2);
  BOOST_TEST(with("pgsql").database().read_hosts.size() == 2u);
  BOOST_TEST(with("mariadb").database().port == 3);
  BOOST_TEST(with("mariadb").database().read_hosts.empty());
  BOOST_TEST(with("other").database().port == 1);
  BOOST_TEST(effective(with("pgsql"), "DB_PORT_POSTGRESQL") == "2 (environment)");
  says(complaint_about({{"DB_CONNECTION", "mysql"}, {"DB_PORT_MYSQL", "x"}}),
       {"DB_PORT_MYSQL='x' (environment)"});
}

BOOST_AUTO_TEST_CASE(overrides_do_not_reach_named_connections) {
  const auto read = settings({{"DB_CONNECTION", "pgsql"},
                              {"DB_HOST_POSTGRESQL", "override"},
                              {"DB_CONNECTIONS", "r"},
                              {"DB_R_DRIVER", "pgsql"},
                              {"DB_R_HOST", "own"}});
  BOOST_TEST(read.database().host == "override");
  BOOST_TEST(read.database("r").host == "own");
}

BOOST_AUTO_TEST_CASE(db_path_is_another_name_of_db_database_for_sqlite) {
  BOOST_TEST(connection({{"DB_PATH", "a.db"}}).database == "a.db");
  BOOST_TEST(connection({{"DB_PATH", ":memory:"}}).database == ":memory:");
  BOOST_TEST(connection({{"DB_PATH", "a.db"}, {"DB_DATABASE", "a.db"}}).database == "a.db");
  BOOST_TEST(connection({{"DB_PATH", "a.db"}, {"DATABASE_URL", "sqlite:b.db"}}).database == "a.db");
  says(complaint_about({{"DB_PATH", "a.db"}, {"DB_DATABASE", "b.db"}}),
       {"DB_DATABASE='b.db' (environment)", "DB_PATH='a.db' (environment)", "contradict"});
  BOOST_TEST(connection({{"DB_PATH", "a.db"}, {"DB_DATABASE", "b"}, {"DB_CONNECTION", "pgsql"}})
                 .database == "b");
}

BOOST_AUTO_TEST_CASE(production_has_no_default_file) {
  for (const std::string stage : {"production", "PRODUCTION", " prod "}) {
    const auto read = settings({{"ZIN_ENV", stage}});
    BOOST_TEST(read.production());
    says(complaint([&] { static_cast<void>(read.database()); }),
         {"ZIN_ENV='" + stage + "' (environment)", "DB_DATABASE", "DB_CONNECTION", "DATABASE_URL"});
    BOOST_TEST(read.databases.empty());
  }
  BOOST_TEST(connection({{"ZIN_ENV", "production"}, {"DB_DATABASE", "x"}}).database == "x");
  BOOST_TEST(connection({{"ZIN_ENV", "production"}, {"DB_CONNECTION", "pgsql"}}).driver ==
             "postgres");
  says(complaint_about(
           {{"ZIN_ENV", "production"}, {"DB_CONNECTIONS", "r"}, {"DB_R_DRIVER", "sqlite"}}),
       {"connection \"r\"", "DB_R_DATABASE"});
}

BOOST_AUTO_TEST_CASE(the_default_file_has_the_applications_name) {
  BOOST_TEST(connection({{"APP_NAME", "shop"}}).database == ".zin/dbs/shop.sqlite");
  BOOST_TEST(connection({{"APP_NAME", "../My Shop/x"}}).database == ".zin/dbs/..-My-Shop-x.sqlite");
  BOOST_TEST(connection({{"APP_NAME", ".."}}).database == ".zin/dbs/zin.sqlite");
  const auto named = settings({{"DB_CONNECTIONS", "r"}, {"DB_R_DRIVER", "sqlite"}});
  BOOST_TEST(named.database("r").database == ".zin/dbs/zin-r.sqlite");
}

BOOST_AUTO_TEST_CASE(password_and_password_file_exclude_each_other_within_a_layer) {
  const auto message = complaint_about({{"DB_PASSWORD", "hunter2"}, {"DB_PASSWORD_FILE", "/x"}});
  says(message, {"DB_PASSWORD='***' (environment)", "DB_PASSWORD_FILE='/x' (environment)"});
  never_says(message, "hunter2");
  const auto over_url =
      connection({{"DATABASE_URL", "mysql://u:hunter2@h"}, {"DB_PASSWORD_FILE", "/x"}});
  BOOST_TEST(over_url.password == "");
  BOOST_TEST(over_url.password_file == "/x");
  const auto over_file = connection(
      {{"DB_CONNECTION", "mysql"}, {"DB_PASSWORD_MYSQL", "mine"}, {"DB_PASSWORD_FILE", "/x"}});
  BOOST_TEST(over_file.password == "mine");
  BOOST_TEST(over_file.password_file == "");
}

BOOST_AUTO_TEST_CASE(tls_files_need_tls_and_each_other) {
  says(complaint_about({{"DB_CONNECTION", "pgsql"}, {"DB_SSL_CA", "ca"}}),
       {"DB_SSL_CA='ca' (environment)", "DB_SSL='disable' (default)", "verify-full"});
  says(complaint_about({{"DB_CONNECTION", "pgsql"}, {"DB_SSL", "true"}, {"DB_SSL_CERT", "c"}}),
       {"DB_SSL_CERT='c'", "needs DB_SSL_KEY"});
  says(complaint_about({{"DB_CONNECTION", "pgsql"}, {"DB_SSL", "true"}, {"DB_SSL_KEY", "k"}}),
       {"DB_SSL_KEY='k'", "needs DB_SSL_CERT"});
  // What is left over from another backend is no reason to fail.
  BOOST_TEST(connection({{"DB_SSL_CA", "ca"}}).ssl == "disable");
}

BOOST_AUTO_TEST_CASE(read_hosts_drop_the_primary_and_refuse_nonsense) {
  const auto config = connection({{"DB_CONNECTION", "pgsql"},
                                  {"DB_HOST", "a"},
                                  {"DB_READ_HOSTS", "A, b:5433=2 ,a:5432, a:5433, [::1]=3"}});
  BOOST_TEST((config.read_hosts == std::vector<std::string>{"b:5433=2", "a:5433", "::1=3"}));
  says(complaint_about({{"DB_READ_HOSTS", "b:x"}}),
       {"DB_READ_HOSTS='b:x' (environment)", "port", "host[:port][=weight]"});
  says(complaint_about({{"DB_READ_HOSTS", "b,b"}}), {"DB_READ_HOSTS", "'b' is listed twice", "=2"});
  says(complaint_about({{"DB_HOST", "a b"}}), {"DB_HOST='a b'", "character"});
  says(complaint_about({{"DB_HOST", "a,a"}}), {"DB_HOST", "listed twice"});
}

BOOST_AUTO_TEST_CASE(options_are_for_the_driver_and_never_for_what_has_a_setting) {
  const auto config =
      connection({{"DATABASE_URL", "pgsql://h?a=1&b=2"}, {"DB_OPTIONS", "b=3&c=%26"}});
  BOOST_TEST(
      (config.options == std::map<std::string, std::string>{{"a", "1"}, {"b", "3"}, {"c", "&"}}));
  const auto message = complaint_about({{"DB_OPTIONS", "password=hunter2"}});
  says(message, {"DB_OPTIONS", "option password", "setting of its own"});
  never_says(message, "hunter2");
  says(complaint_about({{"DB_OPTIONS", "hunter2"}}), {"DB_OPTIONS (environment) cannot be read"});
}

BOOST_AUTO_TEST_CASE(drivers_are_named_by_word) {
  BOOST_TEST(connection({{"DB_CONNECTION", " PostgreSQL "}}).driver == "postgres");
  BOOST_TEST(connection({{"DB_CONNECTION", "d1"}}).driver == "d1-http");
  BOOST_TEST(connection({{"DB_CONNECTION", "firebird"}}).driver == "firebird");
  for (const std::string bad : {"../x", "a/b", "a b", "a_b"}) {
    says(complaint_about({{"DB_CONNECTION", bad}}),
         {"DB_CONNECTION='" + bad + "' (environment)", "DB_CONNECTIONS", "sqlite, postgres"});
  }
  says(complaint_about({{"DB_CONNECTION", std::string(33, 'a')}}), {"1 to 32"});
}

BOOST_AUTO_TEST_CASE(a_named_connection_needs_a_driver_unless_its_name_is_one) {
  says(complaint_about({{"DB_CONNECTIONS", "reports"}}),
       {"connection \"reports\" has no driver", "DB_REPORTS_DRIVER", "DB_REPORTS_URL"});
  const auto read = settings({{"DB_CONNECTIONS", "mariadb,r"}, {"DB_R_URL", "pgsql://h"}});
  BOOST_TEST(read.database("mariadb").driver == "mysql");
  BOOST_TEST(read.database("r").driver == "postgres");
}

BOOST_AUTO_TEST_CASE(a_setuid_process_ignores_what_chooses_files) {
  const auto read = Settings::from(environment({{"DB_CONNECTION", "pgsql"},
                                                {"DB_HOST", "h"},
                                                {"DB_PASSWORD_FILE", "/etc/shadow"},
                                                {"DB_SSL_CA", "/x"},
                                                {"DB_PASSWORD", "p"}},
                                               true));
  BOOST_TEST(read.database().password_file == "");
  BOOST_TEST(read.database().ssl_ca == "");
  BOOST_TEST(read.database().password == "p");
  const auto by_url = Settings::from(
      environment({{"DATABASE_URL", "pgsql://h?password_file=%2Fetc%2Fshadow"}}, true));
  BOOST_TEST(by_url.database().password_file == "");
}

BOOST_AUTO_TEST_CASE(a_credential_in_a_setting_that_takes_none_is_never_shown) {
  for (const char* const text : {"user:hunter2@host", "hunter2@host", "postgres:u:hunter2@h/db",
                                 "//u:hunter2@h", "h1,u:hunter2@h2"}) {
    for (const char* const name : {"DB_HOST", "DB_READ_HOSTS", "DB_CONNECTION", "DB_PORT", "DB_SSL",
                                   "DB_READ_POLICY", "DB_CONNECTIONS", "DB_POOL_MAX"}) {
      const auto message = complaint([&] {
        static_cast<void>(settings({{"DATABASE_URL", "mysql://h"}, {name, text}}).database());
      });
      never_says(message, "hunter2");
      says(message, {name});
    }
    // Where it may be right it is not shown either, unless nothing in it can be a password.
    const auto set = settings({{"DATABASE_URL", "mysql://h"}, {"DB_USERNAME", text}});
    if (std::string_view{text}.find(':') != std::string_view::npos) {
      never_says(effective(set, "DB_USERNAME"), "hunter2");
    }
  }
  const auto plain = settings({{"DATABASE_URL", "mysql://h"},
                               {"DB_USERNAME", "app@server"},
                               {"DB_MIGRATIONS_DIR", "/srv/app@2/migrations"}});
  BOOST_TEST(effective(plain, "DB_USERNAME") == "app@server (environment)");
  BOOST_TEST(effective(plain, "DB_MIGRATIONS_DIR") == "/srv/app@2/migrations (environment)");
  never_says(complaint([] {
               DatabaseConfig config{.driver = "mysql", .host = "u:hunter2@h"};
               config::validate(config, "x");
             }),
             "hunter2");
}

BOOST_AUTO_TEST_CASE(a_journal_mode_is_told_apart_from_the_default) {
  const auto unset = settings({{"DB_PATH", "f"}});
  BOOST_TEST(unset.database().journal_mode == "");
  BOOST_TEST(effective(unset, "DB_JOURNAL_MODE") == "wal (default)");
  const auto set = settings({{"DB_PATH", "f"}, {"DB_JOURNAL_MODE", "WAL"}});
  BOOST_TEST(set.database().journal_mode == "wal");
  BOOST_TEST(effective(set, "DB_JOURNAL_MODE") == "wal (environment)");
  says(complaint_about({{"DB_PATH", "f"}, {"DB_JOURNAL_MODE", "x"}}), {"DB_JOURNAL_MODE", "wal"});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
