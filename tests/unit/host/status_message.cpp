// The sentences for failures that need their own words.
// SPDX-License-Identifier: MIT
#include "zin/host/status_message.hpp"

#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "sample_tables.hpp"
#include "scratch_folder.hpp"

using zin::Errc;
using zin::ErrorInfo;
using zin::host::Doing;
using zin::host::DriverHandle;
using zin::host::errc_of;
using zin::host::Failure;
using zin::host::message_of;
using zin::host::MessageParts;
using zin::host::PluginOrigin;
using zin::test::has;
using zin::test::sample_driver;

namespace {

std::string message(const Failure& failure, Doing doing, const MessageParts& parts,
                    ErrorInfo info = {}) {
  static const DriverHandle driver{sample_driver(), std::make_shared<const PluginOrigin>()};
  info.code = errc_of(failure, doing);
  return message_of(failure, info, parts, driver);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(status_message)

BOOST_AUTO_TEST_CASE(a_bad_option_is_named_without_its_value) {
  const std::string said =
      message({.status = ZIN_E_ERROR, .category = ZIN_CAT_DATA}, Doing::configure,
              {.doing = "configure", .driver_text = "option password: `hunter2` has a bad byte"});
  BOOST_TEST(said ==
             "configure failed: the value of the option password cannot be right; "
             "its options are host, password, port");
}

BOOST_AUTO_TEST_CASE(an_unknown_option_is_named_by_the_driver) {
  BOOST_TEST(has(message({.status = ZIN_E_MISUSE}, Doing::configure,
                         {.doing = "configure", .driver_text = "unknown option `hots`"}),
                 "the driver does not take an option as it was given: unknown option `hots`; "));
}

BOOST_AUTO_TEST_CASE(what_never_ran_says_so) {
  BOOST_TEST(
      message({.status = ZIN_E_SKIPPED}, Doing::other, {.doing = "execute", .batch_index = 2}) ==
      "execute failed at statement 2 of the batch: it did not run, because an earlier "
      "statement of the batch failed; mend the one that failed and send this one again");
}

BOOST_AUTO_TEST_CASE(a_transaction_that_had_failed_says_so) {
  BOOST_TEST(has(message({.status = ZIN_E_TXN_ROLLED_BACK}, Doing::commit, {.doing = "commit"}),
                 "the transaction had failed before, so the server rolled it back"));
  BOOST_TEST(has(message({.sqlstate = "25P02"}, Doing::other, {.doing = "execute"}),
                 "an earlier statement of this transaction failed"));
}

BOOST_AUTO_TEST_CASE(a_column_without_a_table_or_a_table_alone_still_reads) {
  ErrorInfo info;
  info.column = "email";
  BOOST_TEST(has(message({.sqlstate = "23502"}, Doing::other, {.doing = "execute"}, info),
                 "a column that must have a value has none (column email); give it a value"));
  info = {};
  info.table = "users";
  BOOST_TEST(has(message({.sqlstate = "23503"}, Doing::other, {.doing = "execute"}, info),
                 "still referred to (users); insert the parent first"));
  info = {};
  info.column = "age";
  info.table = "users";
  BOOST_TEST(has(message({.sqlstate = "22003"}, Doing::other, {.doing = "execute"}, info),
                 "malformed for its column (users(age)); "));
}

BOOST_AUTO_TEST_CASE(a_service_that_asks_to_wait_says_how_long) {
  BOOST_TEST(has(message({.category = ZIN_CAT_BUSY, .native_code = 429}, Doing::other,
                         {.doing = "execute", .retry_after_ns = 1'500'000'000}),
                 "the service asks to slow down; run it again after 1500 ms"));
}

BOOST_AUTO_TEST_CASE(a_lost_connection_warns_of_what_may_have_happened) {
  ErrorInfo info;
  info.may_be_applied = true;
  BOOST_TEST(has(message({.status = ZIN_E_CONN_LOST}, Doing::other, {.doing = "execute"}, info),
                 "it may have been executed: look before running it again"));
  BOOST_TEST(has(message({.status = ZIN_E_CONN_LOST}, Doing::other, {.doing = "execute"}),
                 "run it again on a new connection"));
}

BOOST_AUTO_TEST_CASE(a_name_that_is_taken_is_not_called_unintelligible) {
  BOOST_TEST(
      message({.category = ZIN_CAT_SYNTAX, .sqlstate = "42P07"}, Doing::other,
              {.doing = "prepare", .driver_text = "table t already exists"}) ==
      "prepare failed: something of that name exists already: table t already exists; choose "
      "another name, drop the old one or say IF NOT EXISTS");
  BOOST_TEST(has(message({.category = ZIN_CAT_SYNTAX, .sqlstate = "42601"}, Doing::other,
                         {.doing = "prepare"}),
                 "the server does not understand the SQL; mend the statement"));
}

BOOST_AUTO_TEST_CASE(a_wrong_moment_is_told_in_the_words_of_the_driver) {
  BOOST_TEST(has(message({.sqlstate = "25001"}, Doing::other,
                         {.doing = "execute", .driver_text = "cannot VACUUM now"}),
                 "this cannot be done inside of a transaction: cannot VACUUM now; end the "));
  // Unless these may quote what was bound.
  BOOST_TEST(!has(message({.category = ZIN_CAT_DATA, .sqlstate = "58P01"}, Doing::other,
                          {.doing = "execute", .driver_text = "unable to open /secret"}),
                  "secret"));
}

BOOST_AUTO_TEST_CASE(where_no_host_is_given_no_host_is_to_be_checked) {
  zin_driver table = sample_driver();
  table.option_keys = {"database", 8};
  const DriverHandle of_files{table, std::make_shared<const PluginOrigin>()};
  ErrorInfo info;
  info.code = Errc::connection_failed;
  const Failure failure{.category = ZIN_CAT_CONNECTION};
  const MessageParts parts{.doing = "connect", .driver_text = "no folder"};
  BOOST_TEST(message_of(failure, info, parts, of_files) ==
             "connect failed: no connection could be made: no folder; check what it names and the "
             "permissions of its file and folder");
  BOOST_TEST(has(message(failure, Doing::connect, parts), "check the host, the port"));
}

BOOST_AUTO_TEST_CASE(a_broken_rule_is_to_be_reported) {
  BOOST_TEST(
      has(message({.status = ZIN_E_MISUSE}, Doing::other,
                  {.doing = "fetch", .driver_text = "no cursor is open"}),
          "fetch failed: zin or the driver broke the rules between them; nothing was changed: "
          "no cursor is open; report it"));
}

BOOST_AUTO_TEST_SUITE_END()
