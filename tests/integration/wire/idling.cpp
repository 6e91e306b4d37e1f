// A wire that fails while the connection is in the pool, where nobody looks.
// SPDX-License-Identifier: MIT
#include <thread>

#include "stage.hpp"

namespace zin::test {
namespace {

// A connection that was used more recently is lent without a look at its socket.
constexpr milliseconds trusted{500};

const Scenario lost_read{.name = {}, .faults = {}, .code = Errc::connection_lost};

}  // namespace

BOOST_AUTO_TEST_CASE(a_connection_that_was_closed_while_idle_is_replaced_unseen) {
  play([](Stage& stage) {
    stage.warm_up();
    stage.proxy().close_all();
    std::this_thread::sleep_for(trusted);  // the time itself is what is needed
    const int id = new_id();
    const Outcome outcome = stage.call([&] {
      stage.db().execute(insert_text, {id, "on another connection"});
    });
    BOOST_TEST(!outcome.error.has_value());
    BOOST_TEST(applied(id) == 1);
    BOOST_TEST(stage.proxy().accepted() == 2U);
  });
}

BOOST_AUTO_TEST_CASE(a_connection_that_was_reset_while_idle_is_replaced_unseen) {
  play([](Stage& stage) {
    stage.warm_up();
    stage.proxy().reset_all();
    std::this_thread::sleep_for(trusted);
    const int id = new_id();
    const Outcome outcome = stage.call([&] {
      stage.db().execute(insert_text, {id, "on another connection"});
    });
    BOOST_TEST(!outcome.error.has_value());
    BOOST_TEST(applied(id) == 1);
  });
}

BOOST_AUTO_TEST_CASE(a_read_on_a_connection_that_was_closed_just_now_is_an_error_once) {
  play([](Stage& stage) {
    stage.warm_up();
    stage.proxy().close_all();
    check(stage.call([&] { static_cast<void>(stage.db().select(select_text)); }), lost_read);
  });
}

// Nobody knows that the server was gone before the request: it may have been after it.
BOOST_AUTO_TEST_CASE(a_write_on_a_connection_that_was_closed_just_now_is_not_sent_again) {
  play([](Stage& stage) {
    stage.warm_up();
    stage.proxy().close_all();
    const int id = new_id();
    const Outcome outcome = stage.call([&] { stage.db().execute(insert_text, {id, "lost"}); });
    BOOST_REQUIRE(outcome.error.has_value());
    BOOST_TEST((outcome.error->code() == Errc::connection_lost));
    BOOST_TEST(outcome.error->retryable() == !outcome.error->may_be_applied());
    BOOST_TEST(applied(id) == 0);
    BOOST_TEST(stage.proxy().accepted() == 1U);
  });
}

BOOST_AUTO_TEST_CASE(a_connection_that_fell_silent_while_idle_costs_one_deadline) {
  play([](Stage& stage) {
    stage.warm_up();
    stage.proxy().harm(wire::silence(Direction::to_client));
    stage.proxy().harm(wire::silence(Direction::to_server));
    std::this_thread::sleep_for(trusted);
    check(stage.call([&] { static_cast<void>(stage.db().select(select_text)); }),
          {.name = {}, .faults = {}, .code = Errc::timeout});
  });
}

BOOST_AUTO_TEST_CASE(a_server_that_went_away_while_idle_is_an_error_in_which_nothing_was_sent) {
  play([](Stage& stage) {
    stage.warm_up();
    stage.proxy().refuse();
    stage.proxy().reset_all();
    std::this_thread::sleep_for(trusted);
    const int id = new_id();
    check(stage.call([&] {
      stage.db().execute(insert_text, {id, "never"});
    }),
          {.name = {}, .faults = {}, .code = Errc::connection_failed});
    BOOST_TEST(applied(id) == 0);
  });
}

}  // namespace zin::test
