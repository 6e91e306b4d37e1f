// What the database refuses: which code, and which constraint, table, column or place.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>

#include "place.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;

namespace {

struct Family {
  Table parents{"parents", "id integer primary key"};
  Table children{"children",
                 "id integer primary key, email varchar(40), name varchar(20) not null, "
                 "age integer, parent_id integer, constraint children_email unique (email), "
                 "constraint adult check (age >= 18), constraint children_parent foreign key "
                 "(parent_id) references parents (id)"};

  Family() {
    shared().execute("insert into parents values (1)");
    shared().execute("insert into children values (1, 'a@x', 'Ann', 30, 1)");
  }
  static Error refused(std::string_view sql, Bindings values = {}) {
    return thrown_by([&] { return shared().execute(sql, values); });
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(constraints)

BOOST_FIXTURE_TEST_CASE(a_value_that_is_taken_is_a_unique_violation, Family) {
  const Error error =
      refused("insert into children values (?, ?, ?, ?, ?)", {2, "a@x", "Bob", 30, 1});
  BOOST_TEST(error.code() == Errc::unique_violation);
  BOOST_TEST(error.sqlstate() == "23505");
  BOOST_TEST(error.constraint() == (differences().names_unique ? "children_email" : ""));
  BOOST_TEST((differences().names_unique || error.column() == "email"));
  BOOST_TEST(!says(error, "a@x"));
  BOOST_TEST(!error.retryable());
  BOOST_TEST(!error.may_be_applied());
  BOOST_TEST(children.count() == 1);
}

BOOST_FIXTURE_TEST_CASE(a_parent_that_is_missing_is_a_foreign_key_violation, Family) {
  const Error error = refused("insert into children values (2, 'b@x', 'Bob', 30, ?)", {77});
  BOOST_TEST(error.code() == Errc::foreign_key_violation);
  BOOST_TEST(error.constraint() == (differences().names_foreign_key ? "children_parent" : ""));
  BOOST_TEST(children.count() == 1);
}

BOOST_FIXTURE_TEST_CASE(a_parent_that_is_needed_is_a_foreign_key_violation, Family) {
  const Error error = refused("delete from parents where id = ?", {1});
  BOOST_TEST(error.code() == Errc::foreign_key_violation);
  BOOST_TEST(error.constraint() == (differences().names_foreign_key ? "children_parent" : ""));
  BOOST_TEST(parents.count() == 1);
}

BOOST_FIXTURE_TEST_CASE(a_missing_value_is_a_not_null_violation_of_its_column, Family) {
  const Error error = refused("insert into children (id, name) values (?, ?)", {2, nullptr});
  BOOST_TEST(error.code() == Errc::not_null_violation);
  BOOST_TEST(error.sqlstate() == "23502");
  BOOST_TEST(error.column() == "name");
  const Error left_out = refused("insert into children (id) values (?)", {2});
  BOOST_TEST(left_out.code() == Errc::not_null_violation);
  BOOST_TEST(left_out.column() == "name");
}

BOOST_FIXTURE_TEST_CASE(a_broken_condition_is_a_check_violation, Family) {
  const Error error = refused("insert into children values (2, 'b@x', 'Bob', ?, 1)", {17});
  BOOST_TEST(error.code() == Errc::check_violation);
  BOOST_TEST(error.constraint() == "adult");
  BOOST_TEST(children.count() == 1);
}

BOOST_FIXTURE_TEST_CASE(a_primary_key_that_is_taken_is_a_unique_violation, Family) {
  BOOST_TEST(refused("insert into parents values (?)", {1}).code() == Errc::unique_violation);
}

BOOST_FIXTURE_TEST_CASE(a_syntax_error_says_where, Family) {
  const std::string sql = "select 'ä', id, from children where id = ?";
  const Error error = thrown_by([&] { return shared().select(sql, {1}); });
  BOOST_TEST(error.code() == Errc::syntax);
  BOOST_REQUIRE(error.position().has_value());
  BOOST_TEST(*error.position() == sql.find("from"));
  BOOST_TEST(error.statement() == sql);
}

BOOST_FIXTURE_TEST_CASE(a_table_that_is_not_there_is_named, Family) {
  const Error error = thrown_by([] { return shared().select("select * from nowhere"); });
  BOOST_TEST(error.code() == Errc::undefined_table);
  BOOST_TEST(says(error, "nowhere"));
  BOOST_TEST(refused("drop table nowhere").code() == Errc::undefined_table);
}

BOOST_FIXTURE_TEST_CASE(a_table_that_is_there_is_told_as_such, Family) {
  const Error error = refused("create table children (id integer)");
  BOOST_TEST(error.code() == Errc::syntax);
  BOOST_TEST(error.sqlstate() == "42P07");
  BOOST_TEST(says(error, "something of that name exists already"), error.what());
  BOOST_TEST(says(error, "children"), error.what());
}

BOOST_FIXTURE_TEST_CASE(a_column_that_is_not_there_is_named, Family) {
  const Error error = thrown_by([] { return shared().select("select absent from children"); });
  BOOST_TEST(error.code() == Errc::undefined_column);
  BOOST_TEST(says(error, "absent"));
  BOOST_TEST(refused("insert into children (absent) values (1)").code() == Errc::undefined_column);
}

BOOST_FIXTURE_TEST_CASE(an_error_names_its_driver_and_the_call_of_the_application, Family) {
  const Error error = thrown_by([] { return shared().select("select * from nowhere"); });
  BOOST_TEST(error.driver() == place().config.driver);
  BOOST_REQUIRE(error.where().has_value());
  BOOST_TEST(std::string_view{error.where()->file_name()}.ends_with("constraints.cpp"));
}

BOOST_AUTO_TEST_SUITE_END()
