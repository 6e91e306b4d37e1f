// KV's limits: what fits is stored to the last byte, what does not is refused before it is sent.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "store.hpp"

namespace {

using namespace zin::test;

constexpr std::size_t most_bytes = 25u << 20;

std::string noise(std::size_t size) {
  std::string out(size, '\0');
  std::uint32_t state = 1;
  for (char& c : out) {
    state = state * 1664525u + 1013904223u;
    c = static_cast<char>(state >> 24);
  }
  return out;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kv_limits, Beside)

BOOST_AUTO_TEST_CASE(the_largest_value_comes_back_and_one_byte_more_is_refused) {
  Store store("kv-http", rest_options(peer, 5));
  std::string value = noise(most_bytes);
  BOOST_REQUIRE_MESSAGE(store.set("largest", value) == ZIN_OK, store.fault.text());
  BOOST_CHECK(store.value("largest") == value);
  // With metadata beside it too.
  BOOST_REQUIRE_MESSAGE(store.set("largest", value, 30 * second_ns) == ZIN_OK, store.fault.text());
  BOOST_CHECK(store.value("largest") == value);
  peer.forget();
  value += '.';
  BOOST_CHECK_EQUAL(store.set("largest", value), ZIN_E_ERROR);
  BOOST_CHECK_MESSAGE(store.fault.says("26214401 bytes"), store.fault.text());
  BOOST_CHECK_EQUAL(peer.counts().requests, 0u);
  BOOST_CHECK_EQUAL(store.remove("largest"), ZIN_OK);
}

BOOST_AUTO_TEST_CASE(values_that_are_too_many_bytes_for_one_answer_are_asked_for_singly) {
  Store store("kv-http", rest_options(peer, 5));
  BOOST_REQUIRE_EQUAL(store.set_many({{"big:1", "one"}, {"big:2", "two"}}), ZIN_OK);
  peer.fault(R"({"path":"/bulk/get","status":413,
    "body":"{\"success\":false,\"errors\":[{\"code\":10041,\"message\":\"too large\"}]}"})");
  const auto got = store.get_many({"big:1", "big:2", "big:3"});
  BOOST_CHECK(got[0].value == "one" && got[1].value == "two" && !got[2].hit);
  BOOST_CHECK_EQUAL(peer.counts("GET", "/values/").requests, 3u);
}

BOOST_AUTO_TEST_CASE(an_answer_beyond_the_cap_is_refused) {
  Store store("kv-http", rest_options(peer, 5, {{"max_response_bytes", "1000"}}));
  BOOST_REQUIRE_EQUAL(store.set("capped", std::string(1001, 'x')), ZIN_OK);
  BOOST_CHECK_EQUAL(store.try_get("capped"), ZIN_E_ERROR);
  BOOST_CHECK_EQUAL(store.fault.category, ZIN_CAT_RESOURCE);
  BOOST_REQUIRE_EQUAL(store.set("capped", std::string(1000, 'x')), ZIN_OK);
  BOOST_CHECK(store.value("capped") == std::string(1000, 'x'));
}

BOOST_AUTO_TEST_CASE(a_store_says_what_it_can_and_cannot_do) {
  for (const std::string_view kind : {"kv-http", "kv-remote"}) {
    Store store(kind, kind == "kv-http" ? rest_options(peer, 5) : remote_options(peer, 5));
    const zin_cache_info info = store.info();
    const std::uint64_t can = info.capabilities;
    BOOST_CHECK_EQUAL(can, table(kind).capabilities);
    for (const std::uint64_t bit : {ZIN_CCAP_TTL, ZIN_CCAP_TOUCH, ZIN_CCAP_SCAN, ZIN_CCAP_SHARED,
                                    ZIN_CCAP_EVENTUAL, ZIN_CCAP_FREE_THREADED})
      BOOST_CHECK_NE(can & bit, 0u);
    // What KV cannot do in one step is not made of several.
    for (const std::uint64_t bit :
         {ZIN_CCAP_IF_ABSENT, ZIN_CCAP_CAS, ZIN_CCAP_INCR, ZIN_CCAP_READ_OWN_WRITES, ZIN_CCAP_PINS})
      BOOST_CHECK_EQUAL(can & bit, 0u);
    BOOST_CHECK(table(kind).start_incr == nullptr);
    BOOST_CHECK_EQUAL(info.max_key_bytes, 512u);
    BOOST_CHECK_EQUAL(info.stale_ns, 60 * second_ns);
    BOOST_CHECK_EQUAL(info.min_ttl_ns, ms_ns);
    for (const std::uint32_t condition :
         {ZIN_CSET_IF_ABSENT, ZIN_CSET_IF_PRESENT, ZIN_CSET_IF_VERSION}) {
      BOOST_CHECK_EQUAL(store.set("condition", "x", ZIN_TTL_NONE, condition), ZIN_OK);
      BOOST_CHECK(store.statuses == std::vector<zin_status>{ZIN_E_UNSUPPORTED});
    }
  }
  BOOST_CHECK_EQUAL(peer.counts().requests, 0u);
}

BOOST_AUTO_TEST_SUITE_END()
