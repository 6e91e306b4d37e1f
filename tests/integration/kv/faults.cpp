// A service that throttles, fails, lies or breaks off: what is sent again, and what is told.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <thread>

#include "store.hpp"

namespace {

using namespace zin::test;

struct BesideStore : Beside {
  BesideStore() : store("kv-http", rest_options(peer, 6)) {
    BOOST_REQUIRE_MESSAGE(store.set("there", "x") == ZIN_OK, store.fault.text());
    peer.forget();
  }
  Store store;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kv_faults, BesideStore)

BOOST_AUTO_TEST_CASE(a_throttled_write_waits_and_is_done) {
  peer.fault(R"({"method":"PUT","status":429,"headers":{"retry-after":"1"},"body":"slow down"})");
  BOOST_CHECK_MESSAGE(store.set("throttled", "x") == ZIN_OK, store.fault.text());
  BOOST_CHECK_EQUAL(peer.counts("PUT").requests, 2u);
  BOOST_CHECK_EQUAL(peer.counts("PUT").forwarded, 1u);
  BOOST_CHECK(store.value("throttled") == "x");
}

BOOST_AUTO_TEST_CASE(a_wait_of_more_than_a_minute_is_not_waited_for) {
  peer.fault(R"({"method":"PUT","status":429,"times":3,"headers":{"retry-after":"120"}})");
  BOOST_CHECK_EQUAL(store.set("throttled", "x"), ZIN_E_ERROR);
  BOOST_CHECK_EQUAL(store.fault.category, ZIN_CAT_BUSY);
  BOOST_CHECK_EQUAL(store.fault.native_code, 429);
  BOOST_CHECK_EQUAL(store.fault.retry_after_ns, 120 * second_ns);
  BOOST_CHECK_MESSAGE(store.fault.says("one write a second"), store.fault.text());
  BOOST_CHECK_EQUAL(peer.counts("PUT").requests, 1u);
}

BOOST_AUTO_TEST_CASE(a_failing_server_is_asked_again) {
  for (const std::string_view body :
       {"{\\\"success\\\":false,\\\"errors\\\":[{\\\"code\\\":7500}]}", "<html>bad gateway</html>",
        ""}) {
    peer.forget();
    peer.fault("{\"status\":502,\"body\":\"" + std::string(body) + "\"}");
    BOOST_CHECK(store.value("there") == "x");
    BOOST_CHECK_EQUAL(peer.counts().requests, 2u);
    peer.fault("{\"status\":503,\"body\":\"" + std::string(body) + "\"}");
    BOOST_CHECK_EQUAL(store.set("there", "x"), ZIN_OK);
    BOOST_CHECK_EQUAL(peer.counts("PUT").requests, 2u);
  }
}

BOOST_AUTO_TEST_CASE(a_server_that_goes_on_failing_is_told) {
  peer.fault(R"({"status":502,"times":3,"body":"<html>\u0007bad gateway</html>"})");
  BOOST_CHECK_EQUAL(store.try_get("there"), ZIN_E_ERROR);
  BOOST_CHECK_EQUAL(store.fault.category, ZIN_CAT_CONNECTION);
  BOOST_CHECK_EQUAL(store.fault.native_code, 502);
  BOOST_CHECK_MESSAGE(store.fault.says("bad gateway"), store.fault.text());
  BOOST_CHECK_EQUAL(peer.counts().requests, 3u);
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_asked_for_again) {
  for (const std::string_view fault :
       {R"({"answer":false,"end":"reset"})", R"({"forward":true,"answer":false,"end":"reset"})",
        R"({"forward":true,"answer":false,"end":"close"})", R"({"cut":0})",
        R"({"path":"/bulk","cut":40,"end":"reset"})"}) {
    BOOST_TEST_CONTEXT(fault) {
      peer.forget();
      peer.fault(fault);
      BOOST_CHECK_MESSAGE(store.set_many({{"lost:1", "a"}, {"lost:2", "b"}}) == ZIN_OK,
                          store.fault.text());
      BOOST_CHECK_EQUAL(peer.counts("PUT").requests, 2u);
      BOOST_CHECK(store.value("lost:2") == "b");
    }
  }
}

BOOST_AUTO_TEST_CASE(half_a_value_is_never_handed_out) {
  BOOST_REQUIRE_EQUAL(store.set("half", "0123456789"), ZIN_OK);
  peer.fault(R"({"path":"/values/half","cut":5})");
  BOOST_CHECK(store.value("half") == "0123456789");
  peer.fault(R"({"path":"/values/half","cut":5,"times":3})");
  BOOST_CHECK_EQUAL(store.try_get("half"), ZIN_E_ERROR);
  BOOST_CHECK_EQUAL(store.fault.category, ZIN_CAT_CONNECTION);
}

BOOST_AUTO_TEST_CASE(a_connection_that_was_closed_while_idle_costs_no_attempt) {
  BOOST_CHECK(store.value("there") == "x");
  peer.fault(R"({"end":"close"})");
  BOOST_CHECK(store.value("there") == "x");
  // The end of the connection is on its way.
  for (int i = 0; i < 100 && peer.counts("GET").requests < 2; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  BOOST_CHECK(store.value("there") == "x");
  BOOST_CHECK_EQUAL(peer.counts("GET").requests, 3u);
  BOOST_CHECK_EQUAL(peer.counts("GET").connections, 2u);
}

BOOST_AUTO_TEST_CASE(an_idle_connection_is_used_again) {
  for (int i = 0; i < 5; ++i) BOOST_CHECK(store.value("there") == "x");
  BOOST_CHECK_EQUAL(peer.counts().connections, 1u);
}

BOOST_AUTO_TEST_CASE(a_page_of_a_gateway_is_neither_a_miss_nor_a_success) {
  peer.fault(R"({"status":404,"body":"<html>nothing here</html>"})");
  BOOST_CHECK_EQUAL(store.try_get("there"), ZIN_E_ERROR);
  BOOST_CHECK_MESSAGE(store.fault.says("CLOUDFLARE_API_BASE_URL"), store.fault.text());
  peer.fault(R"({"status":200,"body":"<html>welcome</html>","times":3})");
  BOOST_CHECK_EQUAL(store.set("there", "y"), ZIN_E_ERROR);
  BOOST_CHECK_MESSAGE(store.fault.says("envelope"), store.fault.text());
  for (const std::string_view body :
       {"", "{", "[]", "{\\\"success\\\":true}", "{\\\"success\\\":true,\\\"result\\\":7}",
        "{\\\"success\\\":true,\\\"result\\\":[7]}",
        "{\\\"success\\\":true,\\\"result\\\":[{\\\"name\\\":\\\"a"}) {
    BOOST_TEST_CONTEXT(body) {
      peer.forget();
      peer.fault("{\"path\":\"/keys?\",\"times\":3,\"body\":\"" + std::string(body) + "\"}");
      BOOST_CHECK(!store.scan("there"));
      BOOST_CHECK_EQUAL(store.fault.category, ZIN_CAT_CONNECTION);
    }
  }
}

BOOST_AUTO_TEST_CASE(success_is_what_the_envelope_says_not_the_status) {
  peer.fault(R"({"method":"PUT","status":200,
    "body":"{\"success\":false,\"errors\":[{\"code\":10033,\"message\":\"no value\"}]}"})");
  BOOST_CHECK_EQUAL(store.set("there", "y"), ZIN_E_ERROR);
  BOOST_CHECK_MESSAGE(store.fault.says("10033") && store.fault.says("no value"),
                      store.fault.text());
  BOOST_CHECK(store.value("there") == "x");
}

BOOST_AUTO_TEST_CASE(a_trickle_of_bytes_does_not_outlive_the_deadline) {
  store.deadline_ns = Host::now_ns() + second_ns;
  peer.fault(R"({"dribble_ms":100,"times":3})");
  BOOST_CHECK_EQUAL(store.try_get("there"), ZIN_E_TIMEOUT);
  BOOST_CHECK_EQUAL(store.fault.category, ZIN_CAT_TIMEOUT);
  store.deadline_ns = ZIN_NEVER;
  peer.forget();
  peer.fault(R"({"dribble_ms":1,"dribble_bytes":7})");
  BOOST_CHECK(store.value("there") == "x");
}

BOOST_AUTO_TEST_CASE(silence_ends_at_the_deadline) {
  store.deadline_ns = Host::now_ns() + second_ns / 2;
  peer.fault(R"({"answer":false,"end":"hang"})");
  BOOST_CHECK_EQUAL(store.try_get("there"), ZIN_E_TIMEOUT);
  store.deadline_ns = ZIN_NEVER;
  BOOST_CHECK(store.value("there") == "x");
}

BOOST_AUTO_TEST_CASE(who_may_not_is_told_what_to_look_at) {
  Store wrong_token("kv-http", rest_options(peer, 6, {{"api_token", "wrong-token-1234"}}));
  BOOST_CHECK_EQUAL(wrong_token.try_get("there"), ZIN_E_ERROR);
  BOOST_CHECK_EQUAL(wrong_token.fault.category, ZIN_CAT_PERMISSION);
  BOOST_CHECK_MESSAGE(
      wrong_token.fault.says("10000") && wrong_token.fault.says("CLOUDFLARE_API_TOKEN"),
      wrong_token.fault.text());
  BOOST_CHECK(!wrong_token.fault.says("wrong-token-1234"));

  Store wrong_namespace("kv-http", rest_options(peer, 6, {{"namespace_id", "0123"}}));
  BOOST_CHECK_EQUAL(wrong_namespace.try_get("there"), ZIN_E_ERROR);
  BOOST_CHECK_MESSAGE(
      wrong_namespace.fault.says("10013") && wrong_namespace.fault.says("KV_NAMESPACE_ID"),
      wrong_namespace.fault.text());
  BOOST_CHECK_EQUAL(peer.counts().requests, 2u);

  Store wrong_account("kv-http", rest_options(peer, 6, {{"account_id", "0123"}}));
  BOOST_CHECK_EQUAL(wrong_account.set("there", "x"), ZIN_E_ERROR);
  BOOST_CHECK_MESSAGE(wrong_account.fault.says("CLOUDFLARE_ACCOUNT_ID"),
                      wrong_account.fault.text());
}

BOOST_AUTO_TEST_CASE(a_token_that_a_gateway_repeats_is_not_told) {
  peer.fault("{\"status\":400,\"body\":\"your header was: Bearer " + peer.token + "\"}");
  BOOST_CHECK_EQUAL(store.try_get("there"), ZIN_E_ERROR);
  BOOST_CHECK_MESSAGE(store.fault.says("your header was"), store.fault.text());
  BOOST_CHECK(!store.fault.says(peer.token));
  for (const std::string& line : Host::take_log())
    BOOST_CHECK(line.find(peer.token) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(nobody_at_the_address_is_told) {
  Store nowhere("kv-http", rest_options(peer, 6, {{"base_url", "http://127.0.0.1:9/client/v4"}}));
  BOOST_CHECK_EQUAL(nowhere.try_get("there"), ZIN_E_ERROR);
  BOOST_CHECK_EQUAL(nowhere.fault.category, ZIN_CAT_CONNECTION);
  BOOST_CHECK_MESSAGE(nowhere.fault.says("127.0.0.1:9"), nowhere.fault.text());
}

BOOST_AUTO_TEST_SUITE_END()
