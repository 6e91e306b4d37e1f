// Signatures as another implementation of HMAC makes them.
// SPDX-License-Identifier: MIT
#include "cloudflare/signing.hpp"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

#include "cloudflare/http_session.hpp"

using namespace zin::cloudflare;

BOOST_AUTO_TEST_SUITE(cloudflare_signing)

BOOST_AUTO_TEST_CASE(headers_carry_the_signature) {
  // Computed with Python's hmac and hashlib.
  const auto headers =
      sign({.id = "kid", .secret = "s3cret \xc3\xa9"}, {.method = "POST",
                                                        .path = "/zin/d1/query",
                                                        .search = "",
                                                        .body = R"({"sql":"select 1","params":[]})",
                                                        .timestamp_ms = 1'700'000'000'000,
                                                        .nonce = "0123456789abcdef"});
  const Headers expected = {
      {"x-zt-key-id", "kid"},
      {"x-zt-timestamp", "1700000000000"},
      {"x-zt-nonce", "0123456789abcdef"},
      {"x-zt-body-sha256", "6a1dc3047933e1d81f579b56bc328ca0936ce0a72cfa5f94018e5139b3dfabfe"},
      {"x-zt-signature", "98e3b668fb250bacfdf278a2d7b9375c390d3107a81844de59d9d5243b56ad67"}};
  BOOST_TEST((headers == expected));
}

BOOST_AUTO_TEST_CASE(the_digest_is_sha256) {
  BOOST_TEST(
      sha256_hex("abc") ==
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180-2, B.1
}

BOOST_AUTO_TEST_CASE(no_nonce_comes_twice) {
  std::set<std::string> all;
  for (int i = 0; i < 100; ++i) all.insert(new_nonce());
  BOOST_TEST(all.size() == 100u);
  BOOST_TEST(all.begin()->size() == 32u);
}

BOOST_AUTO_TEST_SUITE_END()
