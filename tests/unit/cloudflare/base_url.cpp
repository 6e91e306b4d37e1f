// Which addresses are taken.
// SPDX-License-Identifier: MIT
#include "cloudflare/base_url.hpp"

#include <boost/test/unit_test.hpp>

#include "zin/plugin/failure.hpp"

using zin::cloudflare::parse_base_url;

BOOST_AUTO_TEST_SUITE(cloudflare_base_url)

BOOST_AUTO_TEST_CASE(an_address_is_taken_apart) {
  const auto api = parse_base_url("https://api.cloudflare.com/client/v4", "URL");
  BOOST_TEST(api.tls);
  BOOST_TEST(api.host == "api.cloudflare.com");
  BOOST_TEST(api.port == 443);
  BOOST_TEST(api.path == "/client/v4");
  BOOST_TEST(api.authority() == "api.cloudflare.com");
  const auto local = parse_base_url("HTTP://[::1]:8787/", "URL");
  BOOST_TEST(!local.tls);
  BOOST_TEST(local.host == "::1");
  BOOST_TEST(local.path == "");
  BOOST_TEST(local.authority() == "[::1]:8787");
}

BOOST_AUTO_TEST_CASE(http_goes_to_this_machine_only) {
  for (const char* const url : {"http://localhost:1", "http://127.0.0.1", "http://127.3.2.1/a"})
    BOOST_CHECK_NO_THROW(static_cast<void>(parse_base_url(url, "URL")));
  for (const char* const url :
       {"http://example.com", "http://127.0.0.1.example.com", "http://127.0.0",
        "http://127.0.0.256", "http://localhost.example.com", "http://10.0.0.1"})
    BOOST_CHECK_EXCEPTION(static_cast<void>(parse_base_url(url, "SOME_URL")), zin::plugin::Failure,
                          [](const auto& failure) {
                            return failure.status == ZIN_E_MISUSE &&
                                   failure.message.starts_with("SOME_URL would send secrets");
                          });
}

BOOST_AUTO_TEST_CASE(what_is_no_address_is_refused) {
  for (const char* const url :
       {"", "ftp://x", "https://", "https://user:word@x", "https://x?y", "https://x#y",
        "https://x:0", "https://x:70000", "https://x:y", "https://[::1", "https://a b"})
    BOOST_CHECK_THROW(static_cast<void>(parse_base_url(url, "URL")), zin::plugin::Failure);
}

BOOST_AUTO_TEST_SUITE_END()
