// Errors in the bodies that services send.
// SPDX-License-Identifier: MIT
#include "cloudflare/envelope.hpp"

#include <boost/test/unit_test.hpp>

using namespace zin::cloudflare;

BOOST_AUTO_TEST_SUITE(cloudflare_envelope)

BOOST_AUTO_TEST_CASE(the_first_error_is_read) {
  const auto error = read_error(
      R"({"result":[],"success":false,"errors":[{"code":7500,"message":"no such table: x: SQLITE_ERROR","extra":{}},{"code":1}],"messages":[]})");
  BOOST_TEST(error.code == 7500);
  BOOST_TEST(error.message == "no such table: x: SQLITE_ERROR");
}

BOOST_AUTO_TEST_CASE(a_proxy_says_it_in_a_word) {
  const auto error = read_error(R"({"code":"EXPIRED","message":"too late"})");
  BOOST_TEST(error.word == "EXPIRED");
  BOOST_TEST(error.message == "too late");
}

BOOST_AUTO_TEST_CASE(what_is_no_json_is_quoted) {
  BOOST_TEST(read_error("Durable Object was reset\n\x01").message == "Durable Object was reset  ");
  BOOST_TEST(read_error("").message == "");
  BOOST_TEST(read_error(std::string(1000, 'x')).message.size() == 300u);
  BOOST_TEST(read_error("[1").message == "[1");
  BOOST_TEST(read_error("null").message == "null");
}

BOOST_AUTO_TEST_CASE(success_is_read_wherever_it_stands) {
  BOOST_TEST(read_success(R"({"result":{"success":false},"success":true})").value());
  BOOST_TEST(!read_success(R"({"success":false})").value());
  BOOST_TEST(!read_success("<html>"));
  BOOST_TEST(!read_success("{}"));
}

BOOST_AUTO_TEST_CASE(secrets_are_taken_out) {
  BOOST_TEST(redacted("Bearer t0ken and t0ken", {"t0ken"}) == "Bearer *** and ***");
  BOOST_TEST(redacted("nothing here", {"t0ken", ""}) == "nothing here");
}

BOOST_AUTO_TEST_CASE(a_status_alone_has_a_meaning) {
  const auto failure = [](int status, bool safe = true, Headers headers = {}) {
    return status_failure({.status = status, .headers = std::move(headers), .body = {}},
                          {.code = 10000, .word = {}, .message = "Authentication error"}, safe);
  };
  BOOST_TEST(failure(401).category == ZIN_CAT_AUTH);
  BOOST_TEST(failure(401).message == "HTTP 401, code 10000: Authentication error");
  BOOST_TEST(failure(403).category == ZIN_CAT_PERMISSION);
  BOOST_TEST(failure(404).category == ZIN_CAT_NOT_FOUND);
  BOOST_TEST(failure(413).category == ZIN_CAT_RESOURCE);
  BOOST_TEST(failure(504).status == ZIN_E_TIMEOUT);
  BOOST_TEST(failure(429).native_code == 429);
  BOOST_TEST(failure(429, false, {{"retry-after", "2"}}).retry_after_ns == 2'000'000'000);
  BOOST_TEST(failure(500).flags == 0u);
  BOOST_TEST((failure(500, false).flags & ZIN_ERRF_MAYBE_APPLIED) != 0u);
}

BOOST_AUTO_TEST_SUITE_END()
