// Configurations made in code: the same rules, named by field.
// SPDX-License-Identifier: MIT
#include "zin/config/rules.hpp"

#include "reading.hpp"

namespace zin::test {

using config::normalised;
using config::validate;
using std::chrono::milliseconds;

namespace {

std::string refused_config(const DatabaseConfig& config) {
  return complaint([&] { validate(config, "reports"); });
}

DatabaseConfig mysql() { return {.driver = "mysql", .host = "h", .database = "app"}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(rules)

BOOST_AUTO_TEST_CASE(the_documented_example_is_fine) {
  BOOST_CHECK_NO_THROW(validate({.driver = "mysql",
                                 .host = "db.example.com",
                                 .database = "app",
                                 .username = "app",
                                 .password = "secret"},
                                "external_db"));
  BOOST_CHECK_NO_THROW(validate({.driver = "sqlite", .database = ":memory:"}, "default"));
  BOOST_CHECK_NO_THROW(validate({.driver = "firebird"}, "x"));
}

BOOST_AUTO_TEST_CASE(two_spellings_become_one_configuration) {
  DatabaseConfig a{.driver = "PostgreSQL", .host = "[::1]:6000", .ssl = "true"};
  a.journal_mode = "WAL";
  DatabaseConfig b{.driver = "pgsql", .host = "::1", .port = 6000, .ssl = "verify-full"};
  b.journal_mode = "wal";
  BOOST_TEST((normalised(a, "x") == normalised(b, "x")));
  BOOST_TEST(normalised(a, "x").driver == "postgres");
  BOOST_TEST(normalised(mysql(), "x").ssl == "disable");
  BOOST_TEST((normalised(normalised(a, "x"), "x") == normalised(a, "x")));
}

BOOST_AUTO_TEST_CASE(a_driver_is_needed_and_must_be_a_name) {
  says(refused_config({}), {"driver=''", "in code, connection \"reports\"", "sqlite, postgres"});
  says(refused_config({.driver = "../evil"}), {"driver='../evil'", "1 to 32"});
}

BOOST_AUTO_TEST_CASE(fields_out_of_range_are_named_with_what_is_accepted) {
  const auto changed = [](auto&& change) {
    DatabaseConfig config = mysql();
    change(config);
    return refused_config(config);
  };
  says(changed([](auto& c) { c.pool.max = 0; }),
       {"pool.max='0' (in code, connection \"reports\")", "from 1 to 10000"});
  says(changed([](auto& c) { c.pool.idle_timeout = milliseconds{-1}; }),
       {"pool.idle_timeout='-1'", "milliseconds"});
  says(changed([](auto& c) { c.connect_timeout = std::chrono::hours{25}; }),
       {"connect_timeout='90000000'", "86400000"});
  says(changed([](auto& c) { c.statement_cache = 65537; }), {"statement_cache='65537'"});
  says(changed([](auto& c) { c.retries = 101; }), {"retries='101'"});
  says(changed([](auto& c) { c.workers = 1025; }), {"workers='1025'"});
  says(changed([](auto& c) { c.read.policy = "random"; }), {"read.policy='random'", "round-robin"});
  says(changed([](auto& c) { c.journal_mode = "x"; }), {"journal_mode='x'", "wal, delete"});
  says(changed([](auto& c) { c.ssl = "x"; }), {"ssl='x'", "verify-full"});
  says(changed([](auto& c) { c.migrations_table = ""; }), {"migrations_table=''"});
}

BOOST_AUTO_TEST_CASE(contradictions_are_named_by_field) {
  DatabaseConfig config = mysql();
  config.pool.min = 11;
  says(refused_config(config), {"pool.min='11'", "pool.max='10'"});
  config = mysql();
  config.password = "hunter2";
  config.password_file = "/x";
  says(refused_config(config), {"password='***'", "password_file='/x'"});
  never_says(refused_config(config), "hunter2");
  config = mysql();
  config.ssl_ca = "ca";
  says(refused_config(config), {"ssl_ca='ca'", "ssl='disable'"});
  config.ssl = "require";
  config.ssl_key = "k";
  says(refused_config(config), {"ssl_key='k'", "needs ssl_cert"});
  config = mysql();
  config.host = "h:1";
  config.port = 2;
  says(refused_config(config), {"host='h:1'", "port='2'", "contradict"});
}

BOOST_AUTO_TEST_CASE(hosts_are_checked) {
  DatabaseConfig config = mysql();
  config.read_hosts = {"a", "b:x"};
  says(refused_config(config), {"read_hosts='a,b:x'", "'b:x'", "port"});
  config.read_hosts = {"a", "A"};
  says(refused_config(config), {"read_hosts", "listed twice"});
  config.read_hosts = {};
  config.failover_hosts = {"h"};
  says(refused_config(config), {"host='h,h'", "listed twice"});
  config.failover_hosts = {"a b"};
  says(refused_config(config), {"character"});
}

BOOST_AUTO_TEST_CASE(sqlite_in_code_needs_a_file) {
  says(refused_config({.driver = "sqlite"}), {"database=''", ":memory:"});
}

BOOST_AUTO_TEST_CASE(nul_bytes_are_refused_everywhere) {
  const std::string nul{"a\0b", 3};
  DatabaseConfig config = mysql();
  config.database = nul;
  says(refused_config(config), {"database=", "NUL"});
  config = mysql();
  config.password = nul;
  says(refused_config(config), {"password='***'", "NUL"});
  config = mysql();
  config.options = {{"charset", nul}};
  says(refused_config(config), {"options", "NUL"});
  config = mysql();
  config.host = nul;
  says(refused_config(config), {"host="});
}

BOOST_AUTO_TEST_CASE(options_with_a_field_of_their_own_are_refused) {
  for (const std::string key : {"host", "port", "database", "username", "password", "ssl_mode",
                                "ssl_ca", "ssl_cert", "ssl_key", "connect_timeout_ms"}) {
    DatabaseConfig config = mysql();
    config.options = {{key, "hunter2"}};
    says(refused_config(config), {"option " + key});
    never_says(refused_config(config), "hunter2");
  }
  DatabaseConfig config = mysql();
  config.options = {{"application_name", "x"}, {"socket", "/x"}, {"hostaddr", "1.2.3.4"}};
  BOOST_CHECK_NO_THROW(validate(config, "x"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
