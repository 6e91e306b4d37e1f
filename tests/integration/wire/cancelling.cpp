// A wire that fails while a statement past its deadline is cancelled, on a connection of its own.
// SPDX-License-Identifier: MIT
#include "eventually.hpp"
#include "stage.hpp"

namespace zin::test {
namespace {

void play_cancel(const Scenario& scenario) {
  play(
      [&](Stage& stage) {
        stage.warm_up();
        stage.harm_next(scenario);
        check(stage.call([&] { static_cast<void>(stage.db().select(wire_server().long_read)); }),
              scenario);
      },
      scenario.line);
}

const Scenarios cancelling{
    "cancelling",
    {
        {"nothing is wrong", {}, Errc::timeout},
        {"closed at the first byte", {wire::close(to_client)}, Errc::timeout},
        {"reset at the first byte", {wire::reset(to_server)}, Errc::timeout},
        {"silent", {wire::silence(to_client), wire::silence(to_server)}, Errc::timeout},
        {"too slow", {wire::delay(too_long), wire::delay(too_long, to_server)}, Errc::timeout},
        {"silent in the TLS handshake",
         {wire::silence(to_client, wire_server().in_handshake)},
         Errc::timeout,
         false,
         0,
         Line::tls},
    },
    &play_cancel,
    __FILE__};

}  // namespace

BOOST_AUTO_TEST_CASE(cancelling_where_nobody_listens_costs_the_connection_alone) {
  play([](Stage& stage) {
    stage.warm_up();
    stage.proxy().refuse();
    check(stage.call([&] { static_cast<void>(stage.db().select(wire_server().long_read)); }),
          {.name = {}, .faults = {}, .code = Errc::timeout});
  });
}

// The caller cannot wait for it, but nothing must run on for an hour because the network is slow.
BOOST_AUTO_TEST_CASE(a_slow_cancel_ends_the_statement_after_its_caller_has_left) {
  play([](Stage& stage) {
    const WireServer& server = wire_server();
    const std::string text = server.long_read + " as slowly";  // others still run elsewhere
    const auto running = [&] { return direct().select(server.running, {text})[0].get<int>(0); };
    stage.warm_up();
    for (const Direction way : {to_server, to_client}) {
      stage.proxy().harm_next(wire::delay(milliseconds{60}, way));
    }
    int at_work = 0;
    const Outcome outcome = stage.call([&] {
      try {
        static_cast<void>(stage.db().select(text));
      } catch (const Error&) {
        at_work = running();
        throw;
      }
    });
    check(outcome, {.name = {}, .faults = {}, .code = Errc::timeout});
    BOOST_TEST(at_work == 1);
    eventually("the statement ends", [&] { return running() == 0; });
  });
}

// The cancel arrives, and what the server says to it does not.
BOOST_AUTO_TEST_CASE(cancelling_ends_in_time_though_the_answer_is_lost) {
  play([](Stage& stage) {
    stage.warm_up();
    stage.proxy().harm(wire::silence(to_client));
    check(stage.call([&] { static_cast<void>(stage.db().select(wire_server().long_read)); }),
          {.name = {}, .faults = {}, .code = Errc::timeout});
  });
}

}  // namespace zin::test
