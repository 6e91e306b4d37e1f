// One connection against peers that behave, and peers that do not.
// SPDX-License-Identifier: MIT
#include "cloudflare/http_session.hpp"

#include <boost/test/unit_test.hpp>
#include <optional>
#include <string>
#include <thread>

#include "eventually.hpp"
#include "scripted_peer.hpp"
#include "zin/plugin/host_services.hpp"

using namespace zin::cloudflare;
using zin::test::answer;
using zin::test::Reply;
using zin::test::ScriptedPeer;

namespace {

constexpr std::int64_t ms = 1'000'000;

std::int64_t in(std::int64_t milliseconds) { return zin::plugin::now_ns() + milliseconds * ms; }

struct Talk {
  explicit Talk(const ScriptedPeer& peer, std::uint64_t most = 1 << 20)
      : session({.base = parse_base_url(peer.url(), "URL"),
                 .ca_file = {},
                 .limits = {.max_response_bytes = most}},
                interruption) {}

  Response get(std::int64_t deadline_ns = in(30'000)) {
    return session.send({.path = "/x"}, deadline_ns);
  }
  TransportFailure broken(std::int64_t deadline_ns = in(30'000), Request request = {.path = "/x"}) {
    try {
      static_cast<void>(session.send(request, deadline_ns));
    } catch (const TransportFailure& failure) {
      return failure;
    }
    throw std::logic_error("it did not fail");
  }

  Interruption interruption;
  HttpSession session;
};

const std::string chunked_head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(cloudflare_http)

BOOST_AUTO_TEST_CASE(a_request_has_its_parts_and_an_answer_too) {
  ScriptedPeer peer({answer(201, "body", "X-One: a\r\nX-Two: b\r\n")});
  Talk talk(peer);
  const Response response = talk.session.send({.method = "POST",
                                               .path = "/a%2Fb?c=d",
                                               .headers = {{"Authorization", "Bearer t"}},
                                               .body = "{}",
                                               .content_type = "application/json"},
                                              in(30'000));
  BOOST_TEST(response.status == 201);
  BOOST_TEST(response.body == "body");
  BOOST_TEST(response.body.capacity() >= response.body.size() + 64);
  BOOST_TEST(*response.header("x-two") == "b");
  BOOST_TEST((response.header("x-three") == nullptr));
  const std::string request = peer.requests().front();
  BOOST_TEST(request.starts_with("POST /a%2Fb?c=d HTTP/1.1\r\n"));
  BOOST_TEST(request.find("Authorization: Bearer t\r\n") != std::string::npos);
  BOOST_TEST(request.find("Host: 127.0.0.1:") != std::string::npos);
  BOOST_TEST(request.ends_with("\r\n\r\n{}"));
}

BOOST_AUTO_TEST_CASE(a_connection_is_used_again) {
  ScriptedPeer peer({answer(200, "1"), answer(200, "2"), answer(200, "3")});
  Talk talk(peer);
  for (const char* const expected : {"1", "2", "3"}) BOOST_TEST(talk.get().body == expected);
  BOOST_TEST(talk.session.connections() == 1u);
}

BOOST_AUTO_TEST_CASE(one_that_the_peer_has_closed_is_not) {
  ScriptedPeer peer({answer(200, "1"), answer(200, "2")});
  Talk talk(peer);
  BOOST_TEST(talk.get().body == "1");
  peer.hang_up();
  zin::test::eventually("the end of the stream arrives", [&] {
    talk.session.connect(in(30'000));
    return talk.session.connections() == 2;
  });
  BOOST_TEST(talk.get().body == "2");
  BOOST_TEST(talk.session.connections() == 2u);
}

BOOST_AUTO_TEST_CASE(connection_close_is_heeded) {
  ScriptedPeer peer({answer(200, "1", "Connection: close\r\n"), answer(200, "2")});
  Talk talk(peer);
  BOOST_TEST(talk.get().body == "1");
  peer.hang_up();
  BOOST_TEST(talk.get().body == "2");
}

BOOST_AUTO_TEST_CASE(chunks_are_joined) {
  ScriptedPeer peer(
      {Reply{.pieces = {chunked_head, "3\r\nabc\r\n", "2;x=y\r\nde\r\n", "0\r\n\r\n"}},
       answer(200, "next")});
  Talk talk(peer);
  BOOST_TEST(talk.get().body == "abcde");
  BOOST_TEST(talk.get().body == "next");
  BOOST_TEST(talk.session.connections() == 1u);
}

BOOST_AUTO_TEST_CASE(an_answer_without_a_length_ends_with_the_connection) {
  ScriptedPeer peer({Reply{.pieces = {"HTTP/1.1 200 OK\r\n\r\nuntil the end"}, .close = true}});
  Talk talk(peer);
  BOOST_TEST(talk.get().body == "until the end");
}

BOOST_AUTO_TEST_CASE(what_was_cut_off_is_no_answer) {
  for (const Reply& reply :
       {Reply{.pieces = {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"}, .close = true},
        Reply{.pieces = {chunked_head, "3\r\nabc\r\n"}, .close = true},
        Reply{.pieces = {chunked_head, "5\r\nab"}, .close = true},
        Reply{.pieces = {chunked_head, "zz\r\n"}, .close = true},
        Reply{.pieces = {"HTTP/1.1 200 OK\r\nContent-"}, .close = true},
        Reply{.pieces = {"no HTTP at all\r\n\r\n"}, .close = true}, Reply{.close = true},
        Reply{.pieces = {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"}, .reset = true},
        Reply{.reset = true}}) {
    ScriptedPeer peer({reply});
    Talk talk(peer);
    const auto failure = talk.broken();
    BOOST_TEST((failure.broken == Broken::lost));
    BOOST_TEST(failure.sent);
  }
}

BOOST_AUTO_TEST_CASE(a_deadline_holds_against_a_trickle) {
  using std::chrono::milliseconds;
  // Each byte comes well within the limit of one read.
  for (const Reply& reply :
       {Reply{
            .pieces = {"HTTP/1.1 200 OK\r\nX: ", "y"}, .between = milliseconds{5}, .forever = true},
        Reply{.pieces = {"HTTP/1.1 200 OK\r\n\r\n", "y"},
        .between = milliseconds{5},
        .forever = true},
        Reply{.pieces = {chunked_head, "1\r\na\r\n"}, .between = milliseconds{5}, .forever = true},
        Reply{.pieces = {"HTTP/1.1 100 Continue\r\n\r\n"},
        .between = milliseconds{5},
        .forever = true},
        Reply{.silent = true}}) {
    ScriptedPeer peer({reply});
    Talk talk(peer);
    const auto failure = talk.broken(in(150));
    BOOST_TEST((failure.broken == Broken::timed_out));
    BOOST_TEST(failure.sent);
  }
}

BOOST_AUTO_TEST_CASE(a_cancel_ends_the_wait) {
  ScriptedPeer peer({Reply{.silent = true}, answer(200, "next")});
  Talk talk(peer);
  zin_op op{};
  op.struct_size = sizeof op;
  op.token = 77;
  op.deadline_ns = op.give_up_ns = ZIN_NEVER;
  std::optional<TransportFailure> failure;
  {
    const Interruption::Operating operating(talk.interruption, zin::plugin::Operation(&op));
    std::thread other([&] {
      zin::test::eventually("the request arrives", [&] { return peer.requests().size() == 1; });
      talk.interruption.cancel(76);  // another one: nothing happens
      talk.interruption.cancel(77);
    });
    failure = talk.broken();
    other.join();
  }
  BOOST_TEST((failure->broken == Broken::cancelled));
  op.token = 78;
  const Interruption::Operating operating(talk.interruption, zin::plugin::Operation(&op));
  talk.interruption.cancel(77);  // late: it does not hit the next one
  BOOST_TEST(talk.get().body == "next");
}

BOOST_AUTO_TEST_CASE(a_cancel_that_comes_early_is_kept) {
  Interruption interruption;
  interruption.cancel(5);
  zin_op op{};
  op.struct_size = sizeof op;
  op.token = 5;
  op.deadline_ns = op.give_up_ns = ZIN_NEVER;
  BOOST_CHECK_THROW(Interruption::Operating(interruption, zin::plugin::Operation(&op)),
                    zin::plugin::Failure);
}

BOOST_AUTO_TEST_CASE(a_large_answer_is_refused) {
  const std::string large(2000, 'x');
  for (const Reply& reply :
       {answer(200, large), Reply{.pieces = {"HTTP/1.1 200 OK\r\n\r\n" + large}, .forever = true},
        Reply{.pieces = {chunked_head, "7d0\r\n" + large + "\r\n"}, .forever = true}}) {
    ScriptedPeer peer({reply});
    Talk talk(peer, 1999);
    BOOST_TEST((talk.broken().broken == Broken::too_large));
  }
  ScriptedPeer peer({answer(200, large)});
  Talk talk(peer, 2000);
  BOOST_TEST(talk.get().body == large);
}

BOOST_AUTO_TEST_CASE(an_answer_before_the_body_is_read) {
  ScriptedPeer peer(
      {Reply{.pieces =
                 {"HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nbig"},
             .close = true,
             .before_body = true},
       answer(200, "next")});
  Talk talk(peer);
  const Response response =
      talk.session.send({.method = "PUT", .path = "/x", .body = std::string(100, 'x')}, in(30'000));
  BOOST_TEST(response.status == 413);
  BOOST_TEST(response.body == "big");
  BOOST_TEST(talk.get().body == "next");
}

BOOST_AUTO_TEST_CASE(nobody_there_is_told_as_that) {
  std::optional<ScriptedPeer> peer(std::in_place, std::vector<Reply>{});
  Talk talk(*peer);
  peer.reset();
  const auto failure = talk.broken();
  BOOST_TEST((failure.broken == Broken::connect));
  BOOST_TEST(!failure.sent);
}

BOOST_AUTO_TEST_SUITE_END()
