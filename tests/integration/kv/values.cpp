// Values come back as they went: text, bytes, nothing at all, 25 MiB.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <thread>

#include "store.hpp"

namespace {

using namespace zin::test;

std::string all_bytes() {
  std::string out;
  for (int i = 0; i < 256; ++i) out += static_cast<char>(i);
  return out;
}

const std::vector<std::string> hard_values{
    "",
    "plain",
    "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80",
    all_bytes(),
    std::string("a\0b", 3),
    "\xEF\xBB\xBFwith a mark at the front",
    "a replacement character: \xEF\xBF\xBD",
    "no UTF-8: \xFF\xFE",
    "{\"json\":[1,2,{\"a\":\"\\\"\"}]}",
    "null",
    "\r\n--boundary\r\n",
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kv_values, Beside)

BOOST_AUTO_TEST_CASE(each_value_comes_back_as_it_went) {
  Store store("kv-http", rest_options(peer, 0));
  for (std::size_t i = 0; i < hard_values.size(); ++i) {
    // With a deadline it goes another way than without.
    for (const std::int64_t ttl : {std::int64_t{ZIN_TTL_NONE}, 90 * second_ns, 30 * second_ns}) {
      const std::string key = "value:" + std::to_string(i) + ":" + std::to_string(ttl);
      BOOST_REQUIRE_MESSAGE(store.set(key, hard_values[i], ttl) == ZIN_OK, store.fault.text());
      BOOST_CHECK(store.hits == std::vector{true});
      BOOST_CHECK(store.value(key) == hard_values[i]);
    }
  }
}

BOOST_AUTO_TEST_CASE(many_values_come_back_as_they_went) {
  Store store("kv-http", rest_options(peer, 0));
  std::vector<Store::Entry> entries;
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < hard_values.size(); ++i) {
    keys.push_back("many:" + std::to_string(i));
    entries.push_back({keys.back(), hard_values[i], i % 2 == 0 ? 30 * second_ns : ZIN_TTL_NONE});
  }
  keys.push_back("many:absent");
  BOOST_REQUIRE_MESSAGE(store.set_many(entries) == ZIN_OK, store.fault.text());
  BOOST_CHECK_EQUAL(peer.counts("PUT", "/bulk").requests, 1u);
  const auto got = store.get_many(keys);
  for (std::size_t i = 0; i < hard_values.size(); ++i) {
    BOOST_CHECK(got[i].hit);
    BOOST_CHECK(got[i].value == hard_values[i]);
  }
  BOOST_CHECK(!got.back().hit);
  BOOST_CHECK_EQUAL(got.back().value, "");
}

BOOST_AUTO_TEST_CASE(a_value_goes_into_the_buffer_when_it_fits) {
  Store store("kv-http", rest_options(peer, 0));
  BOOST_REQUIRE_EQUAL(store.set("buffer", "12345"), ZIN_OK);
  const Got copied = store.get("buffer", 0, 5);
  BOOST_CHECK_EQUAL(copied.value, "12345");
  BOOST_CHECK_EQUAL(copied.flags & (ZIN_COUT_COPIED | ZIN_COUT_PINNED), ZIN_COUT_COPIED);
  const Got pinned = store.get("buffer", 0, 4);
  BOOST_CHECK_EQUAL(pinned.value, "12345");
  BOOST_CHECK_EQUAL(pinned.flags & (ZIN_COUT_COPIED | ZIN_COUT_PINNED), ZIN_COUT_PINNED);
}

BOOST_AUTO_TEST_CASE(an_absent_key_is_a_miss_and_an_empty_value_is_none) {
  Store store("kv-http", rest_options(peer, 0));
  BOOST_REQUIRE_EQUAL(store.set("empty", ""), ZIN_OK);
  BOOST_CHECK(store.value("empty") == "");
  BOOST_CHECK(!store.get("absent").hit);
  BOOST_CHECK(store.get("empty", ZIN_CGET_NO_VALUE).hit);
  BOOST_CHECK(!store.get("absent", ZIN_CGET_NO_VALUE).hit);
  const zin_cache_stats stats = store.stats();
  BOOST_CHECK_EQUAL(stats.hits, 2);
  BOOST_CHECK_EQUAL(stats.misses, 2);
  BOOST_CHECK_EQUAL(stats.sets, 1);
}

BOOST_AUTO_TEST_CASE(a_key_without_metadata_is_there_whatever_the_service_says_of_its_metadata) {
  Store store("kv-http", rest_options(peer, 0));
  BOOST_REQUIRE_EQUAL(store.set("bare", "x"), ZIN_OK);
  // Both for a key that is there and for one that is not: the answer decides nothing then.
  peer.fault(R"({"path":"/metadata/","times":2,"body":"{\"result\":null,\"success\":true}"})");
  BOOST_CHECK(store.get("bare", ZIN_CGET_NO_VALUE).hit);
  BOOST_CHECK(!store.get("absent", ZIN_CGET_NO_VALUE).hit);
}

BOOST_AUTO_TEST_CASE(a_value_replaces_the_one_before_with_its_expiry_and_metadata) {
  Store store("kv-http", rest_options(peer, 0));
  BOOST_REQUIRE_EQUAL(store.set("replaced", "short", 5 * second_ns), ZIN_OK);
  BOOST_REQUIRE_EQUAL(store.set("replaced", "for ever"), ZIN_OK);
  Host::advance(600 * second_ns);
  BOOST_CHECK(store.value("replaced") == "for ever");
  BOOST_CHECK_EQUAL(store.get("replaced", ZIN_CGET_TTL).ttl_ns, ZIN_TTL_NONE);
}

BOOST_AUTO_TEST_CASE(a_removed_key_is_gone_and_an_absent_one_can_be_removed) {
  Store store("kv-http", rest_options(peer, 0));
  BOOST_REQUIRE_EQUAL(store.set("removed", "x"), ZIN_OK);
  BOOST_CHECK_EQUAL(store.remove("removed"), ZIN_OK);
  BOOST_CHECK(!store.value("removed"));
  BOOST_CHECK_EQUAL(store.remove("removed"), ZIN_OK);
  BOOST_REQUIRE_EQUAL(store.set_many({{"removed:1", "x"}, {"removed:2", "y"}}), ZIN_OK);
  BOOST_CHECK_EQUAL(store.remove_many({"removed:1", "removed:2", "removed:3"}), ZIN_OK);
  BOOST_CHECK_EQUAL(peer.counts("POST", "/bulk/delete").requests, 1u);
  BOOST_CHECK(!store.value("removed:1"));
  BOOST_CHECK(!store.value("removed:2"));
}

BOOST_AUTO_TEST_CASE(several_threads_share_a_store_and_its_connections) {
  Store store("kv-http", rest_options(peer, 0, {{"connections", "3"}}));
  std::vector<std::thread> threads;
  std::vector<int> good(8, 0);
  for (std::size_t t = 0; t < good.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 5; ++i) {
        const std::string key = "thread:" + std::to_string(t) + ":" + std::to_string(i);
        if (store.set_quietly(key, key) && store.value_quietly(key) == key) ++good[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int count : good) BOOST_CHECK_EQUAL(count, 5);
  BOOST_CHECK_EQUAL(peer.counts().requests, 80u);
  BOOST_CHECK_LE(peer.counts().connections, 3u);
}

BOOST_AUTO_TEST_SUITE_END()
