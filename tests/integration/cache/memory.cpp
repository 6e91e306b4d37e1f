// The memory store through the ABI: its budget, what it evicts, what pins keep.
// SPDX-License-Identifier: MIT
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "on_threads.hpp"
#include "zin/cache/backend.hpp"
#include "zin/host/cache_handle.hpp"
#include "zin/host/driver_connection.hpp"
#include "zin/host/registry.hpp"
#include "zin/testing/fake_clock.hpp"

using zin::caching::hit;
using zin::caching::item_of;
using zin::caching::value_of;
using zin::test::on_threads;
using namespace std::chrono_literals;

namespace {

class Memory {
 public:
  explicit Memory(std::uint64_t max_bytes) : max_(max_bytes) {
    const std::string text = std::to_string(max_bytes);
    const zin_kv option{{"max_bytes", 9}, {text.data(), text.size()}};
    zin_error error = zin::host::empty_error();
    BOOST_REQUIRE(table().cache_open(&option, 1, &store_, &error) == ZIN_OK);
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() { table().cache_close(store_); }

  static const zin_cache_driver& table() {
    return zin::host::Registry::of_process().cache("memory").table();
  }

  bool set(std::string_view key, std::string_view value, std::uint32_t flags = 0,
           std::uint64_t version = 0) {
    zin_cache_item item = item_of(key, flags);
    item.value = {value.data(), value.size()};
    item.version = version;
    must_be_good(table().start_set(store_, &item, 1, nullptr, nullptr, nullptr));
    last_version = item.version;
    last_status = item.status;
    return hit(item);
  }
  void get(zin_cache_item& item) {
    must_be_good(table().start_get(store_, &item, 1, nullptr, nullptr, nullptr));
  }
  bool has(std::string_view key) {
    zin_cache_item item = item_of(key, ZIN_CGET_NO_VALUE);
    get(item);
    return hit(item);
  }
  void unpin(zin_cache_item& item) { table().unpin(store_, &item, 1); }
  [[nodiscard]] zin_cache_stats stats() {
    zin_cache_stats stats{};
    stats.struct_size = sizeof stats;
    table().stats(store_, &stats);
    return stats;
  }
  /// Whether what it uses is within its budget, and 1 % more.
  [[nodiscard]] bool keeps_its_budget() {
    return stats().bytes <= static_cast<std::int64_t>(max_ + max_ / 100);
  }
  [[nodiscard]] zin_cache* raw() noexcept { return store_; }

  std::atomic<std::uint64_t> last_version = 0;
  std::atomic<zin_status> last_status = ZIN_OK;

 private:
  // Boost.Test is for one thread alone.
  static void must_be_good(zin_status status) {
    if (status != ZIN_OK) throw std::runtime_error("the call failed");
  }

  const std::uint64_t max_;
  zin_cache* store_ = nullptr;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(memory_store)

BOOST_AUTO_TEST_CASE(it_never_uses_more_than_its_budget) {
  for (const std::uint64_t max : {64U << 10, 1U << 20, 8U << 20}) {
    Memory store{max};
    std::minstd_rand random{7};
    bool kept = true;
    for (int turn = 0; turn < 20000; ++turn) {
      const std::size_t size = random() % 4 == 0 ? random() % 8000 : random() % 200;
      store.set("key" + std::to_string(random() % 100000), std::string(size, 'x'));
      if (turn % 16 == 0) kept = kept && store.keeps_its_budget();
    }
    BOOST_TEST(kept);
    BOOST_TEST(store.stats().evicted > 0);
    // And it uses what it may.
    BOOST_TEST(store.stats().bytes > static_cast<std::int64_t>(max * 8 / 10));
  }
}

BOOST_AUTO_TEST_CASE(threads_keep_the_budget_too) {
  Memory store{1U << 20};
  std::atomic<bool> kept{true};
  on_threads(4, [&](unsigned thread) {
    std::minstd_rand random{thread + 1};
    for (int turn = 0; turn < 3000; ++turn) {
      store.set("key" + std::to_string(random() % 5000), std::string(random() % 3000, 'x'));
      if (!store.keeps_its_budget()) kept = false;
    }
  });
  BOOST_TEST(kept.load());
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused_and_harms_nothing) {
  Memory store{256U << 10};
  BOOST_TEST(store.set("small", "x"));
  BOOST_TEST(!store.set("large", std::string(300U << 10, 'x')));
  BOOST_TEST(store.last_status.load() == ZIN_E_NOMEM);
  BOOST_TEST(store.has("small"));
  BOOST_TEST(store.set("half", std::string(128U << 10, 'x')));
  Memory tiny{1};
  BOOST_TEST(!tiny.set("k", "v"));
  BOOST_TEST(tiny.last_status.load() == ZIN_E_NOMEM);
}

BOOST_AUTO_TEST_CASE(what_is_used_is_evicted_last) {
  Memory store{256U << 10};
  for (int at = 0; at < 20; ++at) store.set("hot" + std::to_string(at), std::string(100, 'h'));
  for (int at = 0; at < 5000; ++at) {
    store.set("cold" + std::to_string(at), std::string(100, 'c'));
    for (int hot = 0; at % 20 == 0 && hot < 20; ++hot) store.has("hot" + std::to_string(hot));
  }
  int left = 0;
  for (int at = 0; at < 20; ++at) left += store.has("hot" + std::to_string(at)) ? 1 : 0;
  BOOST_TEST(store.stats().evicted > 3000);
  BOOST_TEST(left == 20);
}

BOOST_AUTO_TEST_CASE(a_value_that_fits_is_copied_and_others_are_pinned) {
  Memory store{1U << 20};
  store.set("k", "12345");
  char buffer[5];
  zin_cache_item item = item_of("k");
  item.buf = buffer;
  item.buf_cap = sizeof buffer;
  store.get(item);
  BOOST_TEST((item.flags & ZIN_COUT_COPIED) != 0U);
  BOOST_TEST((value_of(item).data() == buffer));  // as texts they have no end
  BOOST_TEST(value_of(item) == "12345");
  item.buf_cap = 4;
  store.get(item);
  BOOST_TEST((item.flags & ZIN_COUT_PINNED) != 0U);
  BOOST_TEST(value_of(item) == "12345");
  store.unpin(item);
  BOOST_TEST((item.flags & ZIN_COUT_PINNED) == 0U);
}

BOOST_AUTO_TEST_CASE(a_pin_survives_everything) {
  Memory store{256U << 10};
  const std::string value(50U << 10, 'p');
  store.set("k", value);
  zin_cache_item item = item_of("k");
  store.get(item);
  store.set("k", "other");
  for (int at = 0; at < 500; ++at) store.set(std::to_string(at), std::string(1000, 'x'));
  std::int64_t removed = 0;
  Memory::table().start_clear(store.raw(), {nullptr, 0}, &removed, nullptr, nullptr, nullptr);
  BOOST_TEST((value_of(item) == value));
  // It counts for as long as it is held.
  BOOST_TEST(store.stats().bytes > (50 << 10));
  store.unpin(item);
  BOOST_TEST(store.stats().bytes < (50 << 10));
  BOOST_TEST(store.stats().items == 0);
}

BOOST_AUTO_TEST_CASE(a_write_may_depend_on_what_is_there) {
  Memory store{1U << 20};
  BOOST_TEST(!store.set("k", "1", ZIN_CSET_IF_PRESENT));
  BOOST_TEST(store.set("k", "1", ZIN_CSET_IF_ABSENT));
  const std::uint64_t first = store.last_version;
  BOOST_TEST(first != 0U);
  BOOST_TEST(!store.set("k", "2", ZIN_CSET_IF_ABSENT));
  BOOST_TEST(store.set("k", "3", ZIN_CSET_IF_VERSION, first));
  BOOST_TEST(!store.set("k", "4", ZIN_CSET_IF_VERSION, first));
  BOOST_TEST(!store.set("x", "4", ZIN_CSET_IF_VERSION, first));
  zin_cache_item item = item_of("k", ZIN_CGET_VERSION);
  store.get(item);
  BOOST_TEST(value_of(item) == "3");
  const std::uint64_t now = item.version;
  store.unpin(item);
  zin_cache_item gone = item_of("k", ZIN_CSET_IF_VERSION);
  gone.version = first;
  Memory::table().start_del(store.raw(), &gone, 1, nullptr, nullptr, nullptr);
  BOOST_TEST(!hit(gone));
  gone.version = now;
  Memory::table().start_del(store.raw(), &gone, 1, nullptr, nullptr, nullptr);
  BOOST_TEST(hit(gone));
}

BOOST_AUTO_TEST_CASE(a_ttl_that_makes_no_sense_is_misuse) {
  Memory store{1U << 20};
  for (const std::int64_t ttl : {std::int64_t{0}, std::int64_t{-3}}) {
    zin_cache_item item = item_of("k");
    item.ttl_ns = ttl;
    zin_error error = zin::host::empty_error();
    BOOST_TEST(Memory::table().start_set(store.raw(), &item, 1, nullptr, nullptr, &error) ==
               ZIN_E_MISUSE);
    BOOST_TEST(error.message_len > 0);
  }
}

BOOST_AUTO_TEST_CASE(an_unknown_option_is_named) {
  zin_cache* store = nullptr;
  const zin_kv option{{"size", 4}, {"1", 1}};
  zin_error error = zin::host::empty_error();
  BOOST_TEST(Memory::table().cache_open(&option, 1, &store, &error) == ZIN_E_MISUSE);
  BOOST_TEST(
      (std::string_view{error.message, error.message_len}.find("size") != std::string_view::npos));
}

BOOST_AUTO_TEST_CASE(every_key_is_listed_once) {
  Memory store{8U << 20};
  for (int at = 0; at < 1000; ++at) store.set("a" + std::to_string(at), "x");
  for (int at = 0; at < 10; ++at) store.set("b" + std::to_string(at), "x");
  std::vector<std::string> keys;
  std::string resume;
  for (bool last = false; !last;) {
    zin_cache_page page{};
    page.struct_size = sizeof page;
    BOOST_REQUIRE(Memory::table().start_scan(store.raw(), {"a", 1}, {resume.data(), resume.size()},
                                             &page, nullptr, nullptr, nullptr) == ZIN_OK);
    for (std::uint32_t at = 0; at < page.nkeys; ++at) {
      keys.emplace_back(page.keys[at].ptr, page.keys[at].len);
    }
    last = (page.flags & ZIN_CPAGE_LAST) != 0;
    resume = std::string{page.next.ptr, page.next.len};
    Memory::table().page_free(store.raw(), &page);
  }
  std::sort(keys.begin(), keys.end());
  BOOST_TEST(keys.size() == 1000U);
  BOOST_TEST((std::adjacent_find(keys.begin(), keys.end()) == keys.end()));
}

BOOST_AUTO_TEST_CASE(threads_read_write_and_pin_at_the_same_time) {
  Memory store{128U << 10};
  std::atomic<int> wrong{0};
  on_threads(4, [&](unsigned thread) {
    std::minstd_rand random{thread + 1};
    for (int turn = 0; turn < 5000; ++turn) {
      const std::string key = std::to_string(random() % 200);
      const std::string value = key + std::string(random() % 300, 'v');
      switch (random() % 8) {
        case 0:
        case 1:
          store.set(key, value);
          break;
        case 2: {
          zin_cache_item item = item_of(key);
          Memory::table().start_del(store.raw(), &item, 1, nullptr, nullptr, nullptr);
          break;
        }
        default: {
          zin_cache_item item = item_of(key);
          Memory::table().start_get(store.raw(), &item, 1, nullptr, nullptr, nullptr);
          if (hit(item) && !value_of(item).starts_with(key)) ++wrong;
          store.unpin(item);
        }
      }
    }
  });
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_SUITE_END()
