// The signed proxy: its signature, its JSON, its limits.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "store.hpp"

namespace {

using namespace zin::test;

std::string every_byte() {
  std::string out;
  for (int i = 0; i < 256; ++i) out += static_cast<char>(i);
  return out;
}

struct BesideProxy : Beside {
  ~BesideProxy() {
    peer.set_proxy(1, R"({"skew_ms":0,"window_ms":60000})");
    Store all("kv-http", rest_options(peer, 1, {{"clear_all", "true"}}));
    (void)all.clear("");
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kv_remote, BesideProxy)

BOOST_AUTO_TEST_CASE(each_value_comes_back_as_it_went) {
  Store store("kv-remote", remote_options(peer, 1));
  const std::vector<std::string> values{
      "",         "plain",  "\"quoted\"",           "{\"a\":1}", "null", "\xC3\xA4\xF0\x9F\x98\x80",
      "\xFF\xFE", "zin1;0", std::string("a\0b", 3), every_byte()};
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < values.size(); ++i) {
    keys.push_back("v/" + std::to_string(i));
    BOOST_REQUIRE_MESSAGE(
        store.set(keys.back(), values[i], i % 2 == 0 ? second_ns * 9 : ZIN_TTL_NONE) == ZIN_OK,
        store.fault.text());
    BOOST_CHECK(store.value(keys.back()) == values[i]);
  }
  const auto got = store.get_many(keys);
  for (std::size_t i = 0; i < values.size(); ++i) BOOST_CHECK(got[i].value == values[i]);
  BOOST_CHECK(!store.value("v/absent"));
  BOOST_CHECK_EQUAL(store.remove(keys[1]), ZIN_OK);
  BOOST_CHECK(!store.value(keys[1]));
}

BOOST_AUTO_TEST_CASE(what_others_stored_is_read_as_the_json_that_it_is) {
  Store raw("kv-http", rest_options(peer, 1));
  Store store("kv-remote", remote_options(peer, 1));
  for (const std::string_view json : {"{\"a\":[1,2]}", "\"text\"", "7", "no JSON at all"}) {
    BOOST_REQUIRE_EQUAL(raw.set("foreign", json), ZIN_OK);
    BOOST_CHECK(store.value("foreign") == json);
  }
  BOOST_REQUIRE_EQUAL(raw.set("foreign", "\"zin1;damaged"), ZIN_OK);
  BOOST_CHECK_EQUAL(store.try_get("foreign"), ZIN_E_ERROR);
  BOOST_CHECK_MESSAGE(store.fault.says("damaged"), store.fault.text());
}

BOOST_AUTO_TEST_CASE(a_namespace_is_a_prefix_and_is_not_seen) {
  Store spaced("kv-remote", remote_options(peer, 1, {{"namespace", "space"}}));
  Store plain("kv-remote", remote_options(peer, 1));
  BOOST_REQUIRE_EQUAL(spaced.set("a:1", "x"), ZIN_OK);
  BOOST_REQUIRE_EQUAL(plain.set("a:2", "y"), ZIN_OK);
  BOOST_CHECK(!plain.value("a:1"));
  BOOST_CHECK(plain.value("space:a:1") == "x");
  auto page = spaced.scan("a:");
  BOOST_REQUIRE_MESSAGE(page, spaced.fault.text());
  BOOST_CHECK(page->keys == std::vector<std::string>{"a:1"});
  page = plain.scan("a:");
  BOOST_REQUIRE(page);
  BOOST_CHECK(page->keys == std::vector<std::string>{"a:2"});
  BOOST_CHECK_EQUAL(spaced.clear("a:"), ZIN_OK);
  BOOST_CHECK_EQUAL(spaced.removed, 1);
  BOOST_CHECK(plain.value("a:2") == "y");
}

BOOST_AUTO_TEST_CASE(a_list_goes_on_beyond_the_proxys_hundred) {
  Store raw("kv-http", rest_options(peer, 1));
  Store store("kv-remote", remote_options(peer, 1));
  std::vector<Store::Entry> entries;
  std::vector<std::string> keys;
  for (int i = 0; i < 120; ++i) keys.push_back("list:" + std::to_string(i));
  for (const std::string& key : keys) entries.push_back({key, "1"});
  BOOST_REQUIRE_EQUAL(raw.set_many(entries), ZIN_OK);
  std::sort(keys.begin(), keys.end());
  std::vector<std::string> listed;
  for (std::string resume;;) {
    const auto page = store.scan("list:", resume);
    BOOST_REQUIRE_MESSAGE(page, store.fault.text());
    listed.insert(listed.end(), page->keys.begin(), page->keys.end());
    if (page->last) break;
    resume = page->next;
  }
  BOOST_CHECK(listed == keys);
  BOOST_CHECK_EQUAL(peer.counts("POST", "/zin/kv/list").requests, 2u);
  BOOST_CHECK_EQUAL(store.clear("list:"), ZIN_OK);
  BOOST_CHECK_EQUAL(store.removed, 120);
  BOOST_CHECK_EQUAL(store.clear(""), ZIN_E_UNSUPPORTED);
}

BOOST_AUTO_TEST_CASE(the_proxy_is_never_told_fewer_than_sixty_seconds) {
  Store store("kv-remote", remote_options(peer, 1));
  BOOST_REQUIRE_MESSAGE(store.set("brief", "x", second_ns) == ZIN_OK, store.fault.text());
  BOOST_CHECK_EQUAL(peer.counts("POST", "/put", "\"ttlSeconds\":60}").requests, 1u);
  BOOST_REQUIRE_EQUAL(store.set("brief", "x"), ZIN_OK);
  BOOST_CHECK_EQUAL(peer.counts("POST", "/put", "ttlSeconds").requests, 1u);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_into_a_body_is_refused_before_it_is_sent) {
  Store store("kv-remote", remote_options(peer, 1));
  const std::size_t fits = store.info().max_value_bytes;
  const std::string noise(fits, '\xFF');
  BOOST_CHECK_MESSAGE(store.set(std::string(512, '"'), noise, 9 * second_ns) == ZIN_OK,
                      store.fault.text());
  // Text may be longer than bytes.
  const std::string text(120'000, 'x');
  BOOST_CHECK_MESSAGE(store.set("text", text) == ZIN_OK, store.fault.text());
  BOOST_CHECK(store.value("text") == text);
  peer.forget();
  BOOST_CHECK_EQUAL(store.set("bytes", std::string(100'000, '\xFF')), ZIN_E_ERROR);
  BOOST_CHECK_EQUAL(store.set("text", std::string(131'072, 'x')), ZIN_E_ERROR);
  BOOST_CHECK_MESSAGE(store.fault.says("128 KiB"), store.fault.text());
  BOOST_CHECK_EQUAL(peer.counts().requests, 0u);
}

BOOST_AUTO_TEST_CASE(who_signs_wrongly_is_told_what_to_look_at) {
  const auto refused = [&](const Options& options, std::string_view word, std::string_view step) {
    Store store("kv-remote", remote_options(peer, 1, options));
    BOOST_CHECK_EQUAL(store.try_get("x"), ZIN_E_ERROR);
    BOOST_CHECK_MESSAGE(store.fault.says(word) && store.fault.says(step), store.fault.text());
    BOOST_CHECK(!store.fault.says(peer.proxy_secret) && !store.fault.says("not the secret"));
  };
  refused({{"secret", "not the secret"}}, "INVALID_SIGNATURE", "KV_REMOTE_SECRET");
  refused({{"key_id", "unknown"}}, "UNKNOWN_KEY", "KV_REMOTE_KEY_ID");
  peer.set_proxy(1, R"({"skew_ms":61000})");
  refused({}, "EXPIRED", "clocks");
  BOOST_CHECK_EQUAL(peer.counts().requests, 3u);
}

BOOST_AUTO_TEST_CASE(each_attempt_is_signed_anew) {
  Store store("kv-remote", remote_options(peer, 1));
  peer.fault(R"({"forward":true,"answer":false,"end":"reset"})");
  // The proxy has seen the first nonce: with the same one it would answer 409.
  BOOST_CHECK_MESSAGE(store.set("anew", "x") == ZIN_OK, store.fault.text());
  BOOST_CHECK_EQUAL(peer.counts().forwarded, 2u);
  peer.fault(R"({"status":500,"body":"error code: 1101"})");
  BOOST_CHECK(store.value("anew") == "x");
  peer.fault(
      R"({"status":429,"headers":{"retry-after":"1"},"body":"{\"code\":\"RATE_LIMITED\"}"})");
  BOOST_CHECK(store.value("anew") == "x");
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_no_json_of_the_protocol_is_told) {
  Store store("kv-remote", remote_options(peer, 1));
  for (const std::string_view body : {"", "<html>", "{}", "{\\\"value\\\":7}"}) {
    peer.fault("{\"body\":\"" + std::string(body) + "\"}");
    BOOST_CHECK_EQUAL(store.try_get("x"), ZIN_E_ERROR);
    BOOST_CHECK_MESSAGE(store.fault.says("KV_REMOTE_URL"), store.fault.text());
  }
  peer.fault(R"({"status":404,"body":"{\"code\":\"NOT_FOUND\",\"message\":\"Not found\"}"})");
  BOOST_CHECK_EQUAL(store.try_get("x"), ZIN_E_ERROR);
  BOOST_CHECK_MESSAGE(store.fault.says("NOT_FOUND"), store.fault.text());
}

BOOST_AUTO_TEST_SUITE_END()
