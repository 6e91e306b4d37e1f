// A value is made once, however many ask for it.
// SPDX-License-Identifier: MIT
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "eventually.hpp"
#include "on_threads.hpp"
#include "open_store.hpp"
#include "plain_store.hpp"
#include "recorded_log.hpp"
#include "thrown.hpp"

using namespace std::chrono_literals;
using zin::CacheStore;
using zin::Errc;
using zin::Error;
using zin::test::code_of;
using zin::test::eventually;
using zin::test::on_threads;
using zin::test::open_store;
using zin::test::says;
using zin::test::thrown_by;

namespace {

// Opened by one thread for others.
class Gate {
 public:
  void open() {
    const std::lock_guard lock{mutex_};
    open_ = true;
    opened_.notify_all();
  }
  void pass() {
    std::unique_lock lock{mutex_};
    opened_.wait(lock, [this] { return open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(cache_computing)

BOOST_AUTO_TEST_CASE(a_value_that_is_there_is_not_made) {
  const CacheStore cache = open_store();
  int made = 0;
  const auto make = [&] { return ++made; };
  BOOST_TEST(cache.remember("k", 10s, make) == 1);
  BOOST_TEST(cache.remember("k", 10s, make) == 1);
  BOOST_TEST(cache.remember_forever("k", make) == 1);
  cache.forget("k");
  BOOST_TEST(cache.remember_forever("k", make) == 2);
  BOOST_TEST(cache.stats().computed == 2U);
}

BOOST_AUTO_TEST_CASE(a_thousand_callers_of_a_cold_key_make_it_once) {
  const CacheStore cache = open_store();
  constexpr unsigned threads = 50;
  for (int round = 0; round < 20; ++round) {
    const std::string key = "k" + std::to_string(round);
    std::atomic<int> made{0};
    std::atomic<unsigned> right{0};
    on_threads(threads, [&](unsigned) {
      const std::string value = cache.remember(key, 10s, [&] {
        ++made;
        std::this_thread::yield();
        return std::string(5000, 'v');
      });
      if (value.size() == 5000) ++right;
    });
    BOOST_TEST(made == 1);
    BOOST_TEST(right == threads);
  }
  BOOST_TEST(cache.stats().computed == 20U);
}

BOOST_AUTO_TEST_CASE(those_who_wait_get_the_value) {
  const CacheStore cache = open_store();
  Gate gate;
  std::atomic<int> made{0};
  std::atomic<int> sum{0};
  std::vector<std::jthread> callers;
  for (int at = 0; at < 8; ++at) {
    callers.emplace_back([&] {
      sum += cache.remember("k", 10s, [&] {
        ++made;
        gate.pass();
        return 5;
      });
    });
  }
  eventually("one makes it", [&] { return made == 1; });
  gate.open();
  callers.clear();
  BOOST_TEST(made == 1);
  BOOST_TEST(sum == 40);
}

BOOST_AUTO_TEST_CASE(those_who_wait_get_the_failure) {
  const CacheStore cache = open_store();
  Gate gate;
  std::atomic<int> made{0};
  std::atomic<int> failed{0};
  std::vector<std::jthread> callers;
  for (int at = 0; at < 4; ++at) {
    callers.emplace_back([&] {
      try {
        cache.remember("k", 10s, [&]() -> int {
          ++made;
          gate.pass();
          throw Error{Errc::busy, "no value today"};
        });
      } catch (const Error& error) {
        if (error.code() == Errc::busy && says(error, "no value today")) ++failed;
      }
    });
  }
  eventually("one tries", [&] { return made >= 1; });
  gate.open();
  callers.clear();
  BOOST_TEST(failed == 4);
  // Nothing is left behind: the next one tries again.
  BOOST_TEST(cache.remember("k", 10s, [] { return 7; }) == 7);
}

BOOST_AUTO_TEST_CASE(who_waits_too_long_makes_it_for_all) {
  zin::testing::FakeClock clock;
  const CacheStore cache = open_store({}, clock);
  Gate gate;
  std::atomic<bool> hangs{false};
  std::jthread hanging{[&] {
    cache.remember("k", 10s, [&] {
      hangs = true;
      gate.pass();
      return 1;
    });
  }};
  eventually("the first one hangs", [&] { return hangs.load(); });
  std::atomic<int> second{0};
  std::jthread waiting{
      [&] { second = cache.remember("k", 10s, [] { return 2; }, {.patience = 3s}); }};
  clock.await_waiting(1);
  clock.advance(3s);
  waiting.join();
  BOOST_TEST(second == 2);
  BOOST_TEST(cache.get<int>("k").value() == 2);
  gate.open();
}

BOOST_AUTO_TEST_CASE(who_asks_for_what_it_makes_is_told_so) {
  const CacheStore cache = open_store();
  const auto error = thrown_by([&] {
    return cache.remember("k", 10s, [&] { return cache.remember("k", 10s, [] { return 1; }); });
  });
  BOOST_TEST((error.code() == Errc::invalid_argument));
  BOOST_TEST(says(error, "asks for the same key"));
  BOOST_TEST(cache.remember("k", 10s,
                            [&] { return cache.remember("other", 10s, [] { return 1; }); }) == 1);
}

BOOST_AUTO_TEST_CASE(a_value_that_cannot_be_stored_is_given_all_the_same) {
  const zin::test::RecordedLog log;
  const CacheStore cache = zin::test::open_plain();
  zin::test::PlainStore& store = zin::test::PlainStore::current();
  const auto make = [&] {
    store.failures_left = 1;
    return 5;
  };
  BOOST_TEST(cache.remember("k", 10s, make) == 5);
  BOOST_TEST(log.with("could not be stored").size() == 1U);
  BOOST_TEST(!cache.has("k"));
  BOOST_TEST(cache.remember("k", 10s, [] { return std::string(2000, 'x'); }).size() == 2000U);
}

BOOST_AUTO_TEST_CASE(a_value_is_made_anew_before_it_ends) {
  zin::test::FakeTime time;
  const CacheStore cache = open_store({}, zin::test::fake_clock());
  int made = 0;
  const auto make = [&] {
    time.pass(1s);  // so long does it take
    return ++made;
  };
  const zin::RememberOptions early{.early = 1};
  BOOST_TEST(cache.remember("k", 100s, make, early) == 1);
  // So far before the end that it is one chance in e^50.
  time.pass(50s);
  BOOST_TEST(cache.remember("k", 100s, make, early) == 1);
  time.pass(50s - 1ns);  // so near that it is nearly certain
  BOOST_TEST(cache.remember("k", 100s, make, early) == 2);
  BOOST_TEST(cache.get<int>("k").value() == 2);
  // A failure is no loss while the value is good.
  time.pass(100s - 1ns);
  BOOST_TEST(cache.remember(
                 "k", 100s, []() -> int { throw std::runtime_error("x"); }, early) == 2);
  BOOST_TEST((code_of([&] { return cache.remember("k", 1s, make, {.early = -1}); }) ==
              Errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(a_stale_value_is_served_while_one_makes_it_anew) {
  zin::test::FakeTime time;
  const CacheStore cache = open_store();
  const auto made = std::make_shared<std::atomic<int>>(0);
  const auto gate = std::make_shared<Gate>();
  const auto make = [made, gate] {
    if (made->fetch_add(1) > 0) gate->pass();
    return made->load();
  };
  BOOST_TEST(cache.flexible("k", 5s, 10s, make) == 1);
  time.pass(5s - 1ns);
  BOOST_TEST(cache.flexible("k", {5s, 10s}, make) == 1);
  BOOST_TEST(*made == 1);
  time.pass(1ns);
  for (int again = 0; again < 5; ++again) BOOST_TEST(cache.flexible("k", {5s, 10s}, make) == 1);
  eventually("one makes it anew", [&] { return *made == 2; });
  BOOST_TEST(cache.flexible("k", {5s, 10s}, make) == 1);
  gate->open();
  eventually("the new one is there", [&] { return cache.get<int>("k") == 2; });
  BOOST_TEST(cache.flexible("k", {5s, 10s}, make) == 2);
  BOOST_TEST(*made == 2);
  // Too old to be served.
  time.pass(10s);
  BOOST_TEST(cache.flexible("k", {5s, 10s}, make) == 3);
}

BOOST_AUTO_TEST_CASE(a_refresh_that_fails_is_logged_and_tried_again) {
  zin::test::FakeTime time;
  const zin::test::RecordedLog log;
  const CacheStore cache = open_store();
  cache.flexible("k", 5s, 60s, [] { return 1; });
  time.pass(6s);
  BOOST_TEST(cache.flexible("k", 5s, 60s, []() -> int { throw std::runtime_error("not now"); }) ==
             1);
  eventually("it is logged", [&] { return log.with("not now").size() == 1; });
  BOOST_TEST(cache.flexible("k", 5s, 60s, [] { return 2; }) == 1);
  eventually("it is made", [&] { return cache.get<int>("k") == 2; });
}

BOOST_AUTO_TEST_CASE(times_that_make_no_sense_are_refused) {
  const CacheStore cache = open_store();
  const auto make = [] { return 1; };
  BOOST_TEST(
      (code_of([&] { return cache.flexible("k", 5s, 5s, make); }) == Errc::invalid_argument));
  BOOST_TEST(
      (code_of([&] { return cache.flexible("k", 0s, 5s, make); }) == Errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(closing_waits_for_what_is_made_anew) {
  zin::test::FakeTime time;
  const auto done = std::make_shared<std::atomic<bool>>(false);
  {
    const CacheStore cache = open_store();
    cache.flexible("k", 1s, 60s, [] { return 1; });
    time.pass(2s);
    cache.flexible("k", 1s, 60s, [done] {
      *done = true;
      return 2;
    });
    cache.close();
    BOOST_TEST(*done);
  }
}

BOOST_AUTO_TEST_SUITE_END()
