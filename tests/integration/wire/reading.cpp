// A wire that fails while rows are read: all at once, or as a stream. What is handed out is right.
//
// In plain text only the protocol's own bytes are changed here: neither TCP's weak check sum nor
// the servers' protocols protect what a row holds. Over TLS every change is noticed.
// SPDX-License-Identifier: MIT
#include "stage.hpp"

namespace zin::test {
namespace {

constexpr std::uint64_t midway = 100'000;

void check_rows(const Rows& rows) {
  BOOST_REQUIRE_EQUAL(rows.size(), static_cast<std::size_t>(stored_rows));
  for (int id = 1; const Row& row : rows) check_row(row, id++);
}

void play_select(const Scenario& scenario) {
  play(
      [&](Stage& stage) {
        stage.warm_up();
        stage.harm(scenario);
        Rows rows;
        check(stage.call([&] { rows = stage.db().select(select_text); }), scenario);
        if (!scenario.code) check_rows(rows);
      },
      scenario.line);
}

void play_stream(const Scenario& scenario) {
  play(
      [&](Stage& stage) {
        stage.warm_up();
        stage.harm(scenario);
        int read = 0;
        const Outcome outcome = stage.call([&] {
          RowStream rows = stage.db().stream(select_text);
          while (const Row* const row = rows.next()) check_row(*row, ++read);
        });
        check(outcome, scenario);
        BOOST_TEST((outcome.error || read == stored_rows));
      },
      scenario.line);
}

// Left before its end: closing it must not wait for what does not come.
void play_leave(const Scenario& scenario) {
  play([&](Stage& stage) {
    stage.warm_up();
    stage.harm(scenario);
    check(stage.call([&] {
      RowStream rows = stage.db().stream(select_text);
      for (int id = 1; id <= 10; ++id) check_row(*rows.next(), id);
    }),
          scenario);
  });
}

const Scenarios selecting{
    "selecting",
    {
        {"the request is lost, closed", {wire::close(to_server)}, Errc::connection_lost},
        {"the request is lost silently", {wire::silence(to_server)}, Errc::timeout},
        {"closed before the answer", {wire::close(to_client)}, Errc::connection_lost},
        {"reset before the answer", {wire::reset(to_client)}, Errc::connection_lost},
        {"silent before the answer", {wire::silence(to_client)}, Errc::timeout},
        {"closed in the middle of the rows",
         {wire::close(to_client, midway)},
         Errc::connection_lost},
        {"the answer comes too late", {wire::delay(too_long)}, Errc::timeout},
        {"the answer is late, but in time", {wire::delay(milliseconds{2})}, std::nullopt},
        {"over TLS a byte of the answer's head is changed",
         {wire::corrupt(0)},
         Errc::connection_lost,
         false,
         0,
         Line::tls},
        {"over TLS a byte of a row is changed",
         {wire::corrupt(midway)},
         Errc::connection_lost,
         false,
         0,
         Line::tls},
    },
    &play_select,
    __FILE__};

const Scenarios streaming{
    "streaming",
    {
        {"closed before the answer", {wire::close(to_client)}, Errc::connection_lost},
        {"closed in the middle of the rows",
         {wire::close(to_client, midway)},
         Errc::connection_lost},
        {"reset in the middle of the rows",
         {wire::reset(to_client, midway)},
         Errc::connection_lost},
        {"silent in the middle of the rows", {wire::silence(to_client, midway)}, Errc::timeout},
        {"slower than the deadline", {wire::throttle(200'000)}, Errc::timeout},
        {"slow, but in time", {wire::throttle(20'000'000)}, std::nullopt},
        {"over TLS one bit of a row is changed",
         {wire::corrupt(midway, 0x01)},
         Errc::connection_lost,
         false,
         0,
         Line::tls},
    },
    &play_stream,
    __FILE__};

const Scenarios leaving{
    "leaving a stream",
    {{"silent in the middle of the rows", {wire::silence(to_client, midway)}, std::nullopt},
     {"closed in the middle of the rows", {wire::close(to_client, midway)}, std::nullopt}},
    &play_leave,
    __FILE__};

}  // namespace

// A type that makes no sense, or a length that says too much: the client notices, or waits in vain
// for what does not come, or has no use for that byte. Then the rows are all there.
BOOST_AUTO_TEST_CASE(selecting_with_a_changed_protocol_in_plain_text_fails_in_time_or_is_right) {
  for (const std::uint64_t at : {wire_server().type_byte, wire_server().length_byte}) {
    play([&](Stage& stage) {
      stage.warm_up();
      stage.proxy().harm(wire::corrupt(at, 0x7F));
      Rows rows;
      const Outcome outcome = stage.call([&] { rows = stage.db().select(select_text); });
      if (!outcome.error) return check_rows(rows);
      const Errc code = outcome.error->code();
      BOOST_TEST((code == Errc::connection_lost || code == Errc::timeout), outcome.error->what());
      BOOST_TEST(!outcome.error->may_be_applied());
    });
  }
}

}  // namespace zin::test
