// What is missing or wrong is told before anything is sent.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "store.hpp"

namespace {

using namespace zin::test;

Fault failure_of(std::string_view kind, const Options& options) {
  std::vector<zin_kv> given;
  for (const auto& [key, value] : options)
    given.push_back({{key.data(), key.size()}, {value.data(), value.size()}});
  zin_cache* store = nullptr;
  Fault fault;
  const zin_status status = table(kind).cache_open(
      given.data(), static_cast<std::uint32_t>(given.size()), &store, &fault);
  BOOST_CHECK_MESSAGE(status < 0, "it should not open");
  BOOST_CHECK(store == nullptr);
  if (status == ZIN_OK) table(kind).cache_close(store);
  return fault;
}

struct BesideConfig : Beside {
  ~BesideConfig() { Host::set_config({}); }
  std::map<std::string, std::string> rest{{"CLOUDFLARE_ACCOUNT_ID", peer.account},
                                          {"CLOUDFLARE_API_TOKEN", peer.token},
                                          {"CLOUDFLARE_API_BASE_URL", peer.url},
                                          {"KV_NAMESPACE_ID", peer.namespaces[0]}};
  std::map<std::string, std::string> remote{{"KV_REMOTE_URL", peer.proxies[0]},
                                            {"KV_REMOTE_KEY_ID", peer.proxy_key_id},
                                            {"KV_REMOTE_SECRET", peer.proxy_secret},
                                            {"KV_REMOTE_NAMESPACE", "ns"}};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kv_settings, BesideConfig)

BOOST_AUTO_TEST_CASE(variables_are_enough) {
  Host::set_config(rest);
  Store over_rest("kv-http", {});
  BOOST_CHECK_EQUAL(over_rest.set("settings", "x"), ZIN_OK);
  BOOST_CHECK(over_rest.value("settings") == "x");
  Host::set_config(remote);
  Store over_proxy("kv-remote", {});
  BOOST_CHECK_EQUAL(over_proxy.set("settings", "y"), ZIN_OK);
  BOOST_CHECK(over_proxy.value("settings") == "y");
  Host::set_config({});
  Store raw("kv-http", rest_options(peer, 0));
  BOOST_CHECK(raw.get("ns:settings", ZIN_CGET_NO_VALUE).hit);
}

BOOST_AUTO_TEST_CASE(each_missing_variable_is_named_with_the_next_step) {
  for (const auto& [name, step] : std::vector<std::pair<std::string, std::string>>{
           {"CLOUDFLARE_ACCOUNT_ID", "dashboard"},
           {"CLOUDFLARE_API_TOKEN", "CLOUDFLARE_API_TOKEN_FILE"},
           {"KV_NAMESPACE_ID", "KV_BINDING"}}) {
    auto values = rest;
    values.erase(name);
    Host::set_config(values);
    const Fault fault = failure_of("kv-http", {});
    BOOST_CHECK_EQUAL(fault.status, ZIN_E_MISUSE);
    BOOST_CHECK_MESSAGE(fault.says(name + " is not set") && fault.says(step), fault.text());
  }
  for (const std::string name : {"KV_REMOTE_URL", "KV_REMOTE_KEY_ID", "KV_REMOTE_SECRET"}) {
    auto values = remote;
    values.erase(name);
    Host::set_config(values);
    const Fault fault = failure_of("kv-remote", {});
    BOOST_CHECK_EQUAL(fault.status, ZIN_E_MISUSE);
    BOOST_CHECK_MESSAGE(fault.says(name + " is not set"), fault.text());
  }
  BOOST_CHECK_EQUAL(peer.counts().requests, 0u);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_right_is_refused) {
  const std::vector<std::pair<Options, std::string>> wrong{
      {{{"base_url", "http://api.example.com/v4"}}, "CLOUDFLARE_API_BASE_URL"},
      {{{"base_url", "ftp://127.0.0.1/"}}, "CLOUDFLARE_API_BASE_URL"},
      {{{"account_id", "../other"}}, "CLOUDFLARE_ACCOUNT_ID"},
      {{{"namespace_id", "a/b"}}, "KV_NAMESPACE_ID"},
      {{{"api_token", "two\r\nlines"}}, "CLOUDFLARE_API_TOKEN"},
      {{{"connections", "0"}}, "connections"},
      {{{"connections", "65"}}, "connections"},
      {{{"clear_all", "maybe"}}, "clear_all"},
      {{{"timeout_ms", "soon"}}, "timeout_ms"},
      {{{"ttl_round", "up"}}, "ttl_round"},
  };
  for (const auto& [options, name] : wrong) {
    const Fault fault = failure_of("kv-http", rest_options(peer, 0, options));
    BOOST_CHECK_MESSAGE(fault.says(name), fault.text());
    BOOST_CHECK(!fault.says("lines"));
  }
  BOOST_CHECK(failure_of("kv-remote", remote_options(peer, 0, {{"base_url", "http://example.com"}}))
                  .says("KV_REMOTE_URL"));
  BOOST_CHECK_EQUAL(peer.counts().requests, 0u);
}

BOOST_AUTO_TEST_SUITE_END()
