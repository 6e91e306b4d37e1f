// Fibers and threads that wait for the same value, and the threads on which blocking stores work.
// SPDX-License-Identifier: MIT
#include <atomic>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>
#include <thread>

#include "eventually.hpp"
#include "open_store.hpp"
#include "plain_store.hpp"
#include "recorded_log.hpp"
#include "zin/cache/async_cache.hpp"

namespace asio = boost::asio;
using namespace std::chrono_literals;
using zin::CacheStore;
using zin::Errc;
using zin::Error;
using zin::test::eventually;
using zin::test::open_store;

namespace {

template <class Fn>
void spawn(asio::io_context& io, Fn fn, std::exception_ptr& failure) {
  asio::co_spawn(io, std::move(fn), [&failure](std::exception_ptr error) {
    if (error && !failure) failure = error;
  });
}

// Runs coroutines on one thread, with a bound on how long they may take.
void run(asio::io_context& io, const std::exception_ptr& failure = nullptr) {
  io.run_for(60s);
  BOOST_REQUIRE(io.stopped());
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cache_async)

BOOST_AUTO_TEST_CASE(each_verb_can_be_awaited) {
  asio::io_context io;
  std::exception_ptr failure;
  const CacheStore cache = open_store();
  bool done = false;
  auto verbs = [&]() -> asio::awaitable<void> {
    co_await cache.async_set("k", 5, 10s);
    const auto value = co_await cache.async_get<int>("k");
    BOOST_TEST(value.value() == 5);
    const bool has = co_await cache.async_has("k");
    BOOST_TEST(has);
    const bool added = co_await cache.async_add("k", 6);
    BOOST_TEST(!added);
    const auto sum = co_await cache.async_increment("n", 2);
    BOOST_TEST(sum == 2);
    const auto less = co_await cache.async_decrement("n");
    BOOST_TEST(less == 1);
    const bool touched = co_await cache.async_touch("k", 60s);
    BOOST_TEST(touched);
    std::map<std::string, zin::CacheValue> entries;
    entries.emplace("a", 1);
    entries.emplace("b", "text");
    co_await cache.async_put_many(entries);
    std::vector<std::string> keys{"a", "x"};
    const auto many = co_await cache.async_many<int>(keys);
    BOOST_TEST(many.at("a").value() == 1);
    const auto pulled = co_await cache.async_pull<std::string>("b");
    BOOST_TEST(pulled.value() == "text");
    const bool forgotten = co_await cache.async_forget("k");
    BOOST_TEST(forgotten);
    auto lock = cache.lock("l", 10s);
    const bool acquired = co_await lock.async_acquire(1s);
    BOOST_TEST(acquired);
    const bool released = co_await lock.async_release();
    BOOST_TEST(released);
    const auto tagged = cache.tags("t");
    co_await tagged.async_forever("k", 1);
    co_await tagged.async_flush();
    const auto hidden = co_await tagged.async_get<int>("k");
    BOOST_TEST(!hidden.has_value());
    const auto cleared = co_await cache.async_clear();
    BOOST_TEST(cleared.value() > 0U);
    done = true;
  };
  spawn(io, verbs, failure);
  run(io, failure);
  BOOST_TEST(done);
}

BOOST_AUTO_TEST_CASE(any_token_will_do) {
  asio::io_context io;
  const CacheStore cache = open_store();
  std::jthread runner{[&io] {
    const auto work = asio::make_work_guard(io);
    io.run_for(60s);
  }};
  auto token = [&io] { return asio::bind_executor(io, asio::use_future); };
  cache.async_set("k", 5, 10s, token()).get();
  BOOST_TEST(cache.async_get<int>("k", token()).get().value() == 5);
  const auto make = []() -> asio::awaitable<int> { co_return 7; };
  BOOST_TEST(cache.async_remember("r", 10s, make, {}, token()).get() == 7);
  BOOST_TEST(cache
                 .async_remember(
                     "s", 10s, [] { return 8; }, {}, token())
                 .get() == 8);
  io.stop();
}

BOOST_AUTO_TEST_CASE(a_thousand_coroutines_make_it_once) {
  asio::io_context io;
  std::exception_ptr failure;
  const CacheStore cache = open_store();
  int made = 0;
  int right = 0;
  auto make = [&]() -> asio::awaitable<std::string> {
    ++made;
    asio::steady_timer timer{io, 20ms};
    co_await timer.async_wait(asio::use_awaitable);
    co_return "value";
  };
  for (int at = 0; at < 1000; ++at) {
    auto caller = [&]() -> asio::awaitable<void> {
      const std::string value = co_await cache.async_remember("k", 10s, make);
      if (value == "value") ++right;
    };
    spawn(io, caller, failure);
  }
  run(io, failure);
  BOOST_TEST(made == 1);
  BOOST_TEST(right == 1000);
  BOOST_TEST(cache.stats().shared == 999U);
}

BOOST_AUTO_TEST_CASE(what_fails_for_one_fails_for_all_who_wait) {
  asio::io_context io;
  std::exception_ptr failure;
  const CacheStore cache = open_store();
  int made = 0;
  int failed = 0;
  auto make = [&]() -> asio::awaitable<int> {
    ++made;
    asio::steady_timer timer{io, 20ms};
    co_await timer.async_wait(asio::use_awaitable);
    throw std::runtime_error("no");
  };
  for (int at = 0; at < 10; ++at) {
    auto caller = [&]() -> asio::awaitable<void> {
      try {
        static_cast<void>(co_await cache.async_remember("k", 10s, make));
      } catch (const std::runtime_error&) {
        ++failed;
      }
    };
    spawn(io, caller, failure);
  }
  run(io, failure);
  BOOST_TEST(made == 1);
  BOOST_TEST(failed == 10);
}

BOOST_AUTO_TEST_CASE(a_leader_that_is_cancelled_hands_over) {
  asio::io_context io;
  std::exception_ptr failure;
  const CacheStore cache = open_store();
  asio::cancellation_signal cancel;
  int made = 0;
  bool cancelled = false;
  int value = 0;
  auto make = [&]() -> asio::awaitable<int> {
    if (++made == 1) {
      asio::steady_timer timer{io, 1h};
      co_await timer.async_wait(asio::use_awaitable);
    }
    co_return made;
  };
  auto first = [&]() -> asio::awaitable<void> {
    static_cast<void>(co_await cache.async_remember("k", 10s, make));
  };
  auto second = [&]() -> asio::awaitable<void> {
    value = co_await cache.async_remember("k", 10s, make);
  };
  asio::co_spawn(io, first,
                 asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr error) {
                   cancelled = error != nullptr;
                 }));
  spawn(io, second, failure);
  asio::steady_timer later{io, 30ms};
  later.async_wait(
      [&](const boost::system::error_code&) { cancel.emit(asio::cancellation_type::terminal); });
  run(io, failure);
  BOOST_TEST(cancelled);
  BOOST_TEST(made == 2);
  BOOST_TEST(value == 2);
}

BOOST_AUTO_TEST_CASE(a_caller_that_is_cancelled_while_it_waits_leaves_the_rest_alone) {
  asio::io_context io;
  std::exception_ptr failure;
  const CacheStore cache = open_store();
  asio::cancellation_signal cancel;
  std::optional<Errc> code;
  int value = 0;
  auto make = [&]() -> asio::awaitable<int> {
    asio::steady_timer timer{io, 60ms};
    co_await timer.async_wait(asio::use_awaitable);
    co_return 5;
  };
  auto first = [&]() -> asio::awaitable<void> {
    value = co_await cache.async_remember("k", 10s, make);
  };
  auto second = [&]() -> asio::awaitable<void> {
    static_cast<void>(co_await cache.async_remember("k", 10s, make));
  };
  spawn(io, first, failure);
  asio::co_spawn(io, second,
                 asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr error) {
                   try {
                     if (error) std::rethrow_exception(error);
                   } catch (const Error& told) {
                     code = told.code();
                   }
                 }));
  asio::steady_timer later{io, 10ms};
  later.async_wait(
      [&](const boost::system::error_code&) { cancel.emit(asio::cancellation_type::terminal); });
  run(io, failure);
  BOOST_TEST((code == Errc::cancelled));
  BOOST_TEST(value == 5);
}

BOOST_AUTO_TEST_CASE(a_loop_that_ends_frees_those_who_wait) {
  const CacheStore cache = open_store();
  {
    asio::io_context io;
    auto make = [&]() -> asio::awaitable<int> {
      asio::steady_timer timer{io, 1h};
      co_await timer.async_wait(asio::use_awaitable);
      co_return 1;
    };
    auto caller = [&]() -> asio::awaitable<void> {
      static_cast<void>(co_await cache.async_remember("k", 10s, make));
    };
    asio::co_spawn(io, caller, asio::detached);
    io.run_for(10ms);
  }
  BOOST_TEST(cache.remember("k", 10s, [] { return 2; }) == 2);
}

BOOST_AUTO_TEST_CASE(a_thread_does_not_wait_for_what_only_it_can_go_on_with) {
  asio::io_context io;
  std::exception_ptr failure;
  const CacheStore cache = open_store();
  int alone = 0;
  int value = 0;
  auto make = [&]() -> asio::awaitable<int> {
    asio::steady_timer timer{io, 20ms};
    co_await timer.async_wait(asio::use_awaitable);
    co_return 1;
  };
  auto leader = [&]() -> asio::awaitable<void> {
    value = co_await cache.async_remember("k", 10s, make);
  };
  spawn(io, leader, failure);
  asio::steady_timer soon{io, 1ms};
  soon.async_wait([&](const boost::system::error_code&) {
    alone = cache.remember("k", 10s, [] { return 2; });
  });
  run(io, failure);
  BOOST_TEST(alone == 2);
  BOOST_TEST(value == 1);
}

BOOST_AUTO_TEST_CASE(a_stale_value_is_awaited_by_nobody) {
  zin::test::FakeTime time;
  asio::io_context io;
  std::exception_ptr failure;
  const CacheStore cache = open_store();
  int made = 0;
  auto make = [&]() -> asio::awaitable<int> {
    ++made;
    asio::steady_timer timer{io, 5ms};
    co_await timer.async_wait(asio::use_awaitable);
    co_return made;
  };
  auto caller = [&]() -> asio::awaitable<void> {
    const zin::Freshness spans{5s, 10s};
    const int first = co_await cache.async_flexible("k", spans, make);
    BOOST_TEST(first == 1);
    time.pass(6s);
    const int stale = co_await cache.async_flexible("k", spans, make);
    BOOST_TEST(stale == 1);
    const int again = co_await cache.async_flexible("k", spans, make);
    BOOST_TEST(again == 1);
  };
  spawn(io, caller, failure);
  run(io, failure);
  BOOST_TEST(made == 2);
  BOOST_TEST(cache.get<int>("k").value() == 2);
}

BOOST_AUTO_TEST_CASE(a_store_that_blocks_blocks_another_thread) {
  asio::io_context io;
  std::exception_ptr failure;
  const CacheStore cache = zin::test::open_plain();
  zin::test::PlainStore& store = zin::test::PlainStore::current();
  store.threads.clear();
  store.most_inside = 0;
  store.failures_left = 0;
  int right = 0;
  for (int at = 0; at < 20; ++at) {
    auto caller = [&cache, &right, at]() -> asio::awaitable<void> {
      const std::string key = std::to_string(at);
      co_await cache.async_set(key, at);
      const auto value = co_await cache.async_get<int>(key);
      if (value == at) ++right;
    };
    spawn(io, caller, failure);
  }
  run(io, failure);
  BOOST_TEST(right == 20);
  BOOST_TEST(!store.threads.contains(std::this_thread::get_id()));
  // One call at a time, as it asked for.
  BOOST_TEST(store.most_inside == 1);
}

BOOST_AUTO_TEST_SUITE_END()
