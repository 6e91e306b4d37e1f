// Database URLs: every form, every refusal, and that no message shows a password.
// SPDX-License-Identifier: MIT
#include "zin/config/dsn.hpp"

#include <random>

#include "reading.hpp"
#include "zin/config/words.hpp"

namespace zin::test {

using config::Dsn;
using config::Host;
using config::parse_dsn;
using config::redact;

namespace {

std::string refused(std::string_view url) {
  return complaint([&] { static_cast<void>(parse_dsn(url)); });
}

std::string database(std::string_view url) { return parse_dsn(url).database; }

}  // namespace

BOOST_AUTO_TEST_SUITE(dsn)

BOOST_AUTO_TEST_CASE(a_whole_url_has_all_parts) {
  const Dsn expected{.driver = "postgres",
                     .username = "app",
                     .password = "secret",
                     .hosts = {{"db.example.com", 5433, 1}},
                     .database = "shop",
                     .options = {{"sslmode", "require"}, {"application_name", "x y"}}};
  BOOST_TEST((parse_dsn("postgresql://app:secret@db.example.com:5433/shop?sslmode=require&"
                        "application_name=x%20y") == expected));
}

BOOST_AUTO_TEST_CASE(parts_may_be_left_out) {
  BOOST_TEST((parse_dsn("mysql://") == Dsn{.driver = "mysql"}));
  BOOST_TEST((parse_dsn("mysql:///app") == Dsn{.driver = "mysql", .database = "app"}));
  BOOST_TEST((parse_dsn("mysql://h") == Dsn{.driver = "mysql", .hosts = {{"h", 0, 1}}}));
  BOOST_TEST((parse_dsn("mysql://h/") == Dsn{.driver = "mysql", .hosts = {{"h", 0, 1}}}));
  BOOST_TEST((parse_dsn("mysql://u@h") ==
              Dsn{.driver = "mysql", .username = "u", .hosts = {{"h", 0, 1}}}));
  BOOST_TEST((parse_dsn("mysql://u:@h").password == std::string{}));
  BOOST_TEST((parse_dsn("mysql://h?a=1").options.size() == 1u));
}

BOOST_AUTO_TEST_CASE(aliases_become_the_drivers_own_name) {
  BOOST_TEST(parse_dsn("pgsql://h").driver == "postgres");
  BOOST_TEST(parse_dsn("PostgreSQL://h").driver == "postgres");
  BOOST_TEST(parse_dsn("mariadb://h").driver == "mysql");
  BOOST_TEST(parse_dsn("sqlite3:x").driver == "sqlite");
  BOOST_TEST(parse_dsn("d1://").driver == "d1-http");
  BOOST_TEST(parse_dsn("other-9://h").driver == "other-9");
}

BOOST_AUTO_TEST_CASE(several_hosts_stand_between_commas) {
  const std::vector<Host> expected{{"a", 1, 1}, {"::1", 2, 1}, {"c", 0, 1}};
  BOOST_TEST((parse_dsn("postgres://u:p@a:1,[::1]:2,c/app").hosts == expected));
}

BOOST_AUTO_TEST_CASE(percent_signs_are_decoded_in_every_part) {
  const Dsn dsn =
      parse_dsn("postgres://us%40er:p%2Fa%3Fs%23s%25@%2Frun%2Fpg:6000/d%2Fb?k%2d1=a%26b");
  BOOST_TEST(dsn.username == "us@er");
  BOOST_TEST(*dsn.password == "p/a?s#s%");
  BOOST_TEST((dsn.hosts == std::vector<Host>{{"/run/pg", 6000, 1}}));
  BOOST_TEST(dsn.database == "d/b");
  BOOST_TEST(dsn.options.front().first == "k-1");
  BOOST_TEST(dsn.options.front().second == "a&b");
  BOOST_TEST(parse_dsn("mysql://h?a=b+c").options.front().second == "b+c");
}

BOOST_AUTO_TEST_CASE(the_last_at_sign_ends_the_password) {
  const Dsn dsn = parse_dsn("mysql://u:p@ss:word@h:1/d");
  BOOST_TEST(dsn.username == "u");
  BOOST_TEST(*dsn.password == "p@ss:word");
  BOOST_TEST((dsn.hosts == std::vector<Host>{{"h", 1, 1}}));
}

BOOST_AUTO_TEST_CASE(sqlite_takes_relative_absolute_and_memory) {
  BOOST_TEST(database("sqlite:relative.db") == "relative.db");
  BOOST_TEST(database("sqlite:data/my%20app.db") == "data/my app.db");
  BOOST_TEST(database("sqlite:///var/lib/app.db") == "/var/lib/app.db");
  BOOST_TEST(database("sqlite:/var/lib/app.db") == "/var/lib/app.db");
  BOOST_TEST(database("sqlite:////var/lib/app.db") == "/var/lib/app.db");
  BOOST_TEST(database("sqlite::memory:") == ":memory:");
  BOOST_TEST(database("sqlite://:memory:") == ":memory:");
  BOOST_TEST(database("sqlite:///:memory:") == ":memory:");
  BOOST_TEST(database("sqlite:") == "");
  BOOST_TEST(database("sqlite:a@b:c.db?busy_timeout=1") == "a@b:c.db");
}

BOOST_AUTO_TEST_CASE(an_ambiguous_sqlite_url_is_refused_with_both_readings) {
  says(refused("sqlite://app.db"), {"DATABASE_URL", "ambiguous", "sqlite:name", "sqlite:///name"});
  says(refused("sqlite:///"), {"folder", "name a file"});
}

BOOST_AUTO_TEST_CASE(each_refusal_names_its_part) {
  says(refused(""), {"start with a driver's name"});
  says(refused("no url"), {"start with a driver's name"});
  says(refused("Jdbc+x://h"), {"start with a driver's name"});
  says(refused("postgres:h/d"), {"//"});
  says(refused("postgres://h:port/d"), {"port", "1 to 65535", "percent-encoded"});
  says(refused("postgres://h:0/d"), {"port"});
  says(refused("postgres://h,/d"), {"name is empty"});
  says(refused("postgres://[::1/d"), {"not closed"});
  says(refused("postgres://h/d#x"), {"%23"});
  says(refused("postgres://u:%zz@h"), {"password", "%25", "hexadecimal"});
  says(refused("postgres://%4@h"), {"user name", "hexadecimal"});
  says(refused("postgres://h/%"), {"database", "hexadecimal"});
  says(refused("postgres://h/a%00b"), {"database", "NUL"});
  says(refused("postgres://h/d?x"), {"option", "key=value"});
  says(refused("postgres://h/d?a=1&a=2"), {"option a", "twice"});
  says(refused("postgres://h/d?a b=1"), {"key", "character"});
  says(refused("postgres://h/d?=1"), {"key"});
}

BOOST_AUTO_TEST_CASE(a_refusal_names_the_variable_that_it_came_from) {
  says(complaint([] { static_cast<void>(parse_dsn("x", "DB_REPORTS_URL (.env line 3)")); }),
       {"DB_REPORTS_URL (.env line 3) cannot be read"});
}

BOOST_AUTO_TEST_CASE(a_password_that_is_not_encoded_never_shows_up) {
  for (const std::string_view url :
       {"postgres://u:hun/ter2@h/d", "postgres://u:hun?ter2@h/d", "postgres://u:hun#ter2@h/d",
        "postgres://u:hun%ter2@h/d", "postgres://u:hun/te@r2@h/d", "postgres://u:a@hun/ter2@h",
        "postgres://u:5432/hunter2@h/d", "postgres://u:5432?x=hunter2@h/d",
        "postgres:u:hunter2@h/d", "u:hunter2@h/d", "postgres://u:[hunter2/@h/d",
        "postgres://u:hunter2", "postgres://u:hunter2/d"}) {
    const std::string message = refused(url);
    for (const std::string_view piece : {"hun", "ter2", "te@", "r2@"}) never_says(message, piece);
    for (const std::string_view piece : {"hun", "ter2", "5432"}) never_says(redact(url), piece);
  }
}

BOOST_AUTO_TEST_CASE(redact_hides_what_is_secret_and_keeps_the_rest) {
  BOOST_TEST(redact("pgsql://app:hunter2@db:5432,[::1]/shop?sslmode=require") ==
             "postgres://app:***@db:5432,[::1]/shop?sslmode=require");
  BOOST_TEST(redact("mysql://app@db/shop") == "mysql://app@db/shop");
  BOOST_TEST(redact("mysql://db/shop?password=x&api_token=y&sslkey=z&a=b") ==
             "mysql://db/shop?password=***&api_token=***&sslkey=***&a=b");
  BOOST_TEST(redact("sqlite:relative.db") == "sqlite:relative.db");
  BOOST_TEST(redact("sqlite:///abs.db") == "sqlite:///abs.db");
  BOOST_TEST(redact("sqlite::memory:") == "sqlite::memory:");
  BOOST_TEST(redact("postgres://u:p/w@h") == "postgres://***");
  BOOST_TEST(redact("hunter2") == "***");
  BOOST_TEST(redact("hunter2:x") == "***");
  BOOST_TEST(redact("") == "***");
}

BOOST_AUTO_TEST_CASE(what_redact_shows_of_a_url_without_secrets_reads_the_same) {
  for (const std::string_view url : {"postgres://u@a:1,[::1]:2/d?x=1", "mysql:///d", "sqlite:x.db",
                                     "sqlite:///x.db", "mysql://[::1]/d"}) {
    BOOST_TEST((parse_dsn(redact(url)) == parse_dsn(url)), url);
  }
}

BOOST_AUTO_TEST_CASE(any_text_is_a_url_or_invalid_config) {
  std::mt19937 random{42};
  constexpr std::string_view pieces = ":/?#@%&=,[]a1.~ \t";
  constexpr std::string_view secret = "hunter2";
  for (int round = 0; round < 20000; ++round) {
    std::string text = random() % 2 == 0 ? "postgres://" : "sqlite:";
    for (unsigned i = 0; i < random() % 24; ++i) {
      if (random() % 12 == 0) text += static_cast<char>(random() % 256);
      text += pieces[random() % pieces.size()];
    }
    try {
      const Dsn parsed = parse_dsn(text);
      BOOST_REQUIRE(config::is_driver_name(parsed.driver));
    } catch (const Error& error) {
      BOOST_REQUIRE(error.code() == Errc::invalid_config);
    }
    // Whatever stands around it, a password in its place is not shown.
    const std::string with_password =
        "postgres://u:" + text.substr(0, 6) + std::string{secret} + "@h";
    BOOST_REQUIRE(redact(with_password).find(secret) == std::string::npos);
    try {
      static_cast<void>(parse_dsn(with_password + text));
    } catch (const Error& error) {
      BOOST_REQUIRE(std::string_view{error.what()}.find(secret) == std::string_view::npos);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zin::test
