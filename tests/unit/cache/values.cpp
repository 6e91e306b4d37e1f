// What goes into a store comes out of it, and what cannot is refused before.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "open_store.hpp"
#include "plain_store.hpp"
#include "thrown.hpp"

using namespace std::chrono_literals;
using zin::Bytes;
using zin::CacheStore;
using zin::Errc;
using zin::Json;
using zin::Ttl;
using zin::test::code_of;
using zin::test::open_store;
using zin::test::says;
using zin::test::thrown_by;

BOOST_AUTO_TEST_SUITE(cache_values)

BOOST_AUTO_TEST_CASE(values_are_kept_as_json_that_others_can_read) {
  const CacheStore cache = open_store();
  const auto stored = [&](const zin::CacheValue& value) {
    cache.set("k", value);
    const Bytes bytes = cache.get<Bytes>("k").value();
    return std::string{zin::as_text(bytes)};
  };
  BOOST_TEST(stored(42) == "42");
  BOOST_TEST(stored(true) == "true");
  BOOST_TEST(stored("text \"quoted\"") == R"("text \"quoted\"")");
  BOOST_TEST(stored(nullptr) == "null");
  BOOST_TEST(stored(std::vector<int>{1, 2, 3}) == "[1,2,3]");
  BOOST_TEST(stored(std::map<std::string, bool>{{"a", true}}) == R"({"a":true})");
  BOOST_TEST(stored(Json::object({{"a", 1}})) == R"({"a":1})");
  BOOST_TEST(stored(Bytes{std::byte{0}, std::byte{255}}).size() == 2U);
}

BOOST_AUTO_TEST_CASE(values_come_back_as_they_were) {
  const CacheStore cache = open_store();
  cache.set("int", std::numeric_limits<std::int64_t>::min());
  BOOST_TEST(cache.get<std::int64_t>("int").value() == std::numeric_limits<std::int64_t>::min());
  cache.set("unsigned", std::numeric_limits<std::uint64_t>::max());
  BOOST_TEST(cache.get<std::uint64_t>("unsigned").value() ==
             std::numeric_limits<std::uint64_t>::max());
  cache.set("double", 0.1);
  BOOST_TEST(cache.get<double>("double").value() == 0.1);
  cache.set("whole", 2.0);
  BOOST_TEST(cache.get<double>("whole").value() == 2.0);
  cache.set("text", std::string{"a\0b", 3});
  BOOST_TEST(cache.get<std::string>("text").value() == (std::string{"a\0b", 3}));
  cache.set("empty", "");
  BOOST_TEST(cache.get<std::string>("empty").value() == "");
  cache.set("bytes", Bytes{});
  BOOST_TEST(cache.get<Bytes>("bytes").value().empty());
  cache.set("maybe", std::optional<int>{});
  BOOST_TEST(!cache.get<std::optional<int>>("maybe").value().has_value());
  cache.set("list", std::vector<std::string>{"a", "b"});
  BOOST_TEST(cache.get<std::vector<std::string>>("list").value().at(1) == "b");
  cache.set("json", Json::object({{"a", Json::array({1, "x"})}}));
  BOOST_TEST(cache.get<Json>("json").value().at("a").at(1).as_string() == "x");
  BOOST_TEST(cache.get<int>("absent", 7) == 7);
  BOOST_TEST(!cache.get<int>("absent").has_value());
}

BOOST_AUTO_TEST_CASE(a_value_of_another_type_is_an_error) {
  const CacheStore cache = open_store();
  cache.set("text", "five");
  BOOST_TEST((code_of([&] { return cache.get<int>("text"); }) == Errc::type_mismatch));
  cache.set("big", 300);
  BOOST_TEST((code_of([&] { return cache.get<std::int8_t>("big"); }) == Errc::type_mismatch));
  cache.set("bytes", Bytes{std::byte{0xFF}});
  BOOST_TEST((code_of([&] { return cache.get<std::string>("bytes"); }) == Errc::data_error));
  BOOST_TEST((code_of([&] { cache.set("text", "\xFF"); }) == Errc::data_error));
  BOOST_TEST(
      (code_of([&] { cache.set("text", std::vector<std::string>{"\xC3"}); }) == Errc::data_error));
  BOOST_TEST(cache.get<std::string>("text").value() == "five");
  BOOST_TEST((code_of([&] { cache.set("nan", std::nan("")); }) == Errc::data_error));
}

BOOST_AUTO_TEST_CASE(long_values_are_read_where_they_lie) {
  const CacheStore cache = open_store();
  const std::string text(100000, 'x');
  cache.set("long", text);
  BOOST_TEST((cache.get<std::string>("long").value() == text));
  std::vector<std::byte> small(10);
  BOOST_TEST(cache.read("long", small).value() == text.size() + 2);
  std::vector<std::byte> large(200000);
  BOOST_TEST(cache.read("long", large).value() == text.size() + 2);
  BOOST_TEST((large[0] == std::byte{'"'} && large[1] == std::byte{'x'}));
  BOOST_TEST(!cache.read("absent", large).has_value());
}

BOOST_AUTO_TEST_CASE(keys_that_cannot_be_are_refused) {
  const CacheStore cache = open_store();
  BOOST_TEST((code_of([&] { cache.set("", 1); }) == Errc::invalid_argument));
  BOOST_TEST((code_of([&] { return cache.get<int>("@zin:tag:a"); }) == Errc::invalid_argument));
  cache.set("@home", 1);
  BOOST_TEST(cache.get<int>("@home").value() == 1);
  const std::string longest(65535 - 4, 'k');
  cache.set(longest, 1);
  BOOST_TEST(cache.has(longest));
  const auto error = thrown_by([&] { cache.set(longest + "k", 1); });
  BOOST_TEST((error.code() == Errc::invalid_argument));
  BOOST_TEST(says(error, "65536 bytes"));
}

BOOST_AUTO_TEST_CASE(a_key_is_found_by_each_way_of_asking_whatever_its_length) {
  for (const std::size_t before : {0U, 1U, 4U, 7U, 8U, 9U, 40U}) {
    const CacheStore cache = open_store({.prefix = std::string(before, 'p')});
    int right = 0;
    for (std::size_t size = 1; size <= 220; ++size) {
      std::string key;
      for (std::size_t at = 0; at < size; ++at)
        key += static_cast<char>('a' + (at * 7 + size) % 26);
      cache.set(key, size);
      // Reading makes the key in another way than the rest.
      if (cache.get<std::size_t>(key) == size && cache.has(key) &&
          cache.many<std::size_t>({key}).at(key) == size) {
        ++right;
      }
    }
    BOOST_TEST(right == 220);
    BOOST_TEST(cache.stats().items.value() == 220U);
  }
}

BOOST_AUTO_TEST_CASE(a_ttl_of_nothing_is_refused) {
  const CacheStore cache = open_store();
  for (const std::chrono::nanoseconds span : {0ns, -1ns}) {
    const auto error = thrown_by([&] { cache.set("k", 1, span); });
    BOOST_TEST((error.code() == Errc::invalid_argument));
    BOOST_TEST(says(error, "forever()"));
  }
  BOOST_TEST(!cache.has("k"));
}

BOOST_AUTO_TEST_CASE(a_ttl_is_exact) {
  zin::test::FakeTime time;
  const CacheStore cache = open_store({.driver = "memory", .default_ttl = 10s});
  cache.set("own", 1, 1500ms);
  cache.set("default", 2);
  cache.forever("for ever", 3);
  time.pass(1500ms - 1ns);
  BOOST_TEST(cache.has("own"));
  time.pass(1ns);
  BOOST_TEST(!cache.has("own"));
  BOOST_TEST(cache.has("default"));
  time.pass(8500ms - 1ns);
  BOOST_TEST(cache.has("default"));
  time.pass(1ns);
  BOOST_TEST(cache.missing("default"));
  time.pass(std::chrono::hours{24 * 365});
  BOOST_TEST(cache.get<int>("for ever").value() == 3);
}

BOOST_AUTO_TEST_CASE(a_touched_value_lives_from_then_on) {
  zin::test::FakeTime time;
  const CacheStore cache = open_store();
  cache.set("k", 1, 10s);
  time.pass(9s);
  BOOST_TEST(cache.touch("k", 10s));
  time.pass(9s);
  BOOST_TEST(cache.has("k"));
  time.pass(1s);
  BOOST_TEST(!cache.has("k"));
  BOOST_TEST(!cache.touch("k", 10s));
  cache.set("k", 1, 1s);
  BOOST_TEST(cache.touch("k", Ttl::forever()));
  time.pass(1h);
  BOOST_TEST(cache.has("k"));
}

BOOST_AUTO_TEST_CASE(counters_count_and_keep_their_ttl) {
  zin::test::FakeTime time;
  const CacheStore cache = open_store();
  BOOST_TEST(cache.increment("n", 1, 10s) == 1);
  time.pass(9s);
  BOOST_TEST(cache.increment("n", 41, 10s) == 42);
  BOOST_TEST(cache.get<int>("n").value() == 42);
  BOOST_TEST(cache.decrement("n", 2) == 40);
  time.pass(1s);
  BOOST_TEST(cache.increment("n") == 1);
  cache.set("text", "x");
  BOOST_TEST((code_of([&] { cache.increment("text"); }) == Errc::data_error));
  cache.set("most", std::numeric_limits<std::int64_t>::max());
  BOOST_TEST((code_of([&] { cache.increment("most"); }) == Errc::data_error));
  BOOST_TEST(cache.get<std::int64_t>("most").value() == std::numeric_limits<std::int64_t>::max());
}

BOOST_AUTO_TEST_CASE(the_first_one_adds) {
  const CacheStore cache = open_store();
  BOOST_TEST(cache.add("k", 1));
  BOOST_TEST(!cache.add("k", 2));
  BOOST_TEST(cache.get<int>("k").value() == 1);
  BOOST_TEST(cache.forget("k"));
  BOOST_TEST(!cache.forget("k"));
  BOOST_TEST(cache.add("k", 3));
  BOOST_TEST(cache.pull<int>("k").value() == 3);
  BOOST_TEST(!cache.pull<int>("k").has_value());
}

BOOST_AUTO_TEST_CASE(several_at_once) {
  const CacheStore cache = open_store();
  cache.put_many({{"a", 1}, {"b", 2}}, 10s);
  cache.put_many(std::map<std::string, int>{{"c", 3}});
  const auto values = cache.many<int>({"a", "b", "c", "d"});
  BOOST_TEST(values.size() == 4U);
  BOOST_TEST(values.at("a").value() == 1);
  BOOST_TEST(values.at("c").value() == 3);
  BOOST_TEST(!values.at("d").has_value());
  const std::vector<std::string> keys{"a", "c", "d"};
  BOOST_TEST(cache.many<int>(keys).at("a").value() == 1);
  BOOST_TEST(cache.forget(keys) == 2U);
  BOOST_TEST(cache.forget({"b", "x"}) == 1U);
  BOOST_TEST(cache.many<int>(std::vector<std::string>{}).empty());
}

BOOST_AUTO_TEST_CASE(clearing_goes_by_prefix) {
  const CacheStore cache = open_store();
  cache.put_many({{"user:1", 1}, {"user:2", 2}, {"post:1", 3}});
  auto keys = cache.keys("user:");
  std::sort(keys.begin(), keys.end());
  BOOST_TEST(keys == (std::vector<std::string>{"user:1", "user:2"}),
             boost::test_tools::per_element());
  BOOST_TEST(cache.clear("user:").value() == 2U);
  BOOST_TEST(!cache.has("user:1"));
  BOOST_TEST(cache.has("post:1"));
  cache.clear();
  BOOST_TEST(!cache.has("post:1"));
}

BOOST_AUTO_TEST_CASE(what_a_store_cannot_do_is_refused_before_it_is_asked) {
  const CacheStore cache = zin::test::open_plain();
  zin::test::PlainStore& store = zin::test::PlainStore::current();
  store.reads = store.writes = 0;
  for (const auto& error :
       {thrown_by([&] { cache.add("k", 1); }), thrown_by([&] { cache.increment("k"); }),
        thrown_by([&] { cache.decrement("k"); }), thrown_by([&] { cache.touch("k", 1s); }),
        thrown_by([&] { static_cast<void>(cache.lock("k", 1s)); }),
        thrown_by([&] { static_cast<void>(cache.keys()); })}) {
    BOOST_TEST((error.code() == Errc::unsupported));
    BOOST_TEST(says(error, "the store \"plain\" (plain) cannot"));
  }
  BOOST_TEST((code_of([&] { cache.set("k", std::string(1000, 'x')); }) == Errc::invalid_argument));
  BOOST_TEST((code_of([&] { cache.set(std::string(61, 'x'), 1); }) == Errc::invalid_argument));
  BOOST_TEST(store.reads + store.writes == 0);
}

BOOST_AUTO_TEST_CASE(a_plain_store_does_what_is_left) {
  const CacheStore cache = zin::test::open_plain();
  cache.put_many({{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}, {"e", 5}});  // two a call
  BOOST_TEST(cache.many<int>({"a", "e", "x"}).at("e").value() == 5);
  BOOST_TEST(cache.pull<int>("a").value() == 1);
  BOOST_TEST(!cache.has("a"));
  BOOST_TEST(!cache.clear().has_value());
  BOOST_TEST(!cache.has("e"));
}

BOOST_AUTO_TEST_CASE(a_shared_store_without_a_prefix_is_not_cleared) {
  const CacheStore cache = zin::test::open_plain(ZIN_CCAP_SHARED, {.prefix = ""});
  cache.set("k", 1);
  BOOST_TEST((code_of([&] { cache.clear(); }) == Errc::invalid_argument));
  BOOST_TEST(cache.has("k"));
  cache.clear("k");
  BOOST_TEST(!cache.has("k"));
}

BOOST_AUTO_TEST_CASE(what_a_store_fails_with_goes_to_the_caller) {
  const CacheStore cache = zin::test::open_plain();
  zin::test::PlainStore::current().failures_left = 1;
  const auto error = thrown_by([&] { return cache.get<int>("k"); });
  BOOST_TEST((error.code() == Errc::connection_lost || error.code() == Errc::connection_failed));
  BOOST_TEST(says(error, "get failed"));
  BOOST_TEST(says(error, "the line is cut"));
  BOOST_TEST(!cache.get<int>("k").has_value());
}

BOOST_AUTO_TEST_CASE(a_closed_store_says_so) {
  const CacheStore cache = open_store();
  cache.set("k", 1);
  cache.close();
  BOOST_TEST((code_of([&] { return cache.get<int>("k"); }) == Errc::closed));
  BOOST_TEST((code_of([&] { cache.set("k", 1); }) == Errc::closed));
}

BOOST_AUTO_TEST_CASE(prefixes_keep_stores_of_one_service_apart) {
  zin::test::PlainStore::current().failures_left = 0;
  const CacheStore cache = open_store({.prefix = "a:"});
  BOOST_TEST(cache.capabilities().counters);
  BOOST_TEST(cache.capabilities().max_key_bytes == 65535U);
  cache.set("k", 1);
  BOOST_TEST(cache.keys().at(0) == "k");
}

BOOST_AUTO_TEST_SUITE_END()
