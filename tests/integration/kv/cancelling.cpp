// A cancel ends what runs, what waits for a connection, and what has not begun.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <thread>

#include "store.hpp"

namespace {

using namespace zin::test;

// Until the gate has so many requests; no more than 30 s.
void wait_for_requests(const Peer& peer, std::uint64_t count) {
  for (int i = 0; i < 3000 && peer.counts().requests < count; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  BOOST_REQUIRE_GE(peer.counts().requests, count);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kv_cancelling, Beside)

BOOST_AUTO_TEST_CASE(a_request_that_runs_is_ended) {
  Store store("kv-http", rest_options(peer, 7));
  peer.fault(R"({"answer":false,"end":"hang"})");
  store.token = 71;
  zin_status status = ZIN_OK;
  std::thread caller([&] { status = store.try_get("hangs"); });
  wait_for_requests(peer, 1);
  store.cancel(71);
  caller.join();
  BOOST_CHECK_EQUAL(status, ZIN_E_CANCELLED);
  BOOST_CHECK_EQUAL(store.fault.category, ZIN_CAT_CANCELLED);
  store.token = 72;
  BOOST_CHECK_EQUAL(store.try_get("again"), ZIN_OK);
}

BOOST_AUTO_TEST_CASE(a_cancel_that_comes_first_is_kept_for_its_operation) {
  Store store("kv-http", rest_options(peer, 7));
  store.cancel(73);
  store.token = 74;
  BOOST_CHECK_EQUAL(store.try_get("other"), ZIN_OK);
  store.token = 73;
  BOOST_CHECK_EQUAL(store.try_get("cancelled"), ZIN_E_CANCELLED);
  BOOST_CHECK_EQUAL(peer.counts("GET", "cancelled").requests, 0u);
}

BOOST_AUTO_TEST_CASE(who_waits_for_a_connection_is_ended_too) {
  const zin_cache_driver& driver = table("kv-http");
  const Options options = rest_options(peer, 7, {{"connections", "1"}});
  std::vector<zin_kv> given;
  for (const auto& [key, value] : options)
    given.push_back({{key.data(), key.size()}, {value.data(), value.size()}});
  zin_cache* store = nullptr;
  Fault fault;
  BOOST_REQUIRE_EQUAL(
      driver.cache_open(given.data(), static_cast<std::uint32_t>(given.size()), &store, &fault),
      ZIN_OK);
  const auto get = [&](std::uint64_t token, std::int64_t deadline_ns) {
    zin_cache_item item{};
    item.struct_size = sizeof item;
    item.key = {"k", 1};
    zin_op op{};
    op.struct_size = sizeof op;
    op.flags = ZIN_OPF_SYNC;
    op.token = token;
    op.deadline_ns = op.give_up_ns = deadline_ns;
    const zin_status status = driver.start_get(store, &item, 1, &op, nullptr, nullptr);
    if (status == ZIN_OK) driver.unpin(store, &item, 1);
    return status;
  };
  peer.fault(R"({"answer":false,"end":"hang"})");
  zin_status holding = ZIN_OK, waiting = ZIN_OK;
  std::thread holder([&] { holding = get(75, ZIN_NEVER); });
  wait_for_requests(peer, 1);
  BOOST_CHECK_EQUAL(get(76, Host::now_ns() + second_ns / 5), ZIN_E_TIMEOUT);
  std::thread waiter([&] { waiting = get(77, ZIN_NEVER); });
  driver.cancel(store, 77, ZIN_NEVER, nullptr);
  waiter.join();
  driver.cancel(store, 75, ZIN_NEVER, nullptr);
  holder.join();
  BOOST_CHECK_EQUAL(waiting, ZIN_E_CANCELLED);
  BOOST_CHECK_EQUAL(holding, ZIN_E_CANCELLED);
  BOOST_CHECK_EQUAL(get(78, ZIN_NEVER), ZIN_OK);
  BOOST_CHECK_EQUAL(peer.counts().requests, 2u);
  driver.cache_close(store);
}

BOOST_AUTO_TEST_SUITE_END()
