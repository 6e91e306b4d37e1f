// A process that forks: its child has a store of its own, and waits for nobody.
// SPDX-License-Identifier: MIT
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <string>
#include <thread>

#include "eventually.hpp"
#include "open_store.hpp"

using namespace std::chrono_literals;
using zin::CacheStore;
using zin::test::open_store;

namespace {

/// The exit status of a child that runs `work`, which is ended when it hangs.
int in_child(const std::function<bool()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::alarm(30);
    bool good = false;
    try {
      good = work();
    } catch (...) {
    }
    ::_exit(good ? 0 : 1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  return status;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cache_forks)

BOOST_AUTO_TEST_CASE(a_child_has_a_store_of_its_own) {
  const CacheStore cache = open_store();
  cache.set("k", 1);
  BOOST_TEST(in_child([&] {
               if (cache.has("k")) return false;
               cache.set("k", 2);
               return cache.get<int>("k") == 2 && cache.increment("n") == 1;
             }) == 0);
  BOOST_TEST(cache.get<int>("k").value() == 1);
}

BOOST_AUTO_TEST_CASE(a_child_does_not_wait_for_what_its_parent_makes) {
  const CacheStore cache = open_store();
  std::atomic<bool> making{false};
  std::atomic<bool> stop{false};
  std::jthread leader{[&] {
    cache.remember("k", 10s, [&] {
      making = true;
      while (!stop) std::this_thread::yield();
      return 1;
    });
  }};
  zin::test::eventually("one makes it", [&] { return making.load(); });
  BOOST_TEST(in_child([&] { return cache.remember("k", 10s, [] { return 2; }) == 2; }) == 0);
  stop = true;
  leader.join();
  BOOST_TEST(cache.get<int>("k").value() == 1);
}

BOOST_AUTO_TEST_CASE(a_fork_while_others_use_the_store) {
  const CacheStore cache = open_store();
  std::atomic<bool> stop{false};
  std::array<std::jthread, 2> busy;
  for (std::jthread& thread : busy) {
    thread = std::jthread{[&] {
      for (int at = 0; !stop; ++at) {
        cache.set(std::to_string(at % 100), at);
        cache.remember(std::to_string(at % 70 + 200), 1ms, [at] { return at; });
      }
    }};
  }
  for (int turn = 0; turn < 10; ++turn) {
    BOOST_TEST(in_child([&] {
                 cache.set("mine", 1);
                 return cache.get<int>("mine") == 1 &&
                        cache.flexible("f", 1s, 2s, [] { return 1; }) == 1;
               }) == 0);
  }
  stop = true;
}

BOOST_AUTO_TEST_SUITE_END()
