// What every store does alike. What one cannot do it declares, and refuses.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "eventually.hpp"
#include "on_threads.hpp"
#include "store_under_test.hpp"
#include "thrown.hpp"

using zin::Bytes;
using zin::Errc;
using zin::Json;
using zin::Ttl;
using namespace zin::test;

BOOST_AUTO_TEST_SUITE(contract)

BOOST_AUTO_TEST_CASE(a_value_is_there_until_it_is_forgotten) {
  const std::string key = fresh_key();
  BOOST_TEST(!store().has(key));
  BOOST_TEST(!store().get<int>(key).has_value());
  store().set(key, 5, 5min);
  BOOST_TEST(store().has(key));
  BOOST_TEST(store().get<int>(key).value() == 5);
  store().set(key, "other", 5min);
  BOOST_TEST(store().get<std::string>(key).value() == "other");
  store().forget(key);
  BOOST_TEST(!store().has(key));
  store().forget(key);  // once more
}

BOOST_AUTO_TEST_CASE(bytes_come_back_as_they_were) {
  const std::string key = fresh_key();
  Bytes all(256 * 5);
  for (std::size_t at = 0; at < all.size(); ++at) all[at] = static_cast<std::byte>(at);
  store().set(key, all, 5min);
  BOOST_TEST((store().get<Bytes>(key).value() == all));
  store().set(key, Bytes{}, 5min);
  BOOST_TEST(store().has(key));
  BOOST_TEST(store().get<Bytes>(key).value().empty());
  const std::uint64_t most = can().max_value_bytes;
  const Bytes large(most == 0 ? 1 << 20 : std::min<std::uint64_t>(most, 1 << 20), std::byte{0xA5});
  store().set(key, large, 5min);
  BOOST_TEST((store().get<Bytes>(key).value() == large));
}

BOOST_AUTO_TEST_CASE(a_value_that_is_empty_is_not_one_that_is_missing) {
  const std::string key = fresh_key();
  store().set(key, nullptr, 5min);
  BOOST_TEST(store().get<Json>(key).value().is_null());
  BOOST_TEST(store().has(key));
}

BOOST_AUTO_TEST_CASE(a_key_may_be_any_text) {
  for (const std::string& key :
       {std::string{"a/b"}, std::string{"a b"}, std::string{"%2F"}, std::string{"?x=1&y#z"},
        std::string{".."}, std::string{"\xC3\xA4\xE2\x82\xAC"}, std::string{"a\nb"},
        std::string{"+"}, std::string{"\"quoted\""}, std::string(200, 'k')}) {
    store().set(key, key.size(), 5min);
    BOOST_TEST(store().get<std::size_t>(key).value() == key.size());
    store().forget(key);
    BOOST_TEST(!store().has(key));
  }
}

BOOST_AUTO_TEST_CASE(what_is_too_long_is_refused_before) {
  if (can().max_key_bytes != 0 && can().max_key_bytes < (1 << 20)) {
    BOOST_TEST((code_of([&] { store().set(std::string(can().max_key_bytes, 'k'), 1); }) ==
                Errc::invalid_argument));
  }
  if (can().max_value_bytes != 0 && can().max_value_bytes < (1U << 28)) {
    const Bytes large(can().max_value_bytes + 1);
    BOOST_TEST((code_of([&] { store().set(fresh_key(), large); }) == Errc::invalid_argument));
  }
}

BOOST_AUTO_TEST_CASE(several_at_once) {
  std::map<std::string, int> entries;
  std::vector<std::string> keys;
  for (int at = 0; at < 250; ++at) {
    keys.push_back(fresh_key());
    entries[keys.back()] = at;
  }
  store().put_many(entries, 5min);
  keys.push_back(fresh_key());
  const auto values = store().many<int>(keys);
  BOOST_TEST(values.size() == keys.size());
  int right = 0;
  for (const auto& [key, value] : entries) right += values.at(key) == value ? 1 : 0;
  BOOST_TEST(right == 250);
  BOOST_TEST(!values.at(keys.back()).has_value());
  store().forget(keys);
  BOOST_TEST(!store().has(keys.front()));
  BOOST_TEST(!store().has(keys[249]));
}

BOOST_AUTO_TEST_CASE(a_value_expires) {
  if (!can().ttl) return;
  const std::string key = fresh_key();
  const std::string longer = fresh_key();
  const auto begin = std::chrono::steady_clock::now();
  store().set(key, 1, 1s);
  store().set(longer, 2, 5min);
  const bool was_there = store().has(key);
  // Not on a machine that has too much to do.
  if (std::chrono::steady_clock::now() - begin < 1s) BOOST_TEST(was_there);
  eventually("it expires", [&] { return !store().get<int>(key).has_value(); });
  BOOST_TEST(!store().has(key));
  BOOST_TEST(store().get<int>(longer).value() == 2);
  // A value that is set anew has a time of its own.
  store().set(key, 3, 5min);
  BOOST_TEST(store().get<int>(key).value() == 3);
}

BOOST_AUTO_TEST_CASE(a_touched_value_lives_on) {
  const std::string key = fresh_key();
  if (!can().touch) {
    BOOST_TEST((code_of([&] { store().touch(key, 5min); }) == Errc::unsupported));
    return;
  }
  BOOST_TEST(!store().touch(key, 5min));
  const auto begin = std::chrono::steady_clock::now();
  const std::string untouched = fresh_key();
  store().set(key, 1, 1s);
  store().set(untouched, 2, 1s);
  const bool touched = store().touch(key, 5min);
  if (std::chrono::steady_clock::now() - begin < 1s) BOOST_TEST(touched);
  if (!touched) return;
  eventually("the other one expires", [&] { return !store().has(untouched); });
  BOOST_TEST(store().get<int>(key).value() == 1);
}

BOOST_AUTO_TEST_CASE(a_key_of_any_bytes_is_taken_or_refused_with_a_reason) {
  const std::string key = fresh_key() + "\xff\x01";
  try {
    store().set(key, 1, 5min);
  } catch (const zin::Error& refused) {
    BOOST_TEST((refused.code() == Errc::invalid_argument));
    BOOST_TEST(says(refused, "no UTF-8"));
    BOOST_TEST(says(refused, "nothing was changed"));
    return;
  }
  BOOST_TEST(store().get<int>(key).value() == 1);
}

BOOST_AUTO_TEST_CASE(the_first_one_adds) {
  const std::string key = fresh_key();
  if (!can().atomic_add) {
    BOOST_TEST((code_of([&] { store().add(key, 1); }) == Errc::unsupported));
    return;
  }
  std::atomic<int> added{0};
  on_threads(4, [&](unsigned thread) {
    if (store().add(key, thread)) ++added;
  });
  BOOST_TEST(added == 1);
}

BOOST_AUTO_TEST_CASE(counters_lose_nothing) {
  const std::string key = fresh_key();
  if (!can().counters) {
    BOOST_TEST((code_of([&] { store().increment(key); }) == Errc::unsupported));
    BOOST_TEST((code_of([&] { store().decrement(key); }) == Errc::unsupported));
    return;
  }
  on_threads(4, [&](unsigned) {
    for (int turn = 0; turn < 25; ++turn) store().increment(key, 2);
  });
  BOOST_TEST(store().get<int>(key).value() == 200);
  BOOST_TEST(store().decrement(key, 201) == -1);
}

BOOST_AUTO_TEST_CASE(a_value_is_pulled_once) {
  const std::string key = fresh_key();
  store().set(key, 7, 5min);
  if (!can().compare_and_swap) {
    BOOST_TEST(store().pull<int>(key).value() == 7);
  } else {
    std::atomic<int> got{0};
    on_threads(4, [&](unsigned) {
      if (store().pull<int>(key)) ++got;
    });
    BOOST_TEST(got == 1);
  }
  BOOST_TEST(!store().pull<int>(key).has_value());
}

BOOST_AUTO_TEST_CASE(a_lock_has_one_holder) {
  const std::string name = fresh_key();
  if (!(can().atomic_add && can().compare_and_swap && can().ttl)) {
    BOOST_TEST((code_of([&] { static_cast<void>(store().lock(name, 1s)); }) == Errc::unsupported));
    return;
  }
  auto first = store().lock(name, 1min);
  auto second = store().lock(name, 1min);
  BOOST_TEST(first.try_acquire());
  BOOST_TEST(!second.try_acquire());
  BOOST_TEST(!second.release());
  BOOST_TEST(first.extend());
  BOOST_TEST(first.release());
  BOOST_TEST(second.try_acquire());
}

BOOST_AUTO_TEST_CASE(a_value_is_made_once) {
  const std::string key = fresh_key();
  std::atomic<int> made{0};
  std::atomic<int> sum{0};
  on_threads(8, [&](unsigned) {
    sum += store().remember(key, 5min, [&] {
      std::this_thread::yield();
      return ++made;
    });
  });
  BOOST_TEST(made == 1);
  BOOST_TEST(sum == 8);
  BOOST_TEST(store().remember_forever(key, [] { return 9; }) == 1);
}

BOOST_AUTO_TEST_CASE(a_flexible_value_is_served) {
  const std::string key = fresh_key();
  if (!can().ttl) return;
  BOOST_TEST(store().flexible(key, {5min, 10min}, [] { return 1; }) == 1);
  BOOST_TEST(store().flexible(key, {5min, 10min}, [] { return 2; }) == 1);
}

BOOST_AUTO_TEST_CASE(a_flushed_tag_hides_what_has_it) {
  const std::string key = fresh_key();
  const auto tagged = store().tags({"red", "green"});
  tagged.set(key, 1, 5min);
  BOOST_TEST(tagged.get<int>(key).value() == 1);
  BOOST_TEST(store().tags({"green", "red"}).get<int>(key).value() == 1);
  BOOST_TEST(!store().get<int>(key).has_value());
  store().tags("green").flush();
  BOOST_TEST(!tagged.get<int>(key).has_value());
}

BOOST_AUTO_TEST_CASE(keys_are_listed) {
  if (!can().scan) {
    BOOST_TEST((code_of([&] { static_cast<void>(store().keys()); }) == Errc::unsupported));
    return;
  }
  const std::string prefix = fresh_key() + ":";
  for (int at = 0; at < 30; ++at) store().set(prefix + std::to_string(at), at, 5min);
  BOOST_TEST(store().keys(prefix).size() == 30U);
}

BOOST_AUTO_TEST_CASE(clearing_takes_what_has_the_prefix) {
  const std::string prefix = fresh_key() + ":";
  const std::string beside = fresh_key();
  for (int at = 0; at < 30; ++at) store().set(prefix + std::to_string(at), at, 5min);
  store().set(beside, 1, 5min);
  store().clear(prefix);
  BOOST_TEST(!store().has(prefix + "0"));
  BOOST_TEST(!store().has(prefix + "29"));
  BOOST_TEST(store().has(beside));
}

BOOST_AUTO_TEST_CASE(others_see_what_is_shared) {
  if (another() == nullptr) return;
  const std::string key = fresh_key();
  store().set(key, 5, 5min);
  if (can().stale > 0s) return;  // in its own time
  BOOST_TEST(another()->get<int>(key).value() == 5);
}

BOOST_AUTO_TEST_CASE(threads_use_it_at_the_same_time) {
  std::atomic<int> right{0};
  const std::string prefix = fresh_key();
  on_threads(4, [&](unsigned thread) {
    for (int turn = 0; turn < 20; ++turn) {
      const std::string key = prefix + ":" + std::to_string(thread) + ":" + std::to_string(turn);
      store().set(key, turn, 5min);
      if (store().get<int>(key) == turn) ++right;
    }
  });
  BOOST_TEST(right == 80);
}

BOOST_AUTO_TEST_SUITE_END()
