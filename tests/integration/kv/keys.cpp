// Keys stand in an address byte by byte; what KV would not take never leaves this machine.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <set>

#include "store.hpp"

namespace {

using namespace zin::test;

const std::vector<std::string> hard_keys{"a/b",
                                         "a%2Fb",
                                         "/",
                                         "//",
                                         "a b",
                                         "a+b",
                                         "a?b#c&d=e",
                                         "...",
                                         ".hidden",
                                         "..x",
                                         "a\\b",
                                         "\"'`",
                                         "\xC3\xA4\xE2\x82\xAC",
                                         "\x01\x1F\x7F",
                                         "a\nb",
                                         "%",
                                         "100%25",
                                         "~-_.",
                                         "a:b@c;,",
                                         "|^<>",
                                         std::string(512, 'k')};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kv_keys, Beside)

BOOST_AUTO_TEST_CASE(each_key_is_its_own) {
  Store store("kv-http", rest_options(peer, 1));
  for (const std::string& key : hard_keys)
    BOOST_REQUIRE_MESSAGE(store.set(key, "value of " + key) == ZIN_OK, key << store.fault.text());
  for (const std::string& key : hard_keys) BOOST_CHECK(store.value(key) == "value of " + key);
  const auto got = store.get_many(hard_keys);
  for (std::size_t i = 0; i < hard_keys.size(); ++i)
    BOOST_CHECK_EQUAL(got[i].value, "value of " + hard_keys[i]);
  std::set<std::string> listed;
  for (std::string resume;;) {
    const auto page = store.scan("", resume, 10);
    BOOST_REQUIRE_MESSAGE(page, store.fault.text());
    listed.insert(page->keys.begin(), page->keys.end());
    if (page->last) break;
    resume = page->next;
  }
  BOOST_CHECK(listed == std::set<std::string>(hard_keys.begin(), hard_keys.end()));
  for (const std::string& key : hard_keys) BOOST_CHECK_EQUAL(store.remove(key), ZIN_OK);
  for (const std::string& key : hard_keys) BOOST_CHECK(!store.value(key));
}

BOOST_AUTO_TEST_CASE(a_key_that_kv_does_not_take_is_refused_before_a_request) {
  for (const std::string_view kind : {"kv-http", "kv-remote"}) {
    Store store(kind, kind == "kv-http" ? rest_options(peer, 1) : remote_options(peer, 1));
    const std::vector<std::pair<std::string, std::string>> refused{
        {"", "empty"},
        {".", "'.'"},
        {"..", "'..'"},
        {std::string(513, 'k'), "513 bytes"},
        {"\xC3\xA4" + std::string(511, 'k'), "513 bytes"},
        {"no UTF-8 \xFF", "no UTF-8"},
    };
    for (const auto& [key, words] : refused) {
      BOOST_CHECK_EQUAL(store.try_get(key), ZIN_E_ERROR);
      BOOST_CHECK_MESSAGE(store.fault.says(words), store.fault.text());
      BOOST_CHECK_EQUAL(std::string(store.fault.sqlstate), "55000");
      BOOST_CHECK_EQUAL(store.set(key, "x"), ZIN_E_ERROR);
      BOOST_CHECK_EQUAL(store.remove(key), ZIN_E_ERROR);
      // One of many spoils the call before any of them is sent.
      BOOST_CHECK_EQUAL(store.set_many({{"good", "x"}, {key, "x"}}), ZIN_E_ERROR);
    }
    BOOST_CHECK(!store.scan(std::string(513, 'k')));
  }
  BOOST_CHECK_EQUAL(peer.counts().requests, 0u);
}

BOOST_AUTO_TEST_SUITE_END()
