// Further attempts against a peer.
// SPDX-License-Identifier: MIT
#include "cloudflare/client.hpp"

#include <boost/test/unit_test.hpp>
#include <thread>

#include "eventually.hpp"
#include "scripted_peer.hpp"
#include "zin/plugin/host_services.hpp"

using namespace zin::cloudflare;
using zin::test::answer;
using zin::test::Reply;
using zin::test::ScriptedPeer;

namespace {

struct Calls {
  explicit Calls(const ScriptedPeer& peer)
      : client({.base = parse_base_url(peer.url(), "URL"), .ca_file = {}, .limits = {}},
               {.first_pause_ns = 1000, .longest_pause_ns = 2000}) {
    op.struct_size = sizeof op;
    op.token = 9;
    op.deadline_ns = op.give_up_ns = ZIN_NEVER;
  }
  Response call(bool safe) {
    Request request{.method = "POST", .path = "/x", .body = "{}"};
    return client.call(request, safe, zin::plugin::Operation(&op), by_status,
                       [this](Request&) { ++prepared; });
  }
  zin::plugin::Failure failure(bool safe) {
    try {
      static_cast<void>(call(safe));
    } catch (const zin::plugin::Failure& failure) {
      return failure;
    }
    throw std::logic_error("it did not fail");
  }

  Client client;
  zin_op op{};
  int prepared = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(cloudflare_client)

BOOST_AUTO_TEST_CASE(a_read_outlives_two_bad_answers) {
  ScriptedPeer peer({answer(500, "oops"), {.close = true}, answer(200, "fine")});
  Calls calls(peer);
  BOOST_TEST(calls.call(true).body == "fine");
  BOOST_TEST(calls.prepared == 3);  // signed anew each time
  BOOST_TEST(calls.client.attempts() == 3u);
}

BOOST_AUTO_TEST_CASE(a_write_is_sent_once) {
  ScriptedPeer peer({answer(500, "oops"), {.close = true}, answer(200, "fine")});
  Calls calls(peer);
  BOOST_TEST(calls.call(false).status == 500);
  const auto failure = calls.failure(false);
  BOOST_TEST(failure.category == ZIN_CAT_CONNECTION);
  BOOST_TEST((failure.flags & ZIN_ERRF_MAYBE_APPLIED) != 0u);
  BOOST_TEST(peer.requests().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_throttled_write_is_sent_again) {
  ScriptedPeer peer({answer(429, "", "Retry-After: 0\r\n"), answer(200, "fine")});
  Calls calls(peer);
  BOOST_TEST(calls.call(false).body == "fine");
}

BOOST_AUTO_TEST_CASE(a_wait_beyond_the_deadline_is_not_begun) {
  ScriptedPeer peer({answer(429, "", "Retry-After: 50\r\n")});
  Calls calls(peer);
  calls.op.deadline_ns = zin::plugin::now_ns() + 20'000'000'000;
  BOOST_TEST(calls.call(false).status == 429);
  BOOST_TEST(peer.requests().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_cancel_ends_the_pause) {
  ScriptedPeer peer({answer(429, "", "Retry-After: 50\r\n")});
  Calls calls(peer);
  std::thread other([&] {
    zin::test::eventually("it was asked", [&] { return peer.requests().size() == 1; });
    calls.client.interruption().cancel(9);
  });
  const auto failure = calls.failure(false);
  other.join();
  BOOST_TEST(failure.status == ZIN_E_CANCELLED);
}

BOOST_AUTO_TEST_CASE(a_deadline_is_a_timeout) {
  ScriptedPeer peer({Reply{.silent = true}});
  Calls calls(peer);
  calls.op.deadline_ns = zin::plugin::now_ns() + 100'000'000;
  const auto failure = calls.failure(false);
  BOOST_TEST(failure.status == ZIN_E_TIMEOUT);
  BOOST_TEST((failure.flags & ZIN_ERRF_MAYBE_APPLIED) != 0u);
}

BOOST_AUTO_TEST_SUITE_END()
