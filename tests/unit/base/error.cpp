// Error: its line, its questions, and its codes' names.
// SPDX-License-Identifier: MIT
#include "zin/base/error.hpp"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>
#include <type_traits>
#include <utility>

#include "printing.hpp"

using zin::Errc;
using zin::Error;
using zin::ErrorInfo;

static_assert(std::is_nothrow_copy_constructible_v<Error>);
static_assert(std::is_final_v<Error>);

BOOST_AUTO_TEST_SUITE(error)

BOOST_AUTO_TEST_CASE(the_line_begins_with_the_code) {
  const Error error{Errc::closed, "the pool was closed; open it"};
  BOOST_TEST(error.what() == "closed: the pool was closed; open it");
  BOOST_TEST(error.code() == Errc::closed);
  BOOST_TEST(!error.retryable());
  BOOST_TEST(!error.may_be_applied());
  BOOST_TEST(error.statement().empty());
  BOOST_TEST(!error.position().has_value());
  BOOST_TEST(!error.row().has_value());
  BOOST_TEST(!error.where().has_value());
}

BOOST_AUTO_TEST_CASE(the_line_names_driver_code_state_and_statement) {
  ErrorInfo info;
  info.code = Errc::unique_violation;
  info.message = "taken";
  info.server_message = "duplicate key value (email)=(ann@example.com)";
  info.sqlstate = "23505";
  info.native_code = 2067;
  info.constraint = "users_email_key";
  info.table = "users";
  info.column = "email";
  info.driver = "sqlite";
  info.statement = "insert into users values (?)";
  info.position = 7;
  info.row = 3;
  info.retryable = true;
  info.may_be_applied = true;
  const Error error{info};
  BOOST_TEST(error.what() ==
             "unique_violation: taken [driver sqlite, code 2067, SQLSTATE 23505] in: "
             "insert into users values (?)");
  BOOST_TEST(error.server_message() == info.server_message);
  BOOST_TEST(error.sqlstate() == "23505");
  BOOST_TEST(error.native_code() == 2067);
  BOOST_TEST(error.constraint() == "users_email_key");
  BOOST_TEST(error.table() == "users");
  BOOST_TEST(error.column() == "email");
  BOOST_TEST(error.driver() == "sqlite");
  BOOST_TEST((error.position() == 7U));
  BOOST_TEST((error.row() == 3U));
  BOOST_TEST(error.retryable());
  BOOST_TEST(error.may_be_applied());
}

BOOST_AUTO_TEST_CASE(a_long_statement_does_not_drown_the_cause) {
  ErrorInfo info;
  info.message = "cause";
  info.statement = std::string(10'000, 'x');
  const Error error{info};
  BOOST_TEST(std::string{error.what()}.size() < 400U);
  BOOST_TEST(error.statement().size() == 10'000U);
}

BOOST_AUTO_TEST_CASE(copies_share_their_texts_and_outlive_the_first) {
  auto* const first = new Error{Errc::busy, "locked"};
  const Error second{*first};
  BOOST_TEST((first->what() == second.what()));
  BOOST_TEST((static_cast<const void*>(first->what()) == second.what()));
  delete first;
  BOOST_TEST(second.info().message == "locked");
}

BOOST_AUTO_TEST_CASE(every_code_has_a_name_of_its_own) {
  std::set<std::string> names;
  for (int code = 0; code <= static_cast<int>(Errc::internal); ++code) {
    names.emplace(to_string(static_cast<Errc>(code)));
  }
  BOOST_TEST(names.size() == static_cast<std::size_t>(Errc::internal) + 1);
  BOOST_TEST(!names.contains("unknown"));
  BOOST_TEST(to_string(Errc::unique_violation) == "unique_violation");
  BOOST_TEST(to_string(Errc::mass_assignment) == "mass_assignment");
  BOOST_TEST(to_string(static_cast<Errc>(200)) == "unknown");
}

BOOST_AUTO_TEST_SUITE_END()
