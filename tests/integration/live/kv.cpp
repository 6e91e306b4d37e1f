// KV itself: what its documents leave open, and that nothing else differs from the engine.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>
#include <thread>

#include "zin/zin.hpp"

namespace {

using namespace std::chrono_literals;

const zin::CacheStore& store() {
  static const zin::CacheStore& made =
      zin::use_cache({.driver = "kv", .prefix = "zin_live:"}, "live");
  return made;
}

/// What was written may take a minute to be seen.
template <class Condition>
bool comes_true(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + 90s;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(1s);
  }
  return true;
}

zin::Bytes all_bytes() {
  zin::Bytes out;
  for (int i = 0; i < 256; ++i) out.push_back(static_cast<std::byte>(i));
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(live_kv)

BOOST_AUTO_TEST_CASE(bytes_come_back_as_they_went_with_a_deadline_and_without) {
  const zin::Bytes bytes = all_bytes();
  store().set("bytes/1 \xC3\xA4", bytes, 10min);
  BOOST_CHECK(comes_true([&] { return store().get<zin::Bytes>("bytes/1 \xC3\xA4") == bytes; }));
  store().set("short", "x", 30s);
  BOOST_CHECK(comes_true([&] { return store().get<std::string>("short") == "x"; }));
  BOOST_CHECK(comes_true([&] { return !store().get<std::string>("short"); }));
}

BOOST_AUTO_TEST_CASE(an_absent_key_is_a_miss_and_its_metadata_are_not_there) {
  BOOST_CHECK(!store().get<std::string>("absent"));
  BOOST_CHECK(!store().has("absent"));
}

BOOST_AUTO_TEST_CASE(several_values_are_written_read_and_cleared) {
  store().put_many({{"many:1", "a"}, {"many:2", "b\xC3\xA4"}}, 10min);
  BOOST_CHECK(comes_true([] {
    const auto values = store().many<std::string>({"many:1", "many:2", "many:3"});
    return values.at("many:1") == "a" && values.at("many:2") == "b\xC3\xA4" && !values.at("many:3");
  }));
  store().clear();
  BOOST_CHECK(comes_true([] { return store().keys().empty(); }));
}

BOOST_AUTO_TEST_SUITE_END()
