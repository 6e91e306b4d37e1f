// A wire that fails inside a transaction, and at its commit.
// SPDX-License-Identifier: MIT
#include "stage.hpp"

namespace zin::test {
namespace {

// Before the commit nothing can have been applied, whatever was lost.
void play_inside(const Scenario& scenario) {
  play([&](Stage& stage) {
    stage.warm_up();
    const int id = new_id(2);
    check(stage.call([&] {
      stage.db().transaction([&](Session& tx) {
        tx.execute(insert_text, {id, "first"});
        stage.harm(scenario);
        tx.execute(insert_text, {id + 1, "second"});
      });
    }),
          scenario);
    BOOST_TEST(applied(id, 2) == scenario.applied);
  });
}

// Nobody asks the server before the transaction's own function gives up.
void play_roll_back(const Scenario& scenario) {
  play([&](Stage& stage) {
    stage.warm_up();
    const int id = new_id();
    check(stage.call([&] {
      stage.db().transaction([&](Session& tx) {
        tx.execute(insert_text, {id, "first"});
        stage.harm(scenario);
        throw Error(Errc::not_found, "the application changed its mind");
      });
    }),
          scenario);
    BOOST_TEST(applied(id) == scenario.applied);
  });
}

void play_commit(const Scenario& scenario) {
  play(
      [&](Stage& stage) {
        stage.warm_up();
        const int id = new_id();
        int runs = 0;
        check(stage.call([&] {
          stage.db().transaction([&](Session& tx) {
            ++runs;
            tx.execute(insert_text, {id, "once"});
            stage.harm(scenario);
          });
        }),
              scenario);
        BOOST_TEST(runs == 1);
        BOOST_TEST(applied(id) == scenario.applied);
      },
      scenario.line);
}

void play_begin(const Scenario& scenario) {
  play([&](Stage& stage) {
    stage.warm_up();
    stage.harm(scenario);
    const int id = new_id();
    check(stage.call([&] {
      stage.db().transaction([&](Session& tx) { tx.execute(insert_text, {id, "never"}); });
    }),
          scenario);
    BOOST_TEST(applied(id) == scenario.applied);
  });
}

const Scenarios beginning{
    "beginning a transaction",
    {
        {"the request is lost, closed", {wire::close(to_server)}, Errc::connection_lost},
        {"the answer is lost silently", {wire::silence(to_client)}, Errc::timeout},
    },
    &play_begin,
    __FILE__};

const Scenarios insides{
    "inside a transaction",
    {
        {"the request is lost, closed", {wire::close(to_server)}, Errc::connection_lost},
        {"the request is lost silently", {wire::silence(to_server)}, Errc::timeout},
        {"the answer is lost, closed", {wire::close(to_client)}, Errc::connection_lost},
        {"the answer is lost, reset", {wire::reset(to_client)}, Errc::connection_lost},
        {"the answer is lost silently", {wire::silence(to_client)}, Errc::timeout},
        {"the answer comes too late", {wire::delay(too_long)}, Errc::timeout},
    },
    &play_inside,
    __FILE__};

const Scenarios rolling_back{
    "rolling back",
    {
        {"the request is lost, closed", {wire::close(to_server)}, Errc::not_found},
        {"the request is lost silently", {wire::silence(to_server)}, Errc::not_found},
        {"the answer is lost silently", {wire::silence(to_client)}, Errc::not_found},
    },
    &play_roll_back,
    __FILE__};

const Scenarios committing{
    "committing",
    {
        {"the request is lost, closed", {wire::close(to_server)}, Errc::in_doubt, true, 0},
        {"the request is lost, reset", {wire::reset(to_server)}, Errc::in_doubt, true, 0},
        {"the request is lost silently", {wire::silence(to_server)}, Errc::in_doubt, true, 0},
        {"the answer is lost, closed", {wire::close(to_client)}, Errc::in_doubt, true, 1},
        {"the answer is lost, reset", {wire::reset(to_client)}, Errc::in_doubt, true, 1},
        {"the answer is lost silently", {wire::silence(to_client)}, Errc::in_doubt, true, 1},
        {"the answer comes too late", {wire::delay(too_long)}, Errc::in_doubt, true, 1},
        {"over TLS a byte of the answer is changed",
         {wire::corrupt(8)},
         Errc::in_doubt,
         true,
         1,
         Line::tls},
    },
    &play_commit,
    __FILE__};

}  // namespace

// Its own deadline holds for all of it, with what is left when a statement has used it up.
BOOST_AUTO_TEST_CASE(a_transaction_ends_at_its_own_deadline_on_a_silent_wire) {
  play([](Stage& stage) {
    stage.warm_up();
    const int id = new_id();
    const milliseconds limit{200};
    const Outcome outcome = stage.call(
        [&] {
          stage.db().transaction(
              [&](Session& tx) {
                tx.execute(insert_text, {id, "first"});
                stage.proxy().harm(wire::silence(to_client));
                try {
                  tx.execute(insert_text, {id + 1, "second"});
                } catch (const Error&) {
                  throw Error(Errc::not_found, "the application has a reason of its own");
                }
              },
              {.deadline = limit});
        },
        limit);
    check(outcome, {.name = {}, .faults = {}, .code = Errc::not_found});
    BOOST_TEST(applied(id, 2) == 0);
  });
}

}  // namespace zin::test
