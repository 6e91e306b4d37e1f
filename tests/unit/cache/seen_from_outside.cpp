// Listeners hear of each access, and the metrics count them.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "open_metrics.hpp"
#include "open_store.hpp"
#include "plain_store.hpp"
#include "thrown.hpp"
#include "zin/base/metric_text.hpp"

using namespace std::chrono_literals;
using zin::CacheEvent;
using zin::CacheStore;
using zin::Errc;
using zin::test::code_of;
using zin::test::open_store;

namespace {

// "get k hit", ...
struct Heard {
  std::vector<std::string> before, after;

  explicit Heard(const CacheStore& cache) {
    cache.before_access([this](const CacheEvent& event) {
      before.push_back(std::string{to_string(event.verb)} + " " + std::string{event.key});
    });
    cache.after_access([this](const CacheEvent& event) {
      after.push_back(std::string{to_string(event.verb)} + " " + std::string{event.key} + " " +
                      std::string{to_string(event.outcome)});
    });
  }
};

using Lines = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(cache_events)

BOOST_AUTO_TEST_CASE(each_access_is_told_before_and_after) {
  const CacheStore cache = open_store();
  Heard heard{cache};
  cache.set("k", 5, 10s);
  static_cast<void>(cache.get<int>("k"));
  static_cast<void>(cache.get<int>("x"));
  cache.add("k", 6);
  cache.forget("k");
  cache.forget("k");
  cache.increment("n");
  cache.touch("n", 1s);
  static_cast<void>(cache.many<int>({"n", "x"}));
  cache.clear("user:");
  BOOST_TEST(heard.before == (Lines{"set k", "get k", "get x", "set k", "forget k", "forget k",
                                    "increment n", "touch n", "get n", "get x", "clear user:"}),
             boost::test_tools::per_element());
  BOOST_TEST(
      heard.after == (Lines{"set k written", "get k hit", "get x miss", "set k kept",
                            "forget k forgotten", "forget k miss", "increment n written",
                            "touch n written", "get n hit", "get x miss", "clear user: forgotten"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(making_a_value_is_a_miss_and_a_write) {
  const CacheStore cache = open_store();
  Heard heard{cache};
  cache.remember("k", 10s, [] { return 1; });
  cache.remember("k", 10s, [] { return 1; });
  BOOST_TEST(heard.after == (Lines{"get k miss", "set k written", "get k hit"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_event_knows_what_was_done) {
  const CacheStore cache = open_store();
  std::size_t bytes = 0;
  std::string names;
  cache.after_access([&](const CacheEvent& event) {
    bytes = event.bytes;
    names = std::string{event.store} + " " + std::string{event.driver};
  });
  cache.set("k", "12345");
  BOOST_TEST(bytes == 7U);
  BOOST_TEST(names == "test memory");
}

BOOST_AUTO_TEST_CASE(a_listener_may_stop_an_access) {
  const CacheStore cache = open_store();
  cache.before_access([](const CacheEvent& event) {
    if (event.key == "no") throw zin::Error{Errc::permission_denied, "not this one"};
  });
  BOOST_TEST((code_of([&] { cache.set("no", 1); }) == Errc::permission_denied));
  cache.set("yes", 1);
  BOOST_TEST(cache.stats().sets.value() == 1U);
}

BOOST_AUTO_TEST_CASE(a_failure_is_told) {
  const CacheStore cache = zin::test::open_plain();
  Heard heard{cache};
  zin::test::PlainStore::current().failures_left = 1;
  BOOST_CHECK_THROW(static_cast<void>(cache.get<int>("k")), zin::Error);
  BOOST_TEST(heard.after == (Lines{"get k failed"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_metrics_count_hits_and_misses) {
  const CacheStore cache = open_store({}, zin::Clock::system(), "counted");
  cache.set("k", 1);
  static_cast<void>(cache.get<int>("k"));
  static_cast<void>(cache.get<int>("k"));
  static_cast<void>(cache.get<int>("x"));
  cache.remember("m", 10s, [] { return 1; });
  const auto families = zin::test::read_open_metrics(zin::detail::written_metrics());
  const std::map<std::string, std::string> labels{{"store", "counted"}, {"driver", "memory"}};
  const auto value = [&](std::string_view name) {
    return zin::test::metric(families, name, labels);
  };
  BOOST_TEST(value("zin_cache_hits_total") == 2);
  BOOST_TEST(value("zin_cache_misses_total") == 2);
  BOOST_TEST(value("zin_cache_sets_total") == 2);
  BOOST_TEST(value("zin_cache_computed_total") == 1);
  BOOST_TEST(value("zin_cache_items") == 2);
  BOOST_TEST(value("zin_cache_used_bytes") > 0);
}

BOOST_AUTO_TEST_CASE(statistics_say_what_is_known) {
  const CacheStore cache = zin::test::open_plain();
  BOOST_TEST(!cache.stats().hits.has_value());
  BOOST_TEST(cache.stats().driver == "plain");
}

BOOST_AUTO_TEST_SUITE_END()
