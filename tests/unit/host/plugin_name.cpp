// The rule of names, built-in aliases, file names.
// SPDX-License-Identifier: MIT
#include "zin/host/plugin_name.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "scratch_folder.hpp"
#include "zin/base/error.hpp"

using namespace zin::host;

BOOST_AUTO_TEST_SUITE(plugin_name)

BOOST_AUTO_TEST_CASE(a_name_has_1_to_32_characters_of_a_to_z_digits_and_hyphen) {
  for (const char* good :
       {"sqlite", "d1-http", "x", "0", "-", "abcdefghijklmnopqrstuvwxyz012345"}) {
    BOOST_TEST(is_plugin_name(good), good);
  }
  for (const char* bad : {"", "Sqlite", "a_b", "a.b", "a/b", "../x", " a", "a ", "a\n",
                          "caf\xC3\xA9", "abcdefghijklmnopqrstuvwxyz0123456"}) {
    BOOST_TEST(!is_plugin_name(bad), bad);
  }
  BOOST_TEST(!is_plugin_name(std::string_view{"a\0b", 3}));
}

BOOST_AUTO_TEST_CASE(a_bad_name_is_an_invalid_argument_that_names_the_rule) {
  BOOST_CHECK_NO_THROW(require_plugin_name("sqlite"));
  BOOST_CHECK_EXCEPTION(require_plugin_name("../e\nvil"), zin::Error, [](const zin::Error& error) {
    return error.code() == zin::Errc::invalid_argument &&
           zin::test::has(error.what(), "`../e vil` cannot be the name of a driver") &&
           zin::test::has(error.what(), "1 to 32 characters of a-z, 0-9 and `-`");
  });
}

BOOST_AUTO_TEST_CASE(the_names_that_users_know_lead_to_the_drivers) {
  BOOST_TEST(without_alias("postgresql") == "postgres");
  BOOST_TEST(without_alias("pgsql") == "postgres");
  BOOST_TEST(without_alias("mariadb") == "mysql");
  BOOST_TEST(without_alias("d1") == "d1-http");
  BOOST_TEST(without_alias("kv") == "kv-http");
  BOOST_TEST(without_alias("sqlite3") == "sqlite");
  BOOST_TEST(without_alias("postgres") == "postgres");
  BOOST_TEST(without_alias("d1-remote") == "d1-remote");
  BOOST_TEST(builtin_aliases().size() == 6u);
}

BOOST_AUTO_TEST_CASE(a_file_name_holds_the_name_and_gives_it_back) {
  BOOST_TEST(plugin_file_name("d1-http") == "zin-d1-http.so");
  BOOST_TEST(manifest_file_name("d1-http") == "zin-d1-http.toml");
  BOOST_TEST(name_of_plugin_file("zin-d1-http.so").value() == "d1-http");
  BOOST_TEST(name_of_plugin_file("zin-.so").value().empty());
  BOOST_TEST(!name_of_plugin_file("zin.so"));
  BOOST_TEST(!name_of_plugin_file("libzin.so"));
  BOOST_TEST(!name_of_plugin_file("zin-sqlite.so.1"));
  BOOST_TEST(!name_of_plugin_file("zin-so"));
}

BOOST_AUTO_TEST_SUITE_END()
