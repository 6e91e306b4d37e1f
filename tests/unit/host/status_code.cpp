// From SQLSTATE, category and status to Errc.
// SPDX-License-Identifier: MIT
#include "zin/host/status_code.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

using zin::Errc;
using zin::host::Doing;
using zin::host::errc_of;
using zin::host::Failure;

namespace {

std::string_view code_of(Failure failure, Doing doing = Doing::other) {
  return to_string(errc_of(failure, doing));
}

std::string_view by_state(std::string_view sqlstate, Doing doing = Doing::other,
                          zin_category category = ZIN_CAT_UNKNOWN) {
  return code_of({.category = category, .sqlstate = sqlstate}, doing);
}

std::string_view by_category(zin_category category, Doing doing = Doing::other) {
  return code_of({.category = category}, doing);
}

std::string_view by_status(zin_status status, Doing doing = Doing::other) {
  return code_of({.status = status}, doing);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(status_code)

BOOST_AUTO_TEST_CASE(the_constraint_that_is_violated_is_told_apart) {
  BOOST_TEST(by_state("23505") == "unique_violation");
  BOOST_TEST(by_state("23503") == "foreign_key_violation");
  BOOST_TEST(by_state("23001") == "foreign_key_violation");
  BOOST_TEST(by_state("23502") == "not_null_violation");
  BOOST_TEST(by_state("23514") == "check_violation");
  BOOST_TEST(by_state("23P01") == "unique_violation");
}

BOOST_AUTO_TEST_CASE(a_generic_constraint_is_judged_by_what_the_server_names) {
  BOOST_TEST(by_state("23000") == "check_violation");
  BOOST_TEST(code_of({.sqlstate = "23000", .names_column = true}) == "not_null_violation");
  BOOST_TEST(code_of({.sqlstate = "23000", .names_column = true, .names_constraint = true}) ==
             "check_violation");
}

BOOST_AUTO_TEST_CASE(sqlstates_have_their_codes) {
  BOOST_TEST(by_state("40001") == "serialization_failure");
  BOOST_TEST(by_state("40P01") == "deadlock");
  BOOST_TEST(by_state("42P01") == "undefined_table");
  BOOST_TEST(by_state("42S02") == "undefined_table");
  BOOST_TEST(by_state("3D000") == "undefined_table");
  BOOST_TEST(by_state("42703") == "undefined_column");
  BOOST_TEST(by_state("42S22") == "undefined_column");
  BOOST_TEST(by_state("42601") == "syntax");
  BOOST_TEST(by_state("42000") == "syntax");
  BOOST_TEST(by_state("25006") == "read_only");
  BOOST_TEST(by_state("28P01") == "authentication_failed");
  BOOST_TEST(by_state("28000") == "authentication_failed");
  BOOST_TEST(by_state("42501") == "permission_denied");
  BOOST_TEST(by_state("53300") == "resource_exhausted");
  BOOST_TEST(by_state("53100") == "resource_exhausted");
  BOOST_TEST(by_state("54001") == "resource_exhausted");
  BOOST_TEST(by_state("55P03") == "busy");
  BOOST_TEST(by_state("22003") == "data_error");
  BOOST_TEST(by_state("22P02") == "data_error");
  BOOST_TEST(by_state("0A000") == "unsupported");
  BOOST_TEST(by_state("57P01") == "connection_lost");
  BOOST_TEST(by_state("57P03") == "connection_failed");
}

BOOST_AUTO_TEST_CASE(what_was_asked_for_at_the_wrong_moment_is_the_callers_mistake) {
  for (const char* const state : {"24000", "25001", "25P01", "3B001", "55000", "58P01"}) {
    BOOST_TEST(by_state(state) == "invalid_argument", state);
  }
  BOOST_TEST(by_state("25006") == "read_only");
  BOOST_TEST(by_state("55P03") == "busy");
}

BOOST_AUTO_TEST_CASE(a_damaged_database_and_a_raised_error_are_no_defect_of_ours) {
  BOOST_TEST(by_state("XX001", Doing::other, ZIN_CAT_INTERNAL) == "resource_exhausted");
  BOOST_TEST(by_state("XX002", Doing::other, ZIN_CAT_INTERNAL) == "resource_exhausted");
  BOOST_TEST(by_state("P0001") == "check_violation");
  BOOST_TEST(by_state("XX000", Doing::other, ZIN_CAT_INTERNAL) == "internal");
}

BOOST_AUTO_TEST_CASE(a_name_that_is_taken_is_a_matter_of_the_sql) {
  for (const char* const state : {"42P07", "42710", "42701", "42P04"}) {
    BOOST_TEST(by_state(state, Doing::other, ZIN_CAT_SYNTAX) == "syntax", state);
  }
}

BOOST_AUTO_TEST_CASE(a_cancelled_query_is_a_timeout_if_the_driver_says_so) {
  BOOST_TEST(by_state("57014") == "cancelled");
  BOOST_TEST(by_state("57014", Doing::other, ZIN_CAT_TIMEOUT) == "timeout");
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_not_made_is_not_one_that_is_lost) {
  BOOST_TEST(by_state("08006", Doing::connect) == "connection_failed");
  BOOST_TEST(by_state("08006") == "connection_lost");
  BOOST_TEST(by_category(ZIN_CAT_CONNECTION, Doing::connect) == "connection_failed");
  BOOST_TEST(by_category(ZIN_CAT_CONNECTION) == "connection_lost");
  BOOST_TEST(by_status(ZIN_E_CONN_LOST, Doing::connect) == "connection_failed");
  BOOST_TEST(by_status(ZIN_E_ERROR, Doing::connect) == "connection_failed");
}

BOOST_AUTO_TEST_CASE(while_connecting_the_reason_is_the_better_answer) {
  BOOST_TEST(code_of({.status = ZIN_E_CONN_LOST, .sqlstate = "28P01"}, Doing::connect) ==
             "authentication_failed");
  BOOST_TEST(code_of({.status = ZIN_E_CONN_LOST, .category = ZIN_CAT_AUTH}, Doing::connect) ==
             "authentication_failed");
  BOOST_TEST(code_of({.status = ZIN_E_CONN_LOST, .sqlstate = "28P01"}) == "connection_lost");
}

BOOST_AUTO_TEST_CASE(without_a_sqlstate_the_category_decides) {
  BOOST_TEST(by_category(ZIN_CAT_AUTH) == "authentication_failed");
  BOOST_TEST(by_category(ZIN_CAT_PERMISSION) == "permission_denied");
  BOOST_TEST(by_category(ZIN_CAT_SYNTAX) == "syntax");
  BOOST_TEST(by_category(ZIN_CAT_NOT_FOUND) == "undefined_table");
  BOOST_TEST(code_of({.category = ZIN_CAT_NOT_FOUND, .names_column = true}) == "undefined_column");
  BOOST_TEST(by_category(ZIN_CAT_CONSTRAINT) == "check_violation");
  BOOST_TEST(by_category(ZIN_CAT_DATA) == "data_error");
  BOOST_TEST(by_category(ZIN_CAT_SERIALIZATION) == "serialization_failure");
  BOOST_TEST(by_category(ZIN_CAT_BUSY) == "busy");
  BOOST_TEST(by_category(ZIN_CAT_RESOURCE) == "resource_exhausted");
  BOOST_TEST(by_category(ZIN_CAT_CANCELLED) == "cancelled");
  BOOST_TEST(by_category(ZIN_CAT_TIMEOUT) == "timeout");
  BOOST_TEST(by_category(ZIN_CAT_UNSUPPORTED) == "unsupported");
  BOOST_TEST(by_category(ZIN_CAT_INTERNAL) == "internal");
  BOOST_TEST(by_category(12345) == "internal");
  // MySQL puts refused access under 42000: the category knows better.
  BOOST_TEST(by_state("42000", Doing::other, ZIN_CAT_PERMISSION) == "permission_denied");
}

BOOST_AUTO_TEST_CASE(too_many_requests_is_rate_limited) {
  BOOST_TEST(code_of({.category = ZIN_CAT_BUSY, .native_code = 429}) == "rate_limited");
  BOOST_TEST(code_of({.category = ZIN_CAT_RESOURCE, .native_code = 429}) == "rate_limited");
  BOOST_TEST(code_of({.category = ZIN_CAT_SYNTAX, .native_code = 429}) == "syntax");
}

BOOST_AUTO_TEST_CASE(facts_about_the_call_win_over_the_servers_state) {
  BOOST_TEST(code_of({.status = ZIN_E_TIMEOUT, .sqlstate = "55P03"}) == "timeout");
  BOOST_TEST(code_of({.status = ZIN_E_CANCELLED, .sqlstate = "57014"}) == "cancelled");
  BOOST_TEST(by_status(ZIN_E_UNSUPPORTED) == "unsupported");
  BOOST_TEST(by_status(ZIN_E_NOMEM) == "resource_exhausted");
  BOOST_TEST(by_status(ZIN_E_MISUSE) == "internal");
  BOOST_TEST(by_status(ZIN_E_CONN_LOST) == "connection_lost");
  BOOST_TEST(by_status(ZIN_E_SKIPPED) == "cancelled");
  BOOST_TEST(by_status(ZIN_E_TXN_ROLLED_BACK) == "cancelled");
  BOOST_TEST(by_status(ZIN_E_ERROR) == "internal");
  BOOST_TEST(by_status(-99) == "internal");
  BOOST_TEST(code_of({.status = ZIN_E_TXN_ROLLED_BACK, .sqlstate = "40001"}) ==
             "serialization_failure");
}

BOOST_AUTO_TEST_CASE(a_commit_without_an_answer_is_in_doubt) {
  BOOST_TEST(by_status(ZIN_E_CONN_LOST, Doing::commit) == "in_doubt");
  BOOST_TEST(by_state("08007", Doing::commit) == "in_doubt");
  BOOST_TEST(by_state("40003", Doing::commit) == "in_doubt");
  BOOST_TEST(code_of({.status = ZIN_E_TIMEOUT, .flags = ZIN_ERRF_MAYBE_APPLIED}, Doing::commit) ==
             "in_doubt");
  BOOST_TEST(code_of({.status = ZIN_E_TIMEOUT, .flags = ZIN_ERRF_MAYBE_APPLIED}) == "timeout");
  BOOST_TEST(by_state("40001", Doing::commit) == "serialization_failure");
  BOOST_TEST(by_state("23505", Doing::commit) == "unique_violation");
}

BOOST_AUTO_TEST_CASE(a_bad_option_is_a_bad_configuration) {
  BOOST_TEST(by_status(ZIN_E_MISUSE, Doing::configure) == "invalid_config");
  BOOST_TEST(by_category(ZIN_CAT_DATA, Doing::configure) == "invalid_config");
  BOOST_TEST(by_status(ZIN_E_NOMEM, Doing::configure) == "resource_exhausted");
}

BOOST_AUTO_TEST_SUITE_END()
