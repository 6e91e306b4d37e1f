// Which settings reach a driver, and which must not be lost on the way.
// SPDX-License-Identifier: MIT
#include "zin/runtime/driver_options.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "printing.hpp"
#include "stub_server.hpp"
#include "thrown.hpp"
#include "zin/host/plugin_origin.hpp"

using namespace std::chrono_literals;
using zin::DatabaseConfig;
using zin::Errc;
using zin::Error;
using zin::host::DriverHandle;
using zin::runtime::driver_options;
using zin::test::says;
using zin::test::StubServer;
using zin::test::thrown_by;

namespace {

constexpr std::string_view everything =
    "host hosts port database username password ssl_mode ssl_ca ssl_cert ssl_key "
    "connect_timeout_ms busy_timeout_ms journal_mode foreign_keys further";

/// The stub with other options.
DriverHandle taking(std::string_view keys) {
  static const StubServer server;
  zin_driver table = server.table();
  table.option_keys = {keys.data(), keys.size()};
  return DriverHandle{table, std::make_shared<const zin::host::PluginOrigin>()};
}

std::map<std::string, std::string> given(const DatabaseConfig& config, std::string_view keys) {
  std::map<std::string, std::string> options;
  for (auto& [key, value] : driver_options(config, taking(keys))) {
    BOOST_TEST(options.emplace(key, value).second, key << " is given twice");
  }
  return options;
}

using Options = std::map<std::string, std::string>;

Error refusal(const DatabaseConfig& config, std::string_view keys) {
  const Error error = thrown_by([&] { return driver_options(config, taking(keys)); });
  BOOST_TEST(error.code() == Errc::invalid_config);
  BOOST_TEST(says(error, "stub"), error.what());
  return error;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(driver_options_of)

BOOST_AUTO_TEST_CASE(every_setting_goes_under_its_key) {
  DatabaseConfig config{.driver = "stub",
                        .host = "db",
                        .port = 5,
                        .database = "shop",
                        .username = "app",
                        .password = "pw",
                        .ssl = "verify-full"};
  config.ssl_ca = "ca";
  config.ssl_cert = "cert";
  config.ssl_key = "key";
  config.connect_timeout = 7ms;
  config.busy_timeout = 8ms;
  config.journal_mode = "delete";
  config.foreign_keys = false;
  config.options = {{"further", "x"}};
  const Options all{{"host", "db"},
                    {"port", "5"},
                    {"database", "shop"},
                    {"username", "app"},
                    {"password", "pw"},
                    {"ssl_mode", "verify-full"},
                    {"ssl_ca", "ca"},
                    {"ssl_cert", "cert"},
                    {"ssl_key", "key"},
                    {"connect_timeout_ms", "7"},
                    {"busy_timeout_ms", "8"},
                    {"journal_mode", "delete"},
                    {"foreign_keys", "false"},
                    {"further", "x"}};
  BOOST_TEST((given(config, everything) == all));
}

BOOST_AUTO_TEST_CASE(the_defaults_are_handed_over_but_for_a_journal_mode_that_nobody_asked_for) {
  const Options by_default = given({.driver = "stub", .database = "file"}, everything);
  const Options expected{{"database", "file"},
                         {"connect_timeout_ms", "5000"},
                         {"busy_timeout_ms", "5000"},
                         {"foreign_keys", "true"}};
  BOOST_TEST((by_default == expected));
  DatabaseConfig asked{.driver = "stub", .database = "file"};
  asked.journal_mode = "wal";
  BOOST_TEST(given(asked, everything).at("journal_mode") == "wal");
}

BOOST_AUTO_TEST_CASE(several_hosts_go_as_a_list_where_the_driver_takes_one) {
  DatabaseConfig config{.driver = "stub", .host = "a", .port = 1};
  config.failover_hosts = {"b:2"};
  const Options listed = given(config, everything);
  BOOST_TEST(listed.at("hosts") == "a:1,b:2");
  BOOST_TEST(!listed.contains("host"));
  BOOST_TEST(!listed.contains("port"));
  BOOST_TEST(given(config, "host port").at("host") == "a");
}

BOOST_AUTO_TEST_CASE(what_has_no_meaning_for_a_driver_is_left_out) {
  DatabaseConfig config{.driver = "stub", .host = "left.over", .port = 5, .database = "file"};
  config.ssl = "prefer";
  config.ssl_ca = "ca";
  BOOST_TEST((given(config, "database") == Options{{"database", "file"}}));
  config.ssl = "";
  BOOST_TEST((given(config, "database") == Options{{"database", "file"}}));
}

BOOST_AUTO_TEST_CASE(tls_that_the_driver_cannot_give_is_refused) {
  for (const char* const mode : {"require", "verify-ca", "verify-full", "true"}) {
    DatabaseConfig config{.driver = "stub"};
    config.ssl = mode;
    const Error error = refusal(config, "host password");
    BOOST_TEST(says(error, std::string{"ssl='"} + mode + "' (DB_SSL)"), error.what());
    BOOST_TEST(says(error, "nothing would be encrypted"), error.what());
  }
  DatabaseConfig config{.driver = "stub"};
  config.ssl = "verify-ca";
  config.ssl_ca = "/ca.pem";
  BOOST_TEST(says(refusal(config, "host ssl_mode"), "DB_SSL_CA"));
  config.ssl_ca = "";
  config.ssl_cert = config.ssl_key = "/client.pem";
  BOOST_TEST(says(refusal(config, "host ssl_mode ssl_ca"), "DB_SSL_CERT"));
  BOOST_TEST(says(refusal(config, "host ssl_mode ssl_ca ssl_cert"), "DB_SSL_KEY"));
}

BOOST_AUTO_TEST_CASE(credentials_that_the_driver_cannot_give_are_refused_without_being_shown) {
  const Error user = refusal({.driver = "stub", .username = "hunter1"}, "host password");
  BOOST_TEST(says(user, "username (DB_USERNAME)"), user.what());
  const Error password = refusal({.driver = "stub", .password = "hunter2"}, "host username");
  BOOST_TEST(says(password, "password (DB_PASSWORD)"), password.what());
  BOOST_TEST(!says(password, "hunter"));
  BOOST_TEST(!says(user, "hunter"));
}

BOOST_AUTO_TEST_SUITE_END()
