// What goes wrong between driver and service, and what becomes of the statement.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <thread>

#include "../../support/eventually.hpp"
#include "engine.hpp"

using namespace zin::test;

namespace {

struct Faults : Open {
  Faults() : Open(engine_options(4)) {
    make("kept", "n INTEGER");
    gate.forget();
  }
  zin_status insert() { return fails("INSERT INTO kept VALUES (1)"); }
  std::string count() {
    gate.fault("[]");
    return value("SELECT count(*) FROM kept");
  }
  Gate gate;
};

bool maybe_applied(const Fault& fault) { return (fault.flags & ZIN_ERRF_MAYBE_APPLIED) != 0; }

}  // namespace

BOOST_AUTO_TEST_SUITE(d1_faults)

BOOST_FIXTURE_TEST_CASE(a_throttled_write_is_sent_again, Faults) {
  gate.fault(R"({"status":429,"headers":{"Retry-After":"0"}})");
  query("INSERT INTO kept VALUES (1)");
  BOOST_TEST(gate.requests() == 2u);
  BOOST_TEST(count() == "i64 1");
}

BOOST_FIXTURE_TEST_CASE(a_long_wait_is_told_instead, Faults) {
  gate.fault(R"({"status":429,"headers":{"Retry-After":"300"}})");
  insert();
  BOOST_TEST(fault.category == ZIN_CAT_BUSY);
  BOOST_TEST(fault.native_code == 429);
  BOOST_TEST(fault.retry_after_ns == 300 * second);
  BOOST_TEST(!maybe_applied(fault));
  BOOST_TEST(gate.requests() == 1u);
}

BOOST_FIXTURE_TEST_CASE(a_read_outlives_what_a_write_does_not, Faults) {
  for (
      const char* const rule :
      {R"({"status":500,"body":"oops"})",
       R"({"status":500,"body":"{\"success\":false,\"errors\":[{\"code\":7500,\"message\":\"D1_ERROR: Network connection lost.\"}]}"})",
       R"({"answer":false,"end":"close"})", R"({"answer":false,"end":"reset"})", R"({"cut":10})"}) {
    BOOST_TEST_CONTEXT(rule) {
      gate.forget();
      gate.fault(rule);
      BOOST_TEST(value("SELECT 7") == "i64 7");
      BOOST_TEST(gate.requests() == 2u);
      gate.fault(rule);
      insert();
      BOOST_TEST(fault.category == ZIN_CAT_CONNECTION, fault.text());
      BOOST_TEST(maybe_applied(fault));
      BOOST_TEST(gate.requests() == 3u);
    }
  }
}

BOOST_FIXTURE_TEST_CASE(a_write_that_is_marked_may_be_sent_twice, Faults) {
  gate.fault(R"({"status":503,"body":""})");
  static_cast<void>(exec({.sql = "DELETE FROM kept WHERE n = 5", .flags = ZIN_EXEC_IDEMPOTENT}));
  BOOST_TEST(gate.requests() == 2u);
}

BOOST_FIXTURE_TEST_CASE(what_is_no_answer_of_the_service_is_no_success, Faults) {
  for (const char* const body : {"", "<html>", "null", "[]", "{}", "{\\\"success\\\":true}",
                                 "{\\\"success\\\":true,\\\"result\\\":[]}"}) {
    BOOST_TEST_CONTEXT(body) {
      gate.fault(R"({"status":200,"body":")" + std::string(body) + "\"}");
      BOOST_TEST(fails("SELECT 1") == ZIN_E_ERROR);
      BOOST_TEST(fault.category == ZIN_CAT_CONNECTION);
    }
  }
  BOOST_TEST(value("SELECT 1") == "i64 1");
}

BOOST_FIXTURE_TEST_CASE(a_failure_is_one_whatever_the_status_says, Faults) {
  gate.fault(
      R"({"status":200,"body":"{\"success\":false,\"errors\":[{\"code\":7500,\"message\":\"no such table: x: SQLITE_ERROR\"}],\"result\":[]}"})");
  BOOST_TEST(fails("SELECT 1") == ZIN_E_ERROR);
  BOOST_TEST(fault.state() == "42P01", fault.text());
}

BOOST_FIXTURE_TEST_CASE(quotas_and_refusals_are_not_tried_again, Faults) {
  gate.fault(
      R"({"status":400,"body":"{\"success\":false,\"errors\":[{\"code\":7500,\"message\":\"Your account has exceeded D1's free tier daily row read limit\"}]}"})");
  BOOST_TEST(fails("SELECT 1") == ZIN_E_ERROR);
  BOOST_TEST(fault.category == ZIN_CAT_RESOURCE);
  BOOST_TEST(gate.requests() == 1u);
  gate.fault(
      R"({"status":500,"body":"{\"success\":false,\"errors\":[{\"code\":7500,\"message\":\"D1 DB exceeded its CPU time limit and was reset.\"}]}"})");
  BOOST_TEST(fails("SELECT 1") == ZIN_E_ERROR);
  BOOST_TEST(fault.category == ZIN_CAT_RESOURCE);
  BOOST_TEST(gate.requests() == 2u);
}

BOOST_FIXTURE_TEST_CASE(a_deadline_ends_the_wait_and_the_connection_lives, Faults) {
  gate.fault(R"({"answer":false,"end":"hang","forward":false})");
  BOOST_TEST(
      !try_exec({.sql = "INSERT INTO kept VALUES (1)", .deadline_ns = now_ns() + second / 5}));
  BOOST_TEST(fault.status == ZIN_E_TIMEOUT);
  BOOST_TEST(maybe_applied(fault));
  gate.fault(R"({"dribble_ms":20})");
  BOOST_TEST(
      !try_exec({.sql = "INSERT INTO kept VALUES (2)", .deadline_ns = now_ns() + second / 5}));
  BOOST_TEST(fault.status == ZIN_E_TIMEOUT);
  BOOST_TEST(state() == ZIN_CONN_USABLE);
  BOOST_TEST(value("SELECT 1") == "i64 1");
}

BOOST_FIXTURE_TEST_CASE(a_cancel_ends_the_wait_and_the_connection_lives, Faults) {
  gate.fault(R"({"answer":false,"end":"hang","forward":false})");
  std::thread other([&] {
    eventually("the request arrives", [&] { return gate.requests() == 1; });
    BOOST_TEST(driver().cancel(handle(), 4711, ZIN_NEVER, nullptr) == ZIN_OK);
  });
  BOOST_TEST(!try_exec({.sql = "INSERT INTO kept VALUES (1)", .token = 4711}));
  other.join();
  BOOST_TEST(fault.status == ZIN_E_CANCELLED);
  BOOST_TEST(value("SELECT 1") == "i64 1");
}

BOOST_FIXTURE_TEST_CASE(a_connection_serves_many_statements, Faults) {
  for (int i = 0; i < 5; ++i) query("SELECT 1");
  BOOST_TEST(gate.requests() == 5u);
  BOOST_TEST(gate.connections() == 1u);
}

BOOST_FIXTURE_TEST_CASE(neither_token_nor_values_reach_the_log, Faults) {
  take_log();
  query("SELECT ?", {txt("a-secret-value")});
  fails("SELECT * FROM nowhere WHERE a = ?", {txt("a-secret-value")});
  for (const std::string& line : take_log()) {
    BOOST_TEST(line.find(engine("TOKEN")) == std::string::npos);
    BOOST_TEST(line.find("a-secret-value") == std::string::npos);
  }
  // A gateway that repeats what it was sent.
  gate.fault(R"({"status":400,"body":"Bearer )" + engine("TOKEN") + "\"}");
  fails("SELECT 1");
  BOOST_TEST(fault.text().find(engine("TOKEN")) == std::string::npos, fault.text());
}

BOOST_AUTO_TEST_SUITE_END()
