// LISTEN and NOTIFY.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <thread>

#include "session.hpp"
#include "zin/abi/ext_notify.h"

using namespace zin::test;

namespace {

const zin_notify& notify() {
  return *static_cast<const zin_notify*>(driver().get_extension(str(ZIN_EXT_NOTIFY)));
}

zin_notification empty() {
  zin_notification out{};
  out.struct_size = sizeof out;
  return out;
}

zin_status wait_for(Connection& db, zin_notification& out, std::int64_t deadline_ns) {
  const zin_op op = operation(0, deadline_ns);
  zin_wait wait = empty_wait();
  db.fault = Fault();
  const zin_status first = notify().start_wait(db.handle(), &out, &op, &wait, &db.fault);
  return complete(db.handle(), op, wait, first, &db.fault);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(postgres_notifications)

BOOST_AUTO_TEST_CASE(a_notification_wakes_who_waits_for_it) {
  Session listener, sender;
  listener.query("listen \"Orders\"");
  const std::string pid = sender.pid();
  std::thread other([&] { sender.query("select pg_notify('Orders', 'number 7')"); });
  zin_notification seen = empty();
  const zin_status status = wait_for(listener, seen, now_ns() + 10 * second);
  other.join();
  BOOST_REQUIRE_MESSAGE(status == ZIN_OK, listener.fault.text());
  BOOST_TEST(text(seen.channel) == "Orders");
  BOOST_TEST(text(seen.payload) == "number 7");
  BOOST_TEST(std::to_string(seen.server_conn_id) == pid);
}

BOOST_AUTO_TEST_CASE(notifications_that_come_beside_other_operations_are_kept_in_order) {
  Session db;
  db.query("listen a");
  for (int i = 0; i < 3; ++i) db.query("notify a, '" + std::to_string(i) + "'");
  for (int i = 0; i < 3; ++i) {
    zin_notification seen = empty();
    BOOST_REQUIRE(notify().poll(db.handle(), &seen, &db.fault) == ZIN_OK);
    BOOST_TEST(text(seen.payload) == std::to_string(i));
  }
  zin_notification none = empty();
  BOOST_TEST(notify().poll(db.handle(), &none, &db.fault) == ZIN_END);
}

BOOST_AUTO_TEST_CASE(waiting_in_vain_ends_at_the_deadline_and_harms_nothing) {
  Session db;
  zin_notification seen = empty();
  BOOST_TEST(wait_for(db, seen, now_ns() + second / 50) == ZIN_E_TIMEOUT);
  BOOST_TEST(db.state() == ZIN_CONN_USABLE);
  BOOST_TEST(db.value("select 1") == "i64 1");
}

BOOST_AUTO_TEST_CASE(waiting_on_a_session_that_dies_is_a_lost_connection) {
  Session db, other;
  const std::string pid = db.pid();
  std::thread killer([&] { other.query("select pg_terminate_backend(" + pid + "::int)"); });
  zin_notification seen = empty();
  const zin_status status = wait_for(db, seen, now_ns() + 10 * second);
  killer.join();
  BOOST_TEST(status == ZIN_E_CONN_LOST);
}

BOOST_AUTO_TEST_CASE(a_full_reset_ends_the_subscriptions) {
  Session db;
  db.query("listen a");
  db.query("notify a");
  BOOST_REQUIRE(db.reset(ZIN_RESET_FULL) == ZIN_OK);
  db.query("notify a");
  zin_notification seen = empty();
  BOOST_TEST(notify().poll(db.handle(), &seen, &db.fault) == ZIN_END);
}

BOOST_AUTO_TEST_SUITE_END()
