// Many keys at once: few requests, nothing lost when a part is left undone, lists by pages.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "store.hpp"

namespace {

using namespace zin::test;

std::vector<std::string> numbered(std::string_view prefix, int count) {
  std::vector<std::string> out;
  for (int i = 0; i < count; ++i) out.push_back(std::string(prefix) + std::to_string(i));
  return out;
}

zin_status store_all(Store& store, const std::vector<std::string>& keys) {
  std::vector<Store::Entry> entries;
  for (const std::string& key : keys) entries.push_back({key, key});
  return store.set_many(entries);
}

std::vector<std::string> all_keys(Store& store, std::string_view prefix) {
  std::vector<std::string> out;
  for (std::string resume;;) {
    const auto page = store.scan(prefix, resume);
    BOOST_REQUIRE_MESSAGE(page, store.fault.text());
    out.insert(out.end(), page->keys.begin(), page->keys.end());
    if (page->last) return out;
    resume = page->next;
  }
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kv_bulk, Beside)

BOOST_AUTO_TEST_CASE(many_keys_take_few_requests) {
  Store store("kv-http", rest_options(peer, 3));
  const auto keys = numbered("few:", 250);
  BOOST_REQUIRE_MESSAGE(store_all(store, keys) == ZIN_OK, store.fault.text());
  BOOST_CHECK_EQUAL(std::count(store.hits.begin(), store.hits.end(), true), 250);
  BOOST_CHECK_EQUAL(peer.counts().requests, 1u);
  const auto got = store.get_many(keys);
  for (std::size_t i = 0; i < keys.size(); ++i) BOOST_CHECK_EQUAL(got[i].value, keys[i]);
  // 100 keys are the most that one answer holds.
  BOOST_CHECK_EQUAL(peer.counts("POST", "/bulk/get").requests, 3u);
  BOOST_CHECK_EQUAL(store.remove_many(keys), ZIN_OK);
  BOOST_CHECK_EQUAL(peer.counts("POST", "/bulk/delete").requests, 1u);
  for (const Got& one : store.get_many(keys)) BOOST_CHECK(!one.hit);
}

BOOST_AUTO_TEST_CASE(a_key_may_be_asked_for_twice) {
  Store store("kv-http", rest_options(peer, 3));
  BOOST_REQUIRE_EQUAL(store.set("twice", "x"), ZIN_OK);
  const auto got = store.get_many({"twice", "absent", "twice"});
  BOOST_CHECK(got[0].hit && !got[1].hit && got[2].hit);
  BOOST_CHECK_EQUAL(got[2].value, "x");
}

BOOST_AUTO_TEST_CASE(bytes_are_read_several_at_the_same_time) {
  for (const std::string_view kind : {"kv-http", "kv-remote"}) {
    const bool remote = kind == "kv-remote";
    Store store(kind, remote ? remote_options(peer, 3) : rest_options(peer, 3));
    const auto keys = numbered("bytes:", 20);
    std::vector<Store::Entry> entries;
    for (const std::string& key : keys) entries.push_back({key, "\xFF"});
    BOOST_REQUIRE_MESSAGE(store.set_many(entries) == ZIN_OK, store.fault.text());
    peer.forget();
    const std::string_view route = remote ? "/zin/kv/get" : "/values/";
    peer.fault("{\"path\":\"" + std::string(route) + "\",\"times\":20,\"delay_ms\":50}");
    for (const Got& got : store.get_many(keys)) BOOST_CHECK_EQUAL(got.value, "\xFF");
    BOOST_CHECK_EQUAL(peer.counts("", route).requests, 20u);
    BOOST_CHECK_GT(peer.counts("", route).connections, 1u);
    BOOST_CHECK_LE(peer.counts("", route).connections, 8u);
    // One that fails makes the call fail, and nothing waits for ever.
    peer.forget();
    peer.fault("{\"path\":\"" + std::string(route) + "\",\"skip\":5,\"status\":400}");
    const zin_status status = store.try_get_many(keys);
    BOOST_CHECK_EQUAL(status, ZIN_E_ERROR);
  }
}

BOOST_AUTO_TEST_CASE(what_a_bulk_write_left_undone_is_done_again_and_nothing_else) {
  Store store("kv-http", rest_options(peer, 3));
  const auto keys = numbered("undone:", 5);
  peer.fault(R"({"method":"PUT","path":"/bulk","unsuccessful":2})");
  BOOST_REQUIRE_MESSAGE(store_all(store, keys) == ZIN_OK, store.fault.text());
  BOOST_CHECK_EQUAL(peer.counts("PUT", "/bulk").requests, 2u);
  BOOST_CHECK_EQUAL(peer.counts("PUT", "/bulk", "undone:0").requests, 2u);
  BOOST_CHECK_EQUAL(peer.counts("PUT", "/bulk", "undone:4").requests, 1u);
  for (const std::string& key : keys) BOOST_CHECK(store.value(key) == key);
}

BOOST_AUTO_TEST_CASE(what_a_bulk_removal_left_undone_is_done_again) {
  Store store("kv-http", rest_options(peer, 3));
  const auto keys = numbered("left:", 4);
  BOOST_REQUIRE_EQUAL(store_all(store, keys), ZIN_OK);
  peer.fault(R"({"path":"/bulk/delete","unsuccessful":1})");
  BOOST_CHECK_EQUAL(store.remove_many(keys), ZIN_OK);
  BOOST_CHECK_EQUAL(peer.counts("POST", "/bulk/delete").requests, 2u);
  BOOST_CHECK(all_keys(store, "left:").empty());
}

BOOST_AUTO_TEST_CASE(three_attempts_are_enough) {
  Store store("kv-http", rest_options(peer, 3));
  peer.fault(R"({"method":"PUT","path":"/bulk","unsuccessful":1,"times":3})");
  BOOST_CHECK_EQUAL(store_all(store, numbered("never:", 3)), ZIN_E_ERROR);
  BOOST_CHECK_EQUAL(store.fault.category, ZIN_CAT_BUSY);
  BOOST_CHECK_NE(store.fault.flags & ZIN_ERRF_PARTIAL, 0u);
  BOOST_CHECK_NE(store.fault.flags & ZIN_ERRF_RETRY_STATEMENT, 0u);
  BOOST_CHECK_MESSAGE(store.fault.says("1 of 3 keys"), store.fault.text());
  BOOST_CHECK_EQUAL(peer.counts("PUT", "/bulk").requests, 3u);
  BOOST_CHECK(store.value("never:1") == "never:1");
}

BOOST_AUTO_TEST_CASE(no_attempt_is_made_behind_the_deadline) {
  Store store("kv-http", rest_options(peer, 3));
  store.deadline_ns = Host::now_ns() + second_ns / 2;
  peer.fault(R"({"method":"PUT","path":"/bulk","unsuccessful":1,"times":3})");
  BOOST_CHECK_EQUAL(store_all(store, numbered("late:", 3)), ZIN_E_TIMEOUT);
  BOOST_CHECK_EQUAL(peer.counts("PUT", "/bulk").requests, 1u);
}

BOOST_AUTO_TEST_CASE(a_list_has_pages_and_an_empty_one_need_not_be_the_last) {
  Store store("kv-http", rest_options(peer, 3));
  auto keys = numbered("paged:", 25);
  BOOST_REQUIRE_EQUAL(store_all(store, keys), ZIN_OK);
  std::sort(keys.begin(), keys.end());
  peer.fault(
      R"([{"path":"/keys?","empty_page":true},{"path":"/keys?","skip":1,"empty_page":true}])");
  std::vector<std::string> listed;
  int pages = 0, empty = 0;
  for (std::string resume;; ++pages) {
    const auto page = store.scan("paged:", resume, 10);
    BOOST_REQUIRE_MESSAGE(page, store.fault.text());
    if (page->keys.empty()) ++empty;
    BOOST_CHECK_LE(page->keys.size(), 10u);
    listed.insert(listed.end(), page->keys.begin(), page->keys.end());
    if (page->last) break;
    resume = page->next;
  }
  BOOST_CHECK(listed == keys);
  BOOST_CHECK_EQUAL(empty, 2);
  BOOST_CHECK_EQUAL(pages, 4);
  // Each page is asked for with the prefix.
  BOOST_CHECK_EQUAL(peer.counts("GET", "prefix=paged%3A").requests, 5u);
}

BOOST_AUTO_TEST_CASE(clearing_removes_what_has_the_prefix_alone) {
  Store store("kv-http", rest_options(peer, 3));
  BOOST_REQUIRE_EQUAL(store_all(store, numbered("clear:", 1010)), ZIN_OK);
  BOOST_REQUIRE_EQUAL(store_all(store, {"clea", "cleared", "other"}), ZIN_OK);
  peer.fault(R"({"path":"/keys?","empty_page":true})");
  BOOST_REQUIRE_MESSAGE(store.clear("clear:") == ZIN_OK, store.fault.text());
  BOOST_CHECK_EQUAL(store.removed, 1010);
  BOOST_CHECK(all_keys(store, "clear:").empty());
  const auto left = store.get_many({"clea", "cleared", "other"});
  BOOST_CHECK(left[0].hit && left[1].hit && left[2].hit);
  BOOST_REQUIRE_EQUAL(store.clear("clear:"), ZIN_OK);
  BOOST_CHECK_EQUAL(store.removed, 0);
}

BOOST_AUTO_TEST_CASE(clearing_without_a_prefix_is_refused_unless_it_is_allowed) {
  Store careful("kv-http", rest_options(peer, 4));
  BOOST_CHECK_EQUAL(careful.clear(""), ZIN_E_UNSUPPORTED);
  BOOST_CHECK_MESSAGE(careful.fault.says("CACHE_KEY_PREFIX"), careful.fault.text());
  BOOST_CHECK_EQUAL(peer.counts().requests, 0u);
  Store bold("kv-http", rest_options(peer, 4, {{"clear_all", "true"}}));
  BOOST_REQUIRE_EQUAL(store_all(bold, {"a", "b"}), ZIN_OK);
  BOOST_CHECK_EQUAL(bold.clear(""), ZIN_OK);
  BOOST_CHECK_EQUAL(bold.removed, 2);
}

BOOST_AUTO_TEST_CASE(a_list_that_does_not_end_is_no_list) {
  Store store("kv-http", rest_options(peer, 3));
  peer.fault(R"({"path":"/keys?","times":9,
    "body":"{\"result\":[],\"success\":true,\"result_info\":{\"cursor\":\"again\"}}"})");
  BOOST_CHECK_EQUAL(store.clear("endless:"), ZIN_E_ERROR);
  BOOST_CHECK_EQUAL(peer.counts().requests, 2u);
}

BOOST_AUTO_TEST_SUITE_END()
