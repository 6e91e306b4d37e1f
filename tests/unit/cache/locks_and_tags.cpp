// Locks have one holder; tags hide what was set under them.
// SPDX-License-Identifier: MIT
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <string>

#include "on_threads.hpp"
#include "open_store.hpp"
#include "plain_store.hpp"
#include "thrown.hpp"

using namespace std::chrono_literals;
using zin::CacheLock;
using zin::CacheStore;
using zin::Errc;
using zin::test::code_of;
using zin::test::on_threads;
using zin::test::open_store;

BOOST_AUTO_TEST_SUITE(cache_locks)

BOOST_AUTO_TEST_CASE(a_lock_has_one_holder) {
  const CacheStore cache = open_store();
  CacheLock first = cache.lock("l", 10s);
  CacheLock second = cache.lock("l", 10s);
  BOOST_TEST(first.try_acquire());
  BOOST_TEST(!second.try_acquire());
  BOOST_TEST(first.is_held());
  BOOST_TEST(!second.is_held());
  BOOST_TEST(!second.release());
  BOOST_TEST(first.is_held());
  BOOST_TEST(first.release());
  BOOST_TEST(second.try_acquire());
  BOOST_TEST(!cache.has("l"));  // keys and locks do not meet
}

BOOST_AUTO_TEST_CASE(a_lock_ends_with_its_lease) {
  zin::test::FakeTime time;
  const CacheStore cache = open_store();
  CacheLock first = cache.lock("l", 10s);
  BOOST_TEST(first.try_acquire());
  time.pass(9s);
  BOOST_TEST(first.extend());
  time.pass(9s);
  BOOST_TEST(first.is_held());
  time.pass(1s);
  CacheLock second = cache.lock("l", 10s);
  BOOST_TEST(second.try_acquire());
  BOOST_TEST(!first.is_held());
  BOOST_TEST(!first.extend());
  BOOST_TEST(!first.release());  // not the other one's
  BOOST_TEST(second.is_held());
}

BOOST_AUTO_TEST_CASE(a_lock_that_goes_out_of_scope_is_free) {
  const CacheStore cache = open_store();
  {
    CacheLock lock = cache.lock("l", 10s);
    BOOST_TEST(lock.try_acquire());
    const CacheLock moved = std::move(lock);
  }
  std::string owner;
  {
    CacheLock lock = cache.lock("l", 10s);
    BOOST_TEST(lock.try_acquire());
    owner = lock.detach();
  }
  CacheLock other = cache.lock("l", 10s);
  BOOST_TEST(!other.try_acquire());
  BOOST_TEST(cache.restore_lock("l", owner, 10s).release());
  BOOST_TEST(other.try_acquire());
  cache.lock("l", 10s).force_release();
  BOOST_TEST(!other.is_held());
}

BOOST_AUTO_TEST_CASE(waiting_for_a_lock_ends) {
  zin::test::FakeTime time;
  zin::testing::FakeClock& clock = zin::test::fake_clock();
  const CacheStore cache = open_store({}, clock);
  CacheLock first = cache.lock("l", 10s);
  CacheLock second = cache.lock("l", 10s);
  BOOST_TEST(first.acquire(0s));
  const auto began = clock.elapsed();
  BOOST_TEST(!second.acquire(5s));
  BOOST_TEST((clock.elapsed() - began >= 5s));
  BOOST_TEST(second.acquire(6s));  // the first one's lease has ended meanwhile
  BOOST_TEST((code_of([&] { first.run(0s, [] {}); }) == Errc::busy));
  second.release();
  BOOST_TEST(first.run(0s, [] { return 5; }) == 5);
  BOOST_TEST(!first.is_held());
}

BOOST_AUTO_TEST_CASE(threads_take_turns) {
  const CacheStore cache = open_store();
  int guarded = 0;
  std::atomic<int> runs{0};
  on_threads(4, [&](unsigned) {
    for (int turn = 0; turn < 20; ++turn) {
      CacheLock lock = cache.lock("l", 1min);
      if (!lock.acquire(30s)) continue;
      ++guarded;
      ++runs;
    }
  });
  BOOST_TEST(guarded == runs.load());
  BOOST_TEST(runs == 80);
}

BOOST_AUTO_TEST_CASE(a_lease_of_nothing_is_refused) {
  const CacheStore cache = open_store();
  BOOST_TEST((code_of([&] { static_cast<void>(cache.lock("l", 0s)); }) == Errc::invalid_argument));
  BOOST_TEST((code_of([&] { static_cast<void>(cache.lock("", 1s)); }) == Errc::invalid_argument));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(cache_tags)

void tags_work_on(const CacheStore& cache) {
  const auto both = cache.tags({"people", "artists"});
  const auto authors = cache.tags({"people", "authors"});
  both.set("John", 1, 60s);
  authors.set("Anne", 2, 60s);
  cache.set("John", 3);
  BOOST_TEST(both.get<int>("John").value() == 1);
  BOOST_TEST(cache.tags({"artists", "people", "people"}).get<int>("John").value() == 1);
  BOOST_TEST(!cache.tags("people").get<int>("John").has_value());
  BOOST_TEST(cache.get<int>("John").value() == 3);
  cache.tags("authors").flush();
  BOOST_TEST(both.get<int>("John").value() == 1);
  BOOST_TEST(!authors.get<int>("Anne").has_value());
  cache.tags("people").flush();
  BOOST_TEST(!both.get<int>("John").has_value());
  BOOST_TEST(cache.get<int>("John").value() == 3);
  BOOST_TEST(both.remember("John", 60s, [] { return 9; }) == 9);
  BOOST_TEST(both.has("John"));
  BOOST_TEST(both.forget("John"));
  BOOST_TEST(!both.has("John"));
}

BOOST_AUTO_TEST_CASE(a_flushed_tag_hides_what_has_it) { tags_work_on(open_store()); }

BOOST_AUTO_TEST_CASE(a_store_without_anything_has_tags_too) {
  tags_work_on(zin::test::open_plain(0, {.prefix = ""}));
}

BOOST_AUTO_TEST_CASE(values_with_tags_can_do_all_that_others_can) {
  const CacheStore cache = open_store();
  const auto tagged = cache.tags({"a", "b"});
  BOOST_TEST(tagged.increment("n", 5) == 5);
  BOOST_TEST(tagged.add("k", 1));
  BOOST_TEST(!tagged.add("k", 2));
  tagged.put_many({{"x", 1}, {"y", 2}});
  BOOST_TEST(tagged.many<int>({"x", "y"}).at("y").value() == 2);
  BOOST_TEST(tagged.pull<int>("x").value() == 1);
  BOOST_TEST(tagged.flexible("f", 5s, 10s, [] { return 1; }) == 1);
  BOOST_TEST(cache.keys().empty());
  BOOST_TEST(cache.tags({"b"}).get<int>("k", 0) == 0);
  tagged.clear();
  BOOST_TEST(tagged.increment("n", 5) == 5);
  BOOST_TEST(tagged.add("k", 1));
}

BOOST_AUTO_TEST_CASE(a_tag_has_a_name) {
  const CacheStore cache = open_store();
  BOOST_TEST((code_of([&] { static_cast<void>(cache.tags(std::vector<std::string>{})); }) ==
              Errc::invalid_argument));
  BOOST_TEST((code_of([&] { static_cast<void>(cache.tags({""})); }) == Errc::invalid_argument));
}

BOOST_AUTO_TEST_SUITE_END()
