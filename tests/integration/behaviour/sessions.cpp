// What a borrower leaves behind in a session is not there for the next one.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "place.hpp"
#include "printing.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;

namespace {

/// A statement that changes the session, and a query that tells whether it did: one text.
struct Change {
  std::string_view statement, look;
  bool at_once = true;  ///< Not only behind the end of its transaction.
};

const std::vector<Change> postgres_changes{
    {"set search_path to pg_catalog", "show search_path"},
    {"set time zone 'Asia/Tokyo'", "show timezone"},
    {"set default_transaction_read_only to on", "show default_transaction_read_only"},
    {"select set_config('work_mem', '123kB', false)", "show work_mem"},
    {"create temp table behaviour_left (n int)",
     "select cast(count(*) as text) from pg_class where relname = 'behaviour_left'"},
    {"select 1 as n into temp behaviour_left",
     "select cast(count(*) as text) from pg_class where relname = 'behaviour_left'"},
    {"select pg_advisory_lock(77)",
     "select cast(count(*) as text) from pg_locks where locktype = 'advisory'"},
    {"listen behaviour_left", "select cast(count(*) as text) from pg_listening_channels()", false},
    {"prepare behaviour_left as select 1",
     "select cast(count(*) as text) from pg_prepared_statements where name = 'behaviour_left'"},
    {"set role pg_monitor", "select cast(current_user as text)"},
    {"do $$ begin perform set_config('work_mem', '321kB', false); end $$", "show work_mem"}};

const std::vector<Change> mariadb_changes{
    {"set sql_mode = ''", "select @@sql_mode"},
    {"set time_zone = '+05:00'", "select @@time_zone"},
    {"set autocommit = 0", "select cast(@@autocommit as char)"},
    {"set @left = 'behind'", "select cast(coalesce(@left, '') as char)"},
    {"select 'behind' into @left", "select cast(coalesce(@left, '') as char)"},
    // It hides the table of that name.
    {"create temporary table behaviour_left (n int)",
     "select cast(count(*) as char) from behaviour_left"},
    {"select get_lock('behaviour_left', 1)",
     "select cast(coalesce(is_used_lock('behaviour_left'), 0) as char)"},
    {"use information_schema", "select cast(coalesce(database(), '') as char)"},
    {"set names latin1", "select @@character_set_client"},
    {"call behaviour_leaves()", "select cast(coalesce(@left, '') as char)"},
    {"set role behaviour_role", "select cast(coalesce(current_role(), '') as char)"}};

/// What the changes of a MariaDB need beside them.
struct Furnished {
  Furnished() {
    if (on_postgres()) return;
    shared().execute("create or replace table behaviour_left as select 1 as n");
    shared().execute("create or replace procedure behaviour_leaves() set @left = 'behind'");
    shared().execute("create or replace role behaviour_role");
    shared().execute("grant behaviour_role to current_user()");
  }
  Furnished(const Furnished&) = delete;
  Furnished& operator=(const Furnished&) = delete;
  ~Furnished() {
    if (on_postgres()) return;
    shared().execute("drop table behaviour_left");
    shared().execute("drop procedure behaviour_leaves");
    shared().execute("drop role behaviour_role");
  }
};

/// Each time another text: a MariaDB runs a statement in the database in which it was prepared.
std::string look(Session& session, const Change& change) {
  static int count = 0;
  const std::string sql = std::string{change.look} + " -- " + std::to_string(++count);
  return session.select_one(sql)->get<std::string>(0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sessions, *boost::unit_test::precondition(HasServer{}))

BOOST_FIXTURE_TEST_CASE(what_a_borrower_changes_is_undone_before_the_next, Furnished) {
  Fresh db{one_connection()};
  for (const Change& change : on_postgres() ? postgres_changes : mariadb_changes) {
    BOOST_TEST_CONTEXT(change.statement) {
      const std::string before = look(*db, change);
      // It is changed while it is lent, else the test says nothing.
      db->transaction([&](Session& tx) {
        tx.execute(change.statement);
        BOOST_TEST((look(tx, change) != before) == change.at_once);
      });
      BOOST_TEST(look(*db, change) == before);
    }
  }
  BOOST_TEST(db->stats().active == 0U);
}

BOOST_AUTO_TEST_CASE(a_mode_that_cuts_values_does_not_outlive_its_borrower) {
  if (on_postgres()) return;
  const Table table("narrow", "n tinyint");
  Fresh db{one_connection()};
  db->execute("set sql_mode = ''");
  BOOST_TEST(code_of([&] { return db->execute("insert into narrow values (300)"); }) ==
             Errc::data_error);
  BOOST_TEST(table.count() == 0);
}

BOOST_AUTO_TEST_CASE(statements_that_were_prepared_work_behind_a_reset) {
  const Table table("kept", "n integer");
  Fresh db{one_connection()};
  const std::string_view change = on_postgres() ? "set work_mem = '321kB'" : "set @left = 'behind'";
  for (int n = 0; n < 3; ++n) {
    db->execute("insert into kept values (?)", {n});
    BOOST_TEST(db->select_one("select count(*) from kept where n <= ?", {n})->get<int>(0) == n + 1);
    db->execute(change);
    // In a transaction too, where a failed attempt would be the end of it.
    db->transaction([&](Session& tx) {
      BOOST_TEST(tx.select_one("select count(*) from kept where n <= ?", {n})->get<int>(0) ==
                 n + 1);
    });
  }
  BOOST_TEST(db->stats().opened == 1U);
}

BOOST_AUTO_TEST_CASE(plain_statements_leave_the_session_to_the_next_borrower_as_it_is) {
  const Table table("kept", "n integer");
  Fresh db{one_connection()};
  db->execute("insert into kept values (?)", {1});
  db->execute("update kept set n = ? where n = ?", {2, 1});
  static_cast<void>(db->select("select n from kept where n > ?", {0}));
  db->transaction([](Session& tx) { tx.execute("delete from kept where n = ?", {2}); });
  // A reset would have dropped them.
  const std::string_view prepared =
      on_postgres()
          ? "select count(*) from pg_prepared_statements"
          : "select cast(variable_value as signed) from information_schema.session_status where "
            "variable_name = 'Com_stmt_prepare'";
  const int count = db->select_one(prepared)->get<int>(0);
  BOOST_TEST(count >= 5);
}

BOOST_AUTO_TEST_SUITE_END()
