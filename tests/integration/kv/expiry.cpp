// Times to live are kept exactly, also those that the service has no notion of.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "store.hpp"

namespace {

using namespace zin::test;

struct Kind {
  std::string_view name;
  Options (*options)(const Peer&, std::size_t, const Options&);
};
const Kind kinds[] = {{"kv-http", &rest_options}, {"kv-remote", &remote_options}};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kv_expiry, Beside)

BOOST_AUTO_TEST_CASE(a_short_life_ends_when_it_should) {
  for (const Kind& kind : kinds) {
    Store store(kind.name, kind.options(peer, 2, {}));
    BOOST_TEST_CONTEXT(kind.name) {
      BOOST_REQUIRE_MESSAGE(store.set("short", "x", 5 * second_ns) == ZIN_OK, store.fault.text());
      BOOST_REQUIRE_EQUAL(store.set_many({{"short:1", "a", 20 * second_ns},
                                          {"short:2", "\xFF", 20 * second_ns},
                                          {"short:3", "c", 90'500 * ms_ns}}),
                          ZIN_OK);
      BOOST_CHECK(store.value("short") == "x");
      BOOST_CHECK(store.get("short", ZIN_CGET_NO_VALUE).hit);
      Host::advance(4 * second_ns);
      BOOST_CHECK(store.value("short") == "x");
      Host::advance(2 * second_ns);
      BOOST_CHECK(!store.value("short"));
      BOOST_CHECK(!store.get("short", ZIN_CGET_NO_VALUE).hit);
      const auto before = store.get_many({"short:1", "short:2", "short:3", "short"});
      BOOST_CHECK(before[0].hit && before[1].hit && before[2].hit && !before[3].hit);
      Host::advance(15 * second_ns);
      const auto after = store.get_many({"short:1", "short:2", "short:3"});
      BOOST_CHECK(!after[0].hit && !after[1].hit && after[2].hit);
      // The service keeps it for 91 s.
      Host::advance(69'600 * ms_ns);
      BOOST_CHECK(!store.value("short:3"));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_service_is_told_whole_seconds_and_no_fewer_than_sixty) {
  Store store("kv-http", rest_options(peer, 2));
  BOOST_REQUIRE_EQUAL(store.set("t1", "x", 1 * ms_ns), ZIN_OK);
  BOOST_CHECK_EQUAL(peer.counts("PUT", "expiration_ttl=60").requests, 1u);
  BOOST_REQUIRE_EQUAL(store.set("t2", "x", 60 * second_ns), ZIN_OK);
  BOOST_CHECK_EQUAL(peer.counts("PUT", "expiration_ttl=60").requests, 2u);
  BOOST_REQUIRE_EQUAL(store.set("t3", "x", 60'001 * ms_ns), ZIN_OK);
  BOOST_CHECK_EQUAL(peer.counts("PUT", "expiration_ttl=61").requests, 1u);
  // What the service can keep alone needs no metadata.
  BOOST_CHECK_EQUAL(peer.counts("PUT", "", "expires_ms").requests, 2u);
  BOOST_REQUIRE_EQUAL(store.set("t4", "x"), ZIN_OK);
  BOOST_CHECK_EQUAL(peer.counts("PUT", "expiration").requests, 3u);
}

BOOST_AUTO_TEST_CASE(a_whole_life_is_looked_at_in_its_last_minute_only) {
  Store store("kv-http", rest_options(peer, 2));
  BOOST_REQUIRE_EQUAL(store.set("long", "x", 3600 * second_ns), ZIN_OK);
  peer.forget();
  BOOST_CHECK(store.value("long") == "x");
  BOOST_CHECK_EQUAL(peer.counts().requests, 1u);
  Host::advance(3550 * second_ns);
  BOOST_CHECK(store.value("long") == "x");
  BOOST_CHECK_EQUAL(peer.counts("GET", "/metadata/").requests, 1u);
  Host::advance(51 * second_ns);
  BOOST_CHECK(!store.value("long"));
}

BOOST_AUTO_TEST_CASE(a_value_tells_how_long_it_will_live) {
  for (const Kind& kind : kinds) {
    Store store(kind.name, kind.options(peer, 2, {}));
    BOOST_TEST_CONTEXT(kind.name) {
      BOOST_REQUIRE_EQUAL(store.set("ttl:1", "x", 10 * second_ns), ZIN_OK);
      BOOST_REQUIRE_EQUAL(store.set("ttl:2", "x", 500 * second_ns), ZIN_OK);
      BOOST_REQUIRE_EQUAL(store.set("ttl:3", "x"), ZIN_OK);
      Host::advance(3 * second_ns);
      const std::int64_t left = store.get("ttl:1", ZIN_CGET_TTL).ttl_ns;
      BOOST_CHECK_GT(left, 0);
      BOOST_CHECK_LE(left, 7 * second_ns);
      const std::int64_t longer = store.get("ttl:2", ZIN_CGET_TTL | ZIN_CGET_NO_VALUE).ttl_ns;
      BOOST_CHECK_GT(longer, 60 * second_ns);
      BOOST_CHECK_LE(longer, 498 * second_ns);
      BOOST_CHECK_EQUAL(store.get("ttl:3", ZIN_CGET_TTL).ttl_ns, ZIN_TTL_NONE);
      const auto many = store.get_many({"ttl:1", "ttl:2", "ttl:3"}, ZIN_CGET_TTL);
      BOOST_CHECK_LE(many[0].ttl_ns, 7 * second_ns);
      BOOST_CHECK_LE(many[1].ttl_ns, 498 * second_ns);
      BOOST_CHECK_EQUAL(many[2].ttl_ns, ZIN_TTL_NONE);
    }
  }
}

BOOST_AUTO_TEST_CASE(touching_changes_the_life_of_what_is_there) {
  for (const Kind& kind : kinds) {
    Store store(kind.name, kind.options(peer, 2, {}));
    BOOST_TEST_CONTEXT(kind.name) {
      BOOST_REQUIRE_EQUAL(store.set("touched", "bytes \xFF", 10 * second_ns), ZIN_OK);
      for (const std::uint32_t flags : {ZIN_CSET_TOUCH, ZIN_CSET_TOUCH | ZIN_CSET_IF_PRESENT}) {
        BOOST_REQUIRE_EQUAL(store.set("touched", "", 100 * second_ns, flags), ZIN_OK);
        BOOST_CHECK(store.statuses == std::vector<zin_status>{ZIN_OK});
        BOOST_CHECK(store.hits == std::vector{true});
      }
      Host::advance(50 * second_ns);
      BOOST_CHECK(store.value("touched") == "bytes \xFF");
      BOOST_REQUIRE_EQUAL(store.set("untouched", "", 100 * second_ns, ZIN_CSET_TOUCH), ZIN_OK);
      BOOST_CHECK(store.hits == std::vector{false});
      BOOST_CHECK(!store.value("untouched"));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_value_may_take_over_the_life_of_the_one_before) {
  Store store("kv-http", rest_options(peer, 2));
  BOOST_REQUIRE_EQUAL(store.set("kept", "a", 10 * second_ns), ZIN_OK);
  BOOST_REQUIRE_EQUAL(store.set("kept", "b", 500 * second_ns, ZIN_CSET_KEEP_TTL), ZIN_OK);
  BOOST_CHECK(store.value("kept") == "b");
  Host::advance(11 * second_ns);
  BOOST_CHECK(!store.value("kept"));
}

BOOST_AUTO_TEST_CASE(what_has_ended_is_not_listed) {
  Store store("kv-http", rest_options(peer, 2));
  BOOST_REQUIRE_EQUAL(
      store.set_many({{"listed:short", "x", 5 * second_ns}, {"listed:long", "x", 90 * second_ns}}),
      ZIN_OK);
  Host::advance(6 * second_ns);
  const auto page = store.scan("listed:");
  BOOST_REQUIRE(page);
  BOOST_CHECK(page->keys == std::vector<std::string>{"listed:long"});
}

BOOST_AUTO_TEST_CASE(a_life_of_nothing_is_a_mistake) {
  Store store("kv-http", rest_options(peer, 2));
  BOOST_CHECK_EQUAL(store.set("none", "x", 0), ZIN_E_MISUSE);
  BOOST_CHECK_EQUAL(store.set("none", "x", -5), ZIN_E_MISUSE);
  BOOST_CHECK_EQUAL(peer.counts().requests, 0u);
}

BOOST_AUTO_TEST_SUITE_END()
