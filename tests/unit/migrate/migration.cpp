// Migrations of the program.
// SPDX-License-Identifier: MIT
#include "zin/migrate/migration.hpp"

#include <boost/test/unit_test.hpp>

#include "printing.hpp"
#include "thrown.hpp"
#include "zin/migrate/migration_name.hpp"

namespace zin {
namespace {

struct CreateBooks : Migration {
  void up(Session& db) const override { db.execute("create table books (id integer)"); }
  void down(Session& db) const override { db.execute("drop table books"); }
};
ZIN_MIGRATION("2026_01_02_000000_create_books_table", CreateBooks)
ZIN_MIGRATION("2026_01_01_000000_create_authors_table", CreateBooks)

BOOST_AUTO_TEST_SUITE(migration)

BOOST_AUTO_TEST_CASE(registered_ones_come_in_the_order_of_their_names) {
  const auto all = detail::registered_migrations();
  BOOST_REQUIRE(all.size() == 2U);
  BOOST_TEST(all[0].name == "2026_01_01_000000_create_authors_table");
  BOOST_TEST(all[1].name == "2026_01_02_000000_create_books_table");
  BOOST_TEST(all[0].file == __FILE__);
  BOOST_TEST(all[0].make()->in_transaction());
}

BOOST_AUTO_TEST_CASE(names_are_words_that_every_database_keeps) {
  BOOST_CHECK_NO_THROW(migrate::check_name("2026_01_01_create-a.b", "a.sql"));
  for (const std::string& name : {std::string{}, std::string{".a"}, std::string{"a b"},
                                  std::string{"a/b"}, std::string{"ä"}, std::string(192, 'a')}) {
    const Error refused = test::thrown_by([&] { migrate::check_name(name, "there"); });
    BOOST_TEST(refused.code() == Errc::invalid_argument);
    BOOST_TEST(test::says(refused, "the migration in there is not accepted"));
  }
}

BOOST_AUTO_TEST_CASE(the_time_in_front_is_no_part_of_what_a_name_says) {
  using migrate::logical_name;
  BOOST_TEST(logical_name("2026_01_01_000000_create_users_table") == "create_users_table");
  BOOST_TEST(logical_name("20260101000000_create_users_table") == "create_users_table");
  BOOST_TEST(logical_name("001_create") == "001_create");
  BOOST_TEST(logical_name("create_2026") == "create_2026");
  BOOST_TEST(logical_name("20260101") == "20260101");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace zin
