// A fast store in front of another one: what is served from where, and for how long.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>

#include "open_store.hpp"
#include "thrown.hpp"
#include "zin/cache/tiered_store.hpp"

using namespace std::chrono_literals;
using zin::CacheConfig;
using zin::CacheStore;
using zin::Errc;
using zin::caching::Backend;
using zin::test::code_of;
using zin::test::FakeTime;

namespace {

// A back that two tiered stores share, as two processes share a service.
class Shared final : public Backend {
 public:
  explicit Shared(std::shared_ptr<Backend> of) : of_(std::move(of)) {}

  [[nodiscard]] std::string_view driver() const noexcept override { return of_->driver(); }
  [[nodiscard]] const zin_cache_info& info() const noexcept override { return of_->info(); }
  [[nodiscard]] bool blocks() const noexcept override { return of_->blocks(); }
  void get(zin::caching::Items items) override { of_->get(items); }
  void unpin(zin::caching::Items items) noexcept override { of_->unpin(items); }
  void set(zin::caching::Items items) override { of_->set(items); }
  void remove(zin::caching::Items items) override { of_->remove(items); }
  [[nodiscard]] std::int64_t add(std::string_view key, std::int64_t by,
                                 std::int64_t ttl_ns) override {
    return of_->add(key, by, ttl_ns);
  }
  std::optional<std::uint64_t> clear(std::string_view prefix) override {
    return of_->clear(prefix);
  }
  [[nodiscard]] zin::caching::KeyList scan(std::string_view prefix,
                                           std::string_view resume) override {
    return of_->scan(prefix, resume);
  }
  [[nodiscard]] zin_cache_stats stats() noexcept override { return of_->stats(); }
  void leave_to_parent() noexcept override {}

 private:
  std::shared_ptr<Backend> of_;
};

struct Two {
  zin::detail::Workers workers{1};
  std::shared_ptr<Backend> back =
      zin::caching::open_backend(CacheConfig{}, zin::test::no_store, workers);
  CacheStore one = open();
  CacheStore other = open();
  CacheStore behind = CacheStore{std::make_shared<zin::caching::Engine>(
      "behind", CacheConfig{},
      [this](zin::detail::Workers&) { return std::make_unique<Shared>(back); })};

  CacheStore open() {
    const auto make = [this](zin::detail::Workers& of_engine) {
      return std::make_unique<zin::caching::TieredStore>(
          zin::caching::open_backend(CacheConfig{}, zin::test::no_store, of_engine),
          std::make_unique<Shared>(back), 10s);
    };
    return CacheStore{std::make_shared<zin::caching::Engine>("tiers", CacheConfig{}, make)};
  }
  [[nodiscard]] std::int64_t reads_of_back() const { return back->stats().hits; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(cache_tiers)

BOOST_AUTO_TEST_CASE(a_read_is_answered_by_the_front) {
  FakeTime time;
  Two two;
  two.one.set("k", "a");
  BOOST_TEST(two.one.get<std::string>("k").value() == "a");
  BOOST_TEST(two.reads_of_back() == 0);
  BOOST_TEST(two.other.get<std::string>("k").value() == "a");
  BOOST_TEST(two.other.get<std::string>("k").value() == "a");
  BOOST_TEST(two.reads_of_back() == 1);
  const std::string text(5000, 'x');
  two.one.set("long", text);
  BOOST_TEST((two.other.get<std::string>("long").value() == text));
  BOOST_TEST((two.other.get<std::string>("long").value() == text));
}

BOOST_AUTO_TEST_CASE(another_ones_write_is_seen_in_time) {
  FakeTime time;
  Two two;
  two.one.set("k", 1);
  BOOST_TEST(two.other.get<int>("k").value() == 1);
  two.one.set("k", 2);
  BOOST_TEST(two.one.get<int>("k").value() == 2);
  time.pass(10s - 1ns);
  BOOST_TEST(two.other.get<int>("k").value() == 1);
  time.pass(1ns);
  BOOST_TEST(two.other.get<int>("k").value() == 2);
  two.one.forget("k");
  BOOST_TEST(!two.one.has("k"));
  time.pass(10s);
  BOOST_TEST(!two.other.has("k"));
  BOOST_TEST((two.one.capabilities().stale == 10s));
}

BOOST_AUTO_TEST_CASE(the_front_keeps_nothing_beyond_its_ttl) {
  FakeTime time;
  Two two;
  two.one.set("k", 1, 3s);
  BOOST_TEST(two.other.has("k"));
  time.pass(3s);
  BOOST_TEST(!two.one.has("k"));
  BOOST_TEST(!two.other.get<int>("k").has_value());
  two.one.set("l", 1, 15s);
  time.pass(9s);
  BOOST_TEST(two.other.get<int>("l").value() == 1);  // 6 s are left
  time.pass(6s);
  BOOST_TEST(!two.other.get<int>("l").has_value());
}

BOOST_AUTO_TEST_CASE(what_must_be_exact_the_back_does) {
  FakeTime time;
  Two two;
  BOOST_TEST(two.one.increment("n") == 1);
  BOOST_TEST(two.other.increment("n") == 2);
  BOOST_TEST(two.one.increment("n") == 3);
  BOOST_TEST(two.one.get<int>("n").value() == 3);
  BOOST_TEST(two.one.add("k", 1));
  BOOST_TEST(!two.other.add("k", 2));
  auto first = two.one.lock("l", 10s);
  auto second = two.other.lock("l", 10s);
  BOOST_TEST(first.try_acquire());
  BOOST_TEST(!second.try_acquire());
  BOOST_TEST(two.one.pull<int>("k").value() == 1);
  BOOST_TEST(!two.other.pull<int>("k").has_value());
  two.one.set("t", 1, 5s);
  BOOST_TEST(two.one.touch("t", 60s));
  time.pass(30s);
  BOOST_TEST(two.one.has("t"));
  two.one.clear();
  BOOST_TEST(!two.one.has("t"));
  BOOST_TEST(two.behind.keys().empty());
}

BOOST_AUTO_TEST_CASE(values_are_made_once_and_tags_work) {
  FakeTime time;
  Two two;
  BOOST_TEST(two.one.remember("k", 60s, [] { return 1; }) == 1);
  BOOST_TEST(two.other.remember("k", 60s, [] { return 2; }) == 1);
  two.one.tags("t").set("k", 5, 60s);
  BOOST_TEST(two.other.tags("t").get<int>("k").value() == 5);
  two.other.tags("t").flush();
  time.pass(10s);
  BOOST_TEST(!two.one.tags("t").get<int>("k").has_value());
  const auto early = zin::RememberOptions{.early = 0.5};
  BOOST_TEST(two.one.remember(
                 "e", 60s, [] { return 7; }, early) == 7);
  BOOST_TEST(two.other.remember(
                 "e", 60s, [] { return 8; }, early) == 7);
}

BOOST_AUTO_TEST_CASE(settings_that_cannot_be_are_refused) {
  const auto open = [](std::map<std::string, std::string> options) {
    return zin::test::open_store({.driver = "tiered", .options = std::move(options)});
  };
  BOOST_TEST((code_of([&] { open({}); }) == Errc::invalid_config));
  BOOST_TEST((code_of([&] {
                open({{"back", "memory"}, {"stale_ms", "0"}});
              }) == Errc::invalid_config));
  BOOST_TEST((code_of([&] {
                open({{"back", "memory"}, {"middle", "x"}});
              }) == Errc::invalid_config));
  BOOST_TEST((code_of([&] { open({{"back", "tiered"}}); }) == Errc::invalid_config));
  const CacheStore cache = open({{"back", "memory"}});
  cache.set("k", 1);
  BOOST_TEST(cache.get<int>("k").value() == 1);
  BOOST_TEST(cache.stats().driver == "tiered");
}

BOOST_AUTO_TEST_SUITE_END()
