// A wire that fails while a connection is made.
// SPDX-License-Identifier: MIT
#include "stage.hpp"

namespace zin::test {
namespace {

// What was to run was never sent.
void play_connect(const Scenario& scenario) {
  play(
      [&](Stage& stage) {
        stage.harm_next(scenario);
        const int id = new_id();
        check(stage.call(
                  [&] {
                    stage.db().execute(insert_text, {id, "late"});
                  },
                  connect_deadline),
              scenario);
        BOOST_TEST(applied(id) == scenario.applied);
      },
      scenario.line, connect_deadline);
}

const std::uint64_t greeting = wire_server().greeting_byte, login = wire_server().in_login,
                    handshake = wire_server().in_handshake;

const Scenarios connecting{
    "connecting",
    {
        {"closed before the first byte", {wire::close(to_client)}, Errc::connection_failed},
        {"reset before the first byte", {wire::reset(to_client)}, Errc::connection_failed},
        {"silent from the first byte on", {wire::silence(to_client)}, Errc::timeout},
        {"the request to log in is lost silently", {wire::silence(to_server)}, Errc::timeout},
        {"closed within the log-in", {wire::close(to_client, login)}, Errc::connection_failed},
        {"reset within the log-in", {wire::reset(to_client, login)}, Errc::connection_failed},
        {"silent within the log-in", {wire::silence(to_client, login)}, Errc::timeout},
        {"each piece comes too late", {wire::delay(connect_deadline / 2)}, Errc::timeout},
        {"slow, but in time", {wire::delay(milliseconds{10})}, std::nullopt, false, 1},
        {"the head of the greeting is changed", {wire::corrupt(greeting)}, Errc::connection_failed},
        {"closed in the TLS handshake",
         {wire::close(to_client, handshake)},
         Errc::connection_failed,
         false,
         0,
         Line::tls},
        {"reset in the TLS handshake",
         {wire::reset(to_client, handshake)},
         Errc::connection_failed,
         false,
         0,
         Line::tls},
        {"silent in the TLS handshake",
         {wire::silence(to_client, handshake)},
         Errc::timeout,
         false,
         0,
         Line::tls},
        {"a byte of the TLS handshake is changed",
         {wire::corrupt(handshake)},
         Errc::connection_failed,
         false,
         0,
         Line::tls},
    },
    &play_connect,
    __FILE__};

}  // namespace

BOOST_AUTO_TEST_CASE(connecting_refused_sends_nothing) {
  play([](Stage& stage) {
    stage.proxy().refuse();
    const int id = new_id();
    check(stage.call([&] {
      stage.db().execute(insert_text, {id, "refused"});
    }),
          {.name = {}, .faults = {}, .code = Errc::connection_failed});
    BOOST_TEST(applied(id) == 0);
  });
}

// Wherever the line is cut while connecting: an error in time, and no crash.
BOOST_AUTO_TEST_CASE(connecting_may_be_cut_anywhere) {
  for (const Line line : {Line::plain, Line::tls}) {
    play(
        [](Stage& stage) {
          static_cast<void>(stage.db().select("select 1"));
          const std::uint64_t all = stage.proxy().carried(to_client);
          for (std::uint64_t part = 0; part < 12; ++part) {
            stage.db().evict();
            stage.proxy().harm_next(wire::close(to_client, all * part / 12));
            const Outcome outcome = stage.call([&] { stage.db().ping(); }, connect_deadline);
            if (outcome.error) BOOST_TEST(!outcome.error->may_be_applied());
          }
        },
        line, connect_deadline);
  }
}

}  // namespace zin::test
