// A wire that fails around a write that stands alone: once the request may have reached the server
// its fate is unknown, and it is said so, and not sent again.
// SPDX-License-Identifier: MIT
#include "stage.hpp"

namespace zin::test {
namespace {

void play_insert(const Scenario& scenario) {
  play(
      [&](Stage& stage) {
        stage.warm_up();
        stage.harm(scenario);
        const int id = new_id();
        check(stage.call([&] { stage.db().execute(insert_text, {id, "once"}); }), scenario);
        BOOST_TEST(applied(id) == scenario.applied);
      },
      scenario.line);
}

// The rows that it gives come before it is certain that they stay.
void play_insert_returning(const Scenario& scenario) {
  play([&](Stage& stage) {
    stage.warm_up();
    const std::string text{"insert into wire_writes (id, content) values (?, ?) returning id"};
    const auto insert = [&](int id) {
      return stage.db().run({.sql = text, .bindings = {id, "once"}, .intent = Intent::write});
    };
    static_cast<void>(insert(new_id()));
    stage.harm(scenario);
    const int id = new_id();
    check(stage.call([&] { static_cast<void>(insert(id)); }), scenario);
    BOOST_TEST(applied(id) == scenario.applied);
  });
}

// A text that the connection does not know yet: nothing runs before it is prepared.
void play_prepare(const Scenario& scenario) {
  play([&](Stage& stage) {
    stage.warm_up();
    stage.harm(scenario);
    const int id = new_id();
    check(stage.call([&] {
      stage.db().execute("insert into wire_writes (content, id) values (?, ?)", {"new", id});
    }),
          scenario);
    BOOST_TEST(applied(id) == scenario.applied);
  });
}

const Scenarios inserting{
    "inserting",
    {
        {"the request is lost, closed", {wire::close(to_server)}, Errc::connection_lost, true, 0},
        {"the request is lost, reset", {wire::reset(to_server)}, Errc::connection_lost, true, 0},
        {"the request is lost silently", {wire::silence(to_server)}, Errc::timeout, true, 0},
        {"the request is cut in two", {wire::close(to_server, 9)}, Errc::connection_lost, true, 0},
        {"the answer is lost, closed", {wire::close(to_client)}, Errc::connection_lost, true, 1},
        {"the answer is lost, reset", {wire::reset(to_client)}, Errc::connection_lost, true, 1},
        {"the answer is lost silently", {wire::silence(to_client)}, Errc::timeout, true, 1},
        {"the answer is cut in two", {wire::close(to_client, 5)}, Errc::connection_lost, true, 1},
        {"the answer comes too late", {wire::delay(too_long)}, Errc::timeout, true, 1},
        {"the answer is late, but in time",
         {wire::delay(milliseconds{50})},
         std::nullopt,
         false,
         1},
        {"over TLS a byte of the answer is changed",
         {wire::corrupt(8)},
         Errc::connection_lost,
         true,
         1,
         Line::tls},
    },
    &play_insert,
    __FILE__};

const Scenarios returning{
    "inserting with a result",
    {
        {"the request is lost closed", {wire::close(to_server)}, Errc::connection_lost, true, 0},
        {"the answer is lost reset", {wire::reset(to_client)}, Errc::connection_lost, true, 1},
        {"the answer is lost silently", {wire::silence(to_client)}, Errc::timeout, true, 1},
        {"the answer is cut in two", {wire::close(to_client, 30)}, Errc::connection_lost, true, 1},
    },
    &play_insert_returning,
    __FILE__};

const Scenarios preparing{
    "preparing an insert",
    {
        {"the request is lost, closed", {wire::close(to_server)}, Errc::connection_lost},
        {"the request is lost silently", {wire::silence(to_server)}, Errc::timeout},
        {"the answer is lost, closed", {wire::close(to_client)}, Errc::connection_lost},
        {"the answer is lost, reset", {wire::reset(to_client)}, Errc::connection_lost},
        {"the answer is lost silently", {wire::silence(to_client)}, Errc::timeout},
        {"the answer is cut in two", {wire::close(to_client, 7)}, Errc::connection_lost},
    },
    &play_prepare,
    __FILE__};

}  // namespace

BOOST_AUTO_TEST_CASE(inserting_with_a_changed_protocol_in_plain_text_leaves_the_fate_unknown) {
  for (const std::uint64_t at : {wire_server().type_byte, wire_server().length_byte}) {
    play([&](Stage& stage) {
      stage.warm_up();
      stage.proxy().harm(wire::corrupt(at, 0x7F));
      const int id = new_id();
      const Outcome outcome = stage.call([&] { stage.db().execute(insert_text, {id, "once"}); });
      BOOST_REQUIRE(outcome.error.has_value());
      const Errc code = outcome.error->code();
      BOOST_TEST((code == Errc::connection_lost || code == Errc::timeout), outcome.error->what());
      BOOST_TEST(outcome.error->may_be_applied());
      BOOST_TEST(applied(id) == 1);
    });
  }
}

}  // namespace zin::test
