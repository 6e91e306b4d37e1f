// Errors from drivers: their parts, their words, and drivers that lie.
// SPDX-License-Identifier: MIT
#include "zin/host/status.hpp"

#include <boost/test/unit_test.hpp>
#include <cstring>
#include <memory>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include "sample_tables.hpp"
#include "scratch_folder.hpp"

using zin::Errc;
using zin::Error;
using zin::host::DriverHandle;
using zin::host::empty_error;
using zin::host::error_of;
using zin::host::PluginOrigin;
using zin::host::StatusContext;
using zin::host::throw_status;
using zin::test::has;
using zin::test::sample_driver;
using zin::test::text;

namespace {

std::vector<std::pair<std::string, std::string>> details;

zin_status detail(zin_conn*, std::uint32_t index, zin_kv* out) {
  if (index >= details.size()) return ZIN_END;
  *out = {text(details[index].first), text(details[index].second)};
  return ZIN_OK;
}

zin_status endless_detail(zin_conn*, std::uint32_t, zin_kv* out) {
  *out = {text("table"), text("t")};
  return ZIN_OK;
}

/// A driver whose error_detail gives `details`.
struct Driver {
  explicit Driver(zin_status (*error_detail)(zin_conn*, std::uint32_t, zin_kv*) = detail)
      : handle{[&] {
                 zin_driver table = sample_driver("sample");
                 table.error_detail = error_detail;
                 return table;
               }(),
               std::make_shared<const PluginOrigin>()} {
    details.clear();
  }
  DriverHandle handle;
  // Never looked into: only error_detail gets it.
  zin_conn* connection = reinterpret_cast<zin_conn*>(this);
};

zin_error error_with(zin_category category, std::string_view sqlstate, std::string_view message,
                     std::uint32_t flags = 0) {
  zin_error error = empty_error();
  error.category = category;
  error.flags = flags;
  std::memcpy(error.sqlstate, sqlstate.data(), sqlstate.size());
  error.message_len = static_cast<std::uint16_t>(message.size());
  std::memcpy(error.message, message.data(), message.size());
  return error;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(status)

BOOST_FIXTURE_TEST_CASE(everything_that_the_driver_says_is_in_the_error, Driver) {
  details = {{"constraint", "users_email_key"},
             {"table", "users"},
             {"column", "email"},
             {"detail", "Key (email)=(ann@example.com) already exists."}};
  zin_error given = error_with(ZIN_CAT_CONSTRAINT, "23505", "duplicate key: ann@example.com",
                               ZIN_ERRF_MAYBE_APPLIED);
  given.native_code = 7;
  given.position = 12;
  given.row_index = 3;
  const std::source_location here = std::source_location::current();
  const Error error =
      error_of(handle, connection, ZIN_E_ERROR, given,
               {.statement = "insert into users values (?)", .doing = "execute", .where = &here});
  BOOST_TEST((error.code() == Errc::unique_violation));
  BOOST_TEST(error.sqlstate() == "23505");
  BOOST_TEST(error.native_code() == 7);
  BOOST_TEST(error.position().value() == 12u);
  BOOST_TEST(error.row().value() == 3u);
  BOOST_TEST(error.constraint() == "users_email_key");
  BOOST_TEST(error.table() == "users");
  BOOST_TEST(error.column() == "email");
  BOOST_TEST(error.driver() == "sample");
  BOOST_TEST(error.statement() == "insert into users values (?)");
  BOOST_TEST(error.may_be_applied());
  BOOST_TEST(!error.retryable());
  BOOST_TEST(error.where()->line() == here.line());
  BOOST_TEST(
      error.server_message() ==
      "duplicate key: ann@example.com\nDETAIL: Key (email)=(ann@example.com) already exists.");
  BOOST_TEST(has(error.what(),
                 "execute failed at row 3 of the parameters: such a row exists already "
                 "(constraint users_email_key on users(email)); change the value, or "
                 "insert with an upsert"));
  BOOST_TEST(!has(error.what(), "ann@example.com"));
}

BOOST_FIXTURE_TEST_CASE(an_error_that_the_driver_left_empty_is_still_an_error, Driver) {
  const Error error = error_of(handle, nullptr, ZIN_E_ERROR, empty_error(), {});
  BOOST_TEST((error.code() == Errc::internal));
  BOOST_TEST(!error.position().has_value());
  BOOST_TEST(!error.row().has_value());
  BOOST_TEST(error.server_message().empty());
  BOOST_TEST(has(error.what(), "execute failed: the driver failed in a way it does not explain"));
}

BOOST_FIXTURE_TEST_CASE(a_lying_error_does_no_harm, Driver) {
  zin_error given = empty_error();
  std::memset(given.message, 0xFF, sizeof given.message);
  given.message_len = 65535;
  given.category = 4711;
  given.position = INT64_MAX;
  std::memcpy(given.sqlstate, "ab\x01/;xyz", 8);
  const Error error = error_of(handle, connection, -12345, given, {.statement = "select 1"});
  BOOST_TEST((error.code() == Errc::internal));
  BOOST_TEST(error.sqlstate().empty());
  BOOST_TEST(!error.position().has_value());
  BOOST_TEST(error.server_message().size() == 3 * sizeof given.message);
  BOOST_TEST(!has(error.what(), "\xFF"));
}

BOOST_AUTO_TEST_CASE(details_without_an_end_are_left) {
  const Driver driver{endless_detail};
  const Error error = error_of(driver.handle, driver.connection, ZIN_E_ERROR, empty_error(), {});
  BOOST_TEST(error.table() == "t");
}

BOOST_AUTO_TEST_CASE(a_driver_without_details_is_not_asked) {
  const Driver driver{nullptr};
  BOOST_CHECK_NO_THROW(static_cast<void>(
      error_of(driver.handle, driver.connection, ZIN_E_ERROR, empty_error(), {})));
}

BOOST_FIXTURE_TEST_CASE(words_that_cannot_quote_a_value_are_shown, Driver) {
  const auto what = [&](zin_category category, std::string_view sqlstate) {
    return std::string{error_of(handle, nullptr, ZIN_E_ERROR,
                                error_with(category, sqlstate, "the server's words"), {})
                           .what()};
  };
  for (const zin_category category :
       {ZIN_CAT_CONNECTION, ZIN_CAT_AUTH, ZIN_CAT_PERMISSION, ZIN_CAT_SYNTAX, ZIN_CAT_NOT_FOUND,
        ZIN_CAT_SERIALIZATION, ZIN_CAT_BUSY, ZIN_CAT_RESOURCE, ZIN_CAT_CANCELLED, ZIN_CAT_TIMEOUT,
        ZIN_CAT_UNSUPPORTED, ZIN_CAT_INTERNAL}) {
    BOOST_TEST(has(what(category, ""), ": the server's words; "), "category " << category);
  }
  for (const zin_category category : {ZIN_CAT_UNKNOWN, ZIN_CAT_CONSTRAINT, ZIN_CAT_DATA, 99u}) {
    BOOST_TEST(!has(what(category, ""), "the server's words"), "category " << category);
  }
  // A category that lies does not open what the SQLSTATE closes.
  BOOST_TEST(!has(what(ZIN_CAT_SYNTAX, "23505"), "the server's words"));
  BOOST_TEST(!has(what(ZIN_CAT_RESOURCE, "22003"), "the server's words"));
  BOOST_TEST(!has(what(ZIN_CAT_BUSY, "P0001"), "the server's words"));
  BOOST_TEST(!has(what(ZIN_CAT_INTERNAL, "XX000"), "the server's words"));
}

BOOST_FIXTURE_TEST_CASE(shown_words_are_one_line, Driver) {
  const Error error =
      error_of(handle, nullptr, ZIN_E_ERROR,
               error_with(ZIN_CAT_SYNTAX, "42601", "near \"x\"\nLINE 2\x1B[0m"), {});
  BOOST_TEST(has(error.what(), ": near \"x\" LINE 2 [0m; mend the statement"));
  BOOST_TEST(error.server_message() == "near \"x\"\nLINE 2\x1B[0m");
}

BOOST_FIXTURE_TEST_CASE(a_hint_is_shown_where_the_words_are, Driver) {
  details = {{"hint", "did you mean users.name?"}};
  BOOST_TEST(has(error_of(handle, connection, ZIN_E_ERROR,
                          error_with(ZIN_CAT_NOT_FOUND, "42703", "no such column: nam"), {})
                     .what(),
                 "no such column: nam (hint: did you mean users.name?)"));
  BOOST_TEST(!has(error_of(handle, connection, ZIN_E_ERROR,
                           error_with(ZIN_CAT_DATA, "22003", "out of range"), {})
                      .what(),
                  "hint"));
}

BOOST_FIXTURE_TEST_CASE(what_may_be_tried_again_is_what_the_driver_says, Driver) {
  const auto retryable = [&](zin_status status, std::uint32_t flags, std::string_view doing) {
    return error_of(handle, nullptr, status, error_with(ZIN_CAT_UNKNOWN, "", "", flags),
                    {.doing = doing})
        .retryable();
  };
  BOOST_TEST(retryable(ZIN_E_ERROR, ZIN_ERRF_RETRY_STATEMENT, "execute"));
  BOOST_TEST(retryable(ZIN_E_ERROR, ZIN_ERRF_RETRY_TXN, "commit"));
  BOOST_TEST(!retryable(ZIN_E_ERROR, ZIN_ERRF_RECONNECT, "execute"));
  BOOST_TEST(retryable(ZIN_E_SKIPPED, 0, "execute"));
  BOOST_TEST(!retryable(ZIN_E_CONN_LOST, ZIN_ERRF_RETRY_TXN, "commit"));
  // A line that was cut before anything of it could stay on the server.
  BOOST_TEST(retryable(ZIN_E_CONN_LOST, ZIN_ERRF_RECONNECT, "execute"));
  BOOST_TEST(!retryable(ZIN_E_CONN_LOST, ZIN_ERRF_RECONNECT, "connect"));
  BOOST_TEST(!retryable(ZIN_E_CONN_LOST, ZIN_ERRF_RECONNECT, "commit"));
  BOOST_TEST(!retryable(ZIN_E_CONN_LOST, ZIN_ERRF_RECONNECT | ZIN_ERRF_MAYBE_APPLIED, "execute"));
}

BOOST_FIXTURE_TEST_CASE(a_commit_without_an_answer_may_be_applied, Driver) {
  const Error error = error_of(handle, nullptr, ZIN_E_CONN_LOST,
                               error_with(ZIN_CAT_CONNECTION, "", "server closed the connection"),
                               {.doing = "commit"});
  BOOST_TEST((error.code() == Errc::in_doubt));
  BOOST_TEST(error.may_be_applied());
  BOOST_TEST(has(error.what(), "commit failed: COMMIT was sent and its answer was lost"));
  BOOST_TEST(has(error.what(), "look whether the changes are there"));
}

BOOST_FIXTURE_TEST_CASE(a_refused_login_says_what_to_check, Driver) {
  const Error error =
      error_of(handle, nullptr, ZIN_E_ERROR,
               error_with(ZIN_CAT_AUTH, "28P01", "password authentication failed for user \"app\""),
               {.doing = "connect"});
  BOOST_TEST(
      error.what() ==
      "authentication_failed: connect failed: the server refused the user or the password: "
      "password authentication failed for user \"app\"; check the username, the password and "
      "who may log in from here [driver sample, SQLSTATE 28P01]");
}

BOOST_FIXTURE_TEST_CASE(throwing_throws_the_same, Driver) {
  BOOST_CHECK_EXCEPTION(throw_status(handle, nullptr, ZIN_E_TIMEOUT, empty_error(), {}), Error,
                        [](const Error& error) { return error.code() == Errc::timeout; });
}

BOOST_AUTO_TEST_SUITE_END()
