// A migration of ten statements that is ended at each of its boundaries, and goes on.
// SPDX-License-Identifier: MIT
#include <signal.h>  // NOLINT(*-deprecated-headers): kill
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <functional>

#include "printing.hpp"
#include "site.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;

namespace {

// DDL and rows in turn; each leaves something that tells how often it has run.
constexpr std::string_view ten_statements = R"sql(-- migrate:up
create table a (id integer primary key, n integer);
insert into a values (1, 0);
alter table a add b integer;
update a set n = n + 1;
create table c (id integer primary key);
insert into c select id from a;
create index a_n on a (n);
alter table c rename to d;
update a set n = n + 10;
create view v as select n from a;
-- migrate:down
drop view v;
update a set n = n - 10;
alter table d rename to c;
drop table c;
update a set n = n - 1;
drop table a;
)sql";

std::string without_transaction() {
  std::string text{ten_statements};
  for (const std::string_view line : {"-- migrate:up", "-- migrate:down"}) {
    text.insert(text.find(line) + line.size(), " transaction:false");
  }
  return text;
}

std::string failing_at_the_end(std::string text) {
  constexpr std::string_view last = "create view v as select n from a;";
  return text.replace(text.find(last), last.size(), "drop table absent;");
}

bool is_all_there() {
  return number("select n from v") == 11 && number("select count(*) from a where b is null") == 1 &&
         number("select count(*) from d") == 1 && !exists("c");
}

// Whether there is something to be seen of it.
bool is_nothing_there() { return !exists("a") && !exists("c") && !exists("d") && !exists("v"); }

// Catalogue reads change nothing: a fault between them is one between the writes around.
bool is_boundary(const QueryEvent& event) {
  return event.sql.find("information_schema") == std::string_view::npos &&
         event.sql.find("pg_catalog") == std::string_view::npos && !event.sql.starts_with("select");
}

using Work = std::function<void(Database&)>;

// Runs `work` on a database of a child's own, which `prepare` may have killed; gives whether it
// was, and not at its end before.
bool is_killed(const Work& prepare, const Work& work) {
  const pid_t child = ::fork();
  BOOST_REQUIRE(child >= 0);
  if (child == 0) {
    try {
      auto* const manager = new Manager;  // nothing is cleared up in a child
      Database& db = manager->use_database(place().config);
      prepare(db);
      work(db);
    } catch (const std::exception& failure) {
      std::fprintf(stderr, "%s\n", failure.what());
      ::_exit(1);
    }
    ::_exit(0);
  }
  int status = 0;
  BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
  if (WIFSIGNALED(status)) return true;
  BOOST_REQUIRE(WEXITSTATUS(status) == 0);
  return false;
}

// At boundary number `at`.
bool killed_at(int at, const Work& work) {
  int passed = 0;
  const auto count = [&passed, at](const QueryEvent& event) {
    if (is_boundary(event) && ++passed == at) ::kill(::getpid(), SIGKILL);
  };
  const auto prepare = [&](Database& db) {
    db.before_query(count);
    db.after_query(count);
  };
  return is_killed(prepare, work);
}

// A server may take a moment to see that the holder of the lock has gone.
MigratorSettings patient(const Site& site) {
  MigratorSettings settings = site.settings();
  settings.lock_timeout = std::chrono::seconds{10};
  return settings;
}

bool is_long_run() { return std::getenv("ZIN_TEST_LONG") != nullptr; }

// The short run leaves boundaries out: more of them where each statement has its own.
int stride() {
  if (is_long_run()) return 1;
  return ddl_rolls_back() ? 3 : 7;
}

struct Ten : Site {
  explicit Ten(std::string_view text = ten_statements) { write("ten.sql", text); }
};

// Kills the way up everywhere, and lets `zin migrate` go on each time.
void outlive_kills_on_the_way_up(const Site& site, bool all_or_nothing) {
  int kills = 0;
  bool killed = true;
  for (int at = 1; killed; at += stride()) {
    empty_database();
    killed = killed_at(at, [&](Database& db) {
      static_cast<void>(Migrator{db, patient(site)}.migrate());
    });
    kills += killed ? 1 : 0;
    BOOST_TEST_CONTEXT("killed at boundary " << at << ", then " << site.standing()) {
      const auto status = site.migrator().status();
      BOOST_REQUIRE(status.size() == 1U);
      if (status[0].state == MigrationState::pending) {
        BOOST_TEST(is_nothing_there());
      } else if (status[0].state == MigrationState::applied) {
        BOOST_TEST(is_all_there());
      } else {
        BOOST_TEST(!all_or_nothing);
        BOOST_TEST(status[0].statements <= 10);
      }
      static_cast<void>(Migrator{shared(), patient(site)}.migrate());
      BOOST_TEST(site.standing() == "ten applied 1");
      BOOST_TEST(is_all_there());
    }
  }
  BOOST_TEST(kills > 5);
}

void outlive_kills_on_the_way_back(const Site& site) {
  int kills = 0;
  bool killed = true;
  for (int at = 1; killed; at += stride()) {
    empty_database();
    static_cast<void>(site.migrator().migrate());
    killed = killed_at(at, [&](Database& db) {
      static_cast<void>(Migrator{db, patient(site)}.rollback());
    });
    kills += killed ? 1 : 0;
    BOOST_TEST_CONTEXT("killed at boundary " << at << ", then " << site.standing()) {
      const bool done = site.standing() == "ten pending";
      if (done) BOOST_TEST(is_nothing_there());
      const auto runs = Migrator{shared(), patient(site)}.rollback();
      BOOST_TEST(Site::names(runs) == (done ? "" : "-ten"));
      BOOST_TEST(site.standing() == "ten pending");
      BOOST_TEST(is_nothing_there());
    }
  }
  BOOST_TEST(kills > 4);
}

BOOST_AUTO_TEST_SUITE(migration_faults)

BOOST_AUTO_TEST_CASE(a_kill_at_any_boundary_loses_nothing_on_the_way_up) {
  const Ten site;
  outlive_kills_on_the_way_up(site, ddl_rolls_back());
}

BOOST_AUTO_TEST_CASE(a_kill_at_any_boundary_loses_nothing_where_there_is_no_transaction) {
  // Where DDL commits by itself, that is the way of all migrations.
  if (!ddl_rolls_back() && !is_long_run()) return;
  const Ten site{without_transaction()};
  outlive_kills_on_the_way_up(site, false);
}

BOOST_AUTO_TEST_CASE(a_kill_at_any_boundary_loses_nothing_on_the_way_back) {
  const Ten site{without_transaction()};
  outlive_kills_on_the_way_back(site);
}

// The connection of the migrator, at the server.
void end_the_migrators_session() {
  Fresh other;
  const bool postgres = other->dialect() == Dialect::postgres;
  const Rows rows = other->select(
      postgres ? "select pid from pg_stat_activity where application_name like 'zin migrate%'"
               : "select cast(token as int) from migrations_lock");
  BOOST_REQUIRE(rows.size() == 1U);
  const auto id = rows.front().get<std::int64_t>(0);
  if (postgres) {
    static_cast<void>(other->select("select pg_terminate_backend(?)", {static_cast<int>(id)}));
  } else {
    other->execute("kill " + std::to_string(id));
  }
}

BOOST_AUTO_TEST_CASE(a_lost_connection_is_told_and_the_next_run_goes_on,
                     *boost::unit_test::precondition(HasServer{})) {
  for (const std::string_view cut : {"update a set n = n + 1", "alter table c rename to d"}) {
    const Ten site;
    {
      Fresh db;
      db->before_query([&](const QueryEvent& event) {
        if (event.sql == cut) end_the_migrators_session();
      });
      const Error failure = thrown_by([&] { Migrator{*db, site.settings()}.migrate(); });
      BOOST_TEST(failure.code() == Errc::connection_lost);
    }
    BOOST_TEST_CONTEXT(site.standing()) {
      if (ddl_rolls_back()) BOOST_TEST(site.standing() == "ten pending");
      static_cast<void>(Migrator{shared(), patient(site)}.migrate());
      BOOST_TEST(site.standing() == "ten applied 1");
      BOOST_TEST(is_all_there());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_failing_last_statement_is_mended_and_run) {
  const Ten site{failing_at_the_end(std::string{ten_statements})};
  const Error failure = thrown_by([&] { return site.migrator().migrate(); });
  BOOST_TEST(failure.code() == Errc::undefined_table);
  BOOST_TEST(site.standing() == (ddl_rolls_back() ? "ten pending" : "ten applying 1 behind 9"));
  BOOST_TEST(is_nothing_there() == ddl_rolls_back());
  // Once more, unchanged: it fails at the same statement, and nothing runs twice.
  BOOST_TEST((code_of([&] { return site.migrator().migrate(); }) == Errc::undefined_table));
  site.write("ten.sql", ten_statements);
  static_cast<void>(site.migrator().migrate());
  BOOST_TEST(site.standing() == "ten applied 1");
  BOOST_TEST(is_all_there());
}

BOOST_AUTO_TEST_CASE(what_ran_already_must_be_what_the_migration_still_says) {
  const Ten site{failing_at_the_end(without_transaction())};
  BOOST_TEST((code_of([&] { return site.migrator().migrate(); }) == Errc::undefined_table));
  std::string other = failing_at_the_end(without_transaction());
  other.replace(other.find("n + 1;"), 6, "n + 2;");
  site.write("ten.sql", other);
  const Error refused = thrown_by([&] { return site.migrator().migrate(); });
  BOOST_TEST(refused.code() == Errc::stale_version);
  BOOST_TEST(says(refused, "`zin migrate:repair --applied ten`"));
  BOOST_TEST(site.standing() == "ten applying 1 behind 9 changed");
  BOOST_TEST(number("select n from a") == 11);
  // It is finished by hand, and said so.
  shared().execute("create view v as select n from a");
  static_cast<void>(site.migrator().repair(Repair::applied, "ten"));
  BOOST_TEST(Site::names(site.migrator().migrate()) == "");
}

BOOST_AUTO_TEST_CASE(what_is_half_done_is_finished_before_anything_is_taken_back) {
  const Ten site{failing_at_the_end(without_transaction())};
  BOOST_TEST((code_of([&] { return site.migrator().migrate(); }) == Errc::undefined_table));
  const Error refused = thrown_by([&] { return site.migrator().rollback(); });
  BOOST_TEST(refused.code() == Errc::stale_version);
  BOOST_TEST(says(refused, "finish it with `zin migrate`"));
}

// The schema says nothing of a call.
BOOST_AUTO_TEST_CASE(what_nothing_shows_is_asked_for) {
  if (ddl_rolls_back()) return;
  const Site site;
  shared().execute("create table called (n integer)");
  shared().execute("create or replace procedure p() insert into called values (1)");
  site.write("01_call.sql", "-- migrate:up\ncall p();\ncreate table done (id integer);\n");
  const auto kill_behind_call = [](Database& db) {
    db.after_query([](const QueryEvent& event) {
      if (event.sql == "call p()") ::kill(::getpid(), SIGKILL);
    });
  };
  BOOST_TEST(is_killed(kill_behind_call, [&](Database& db) {
    static_cast<void>(Migrator{db, patient(site)}.migrate());
  }));
  BOOST_TEST(site.standing() == "01_call applying 1 in doubt");
  const Error doubt = thrown_by([&] { return Migrator{shared(), patient(site)}.migrate(); });
  BOOST_TEST(doubt.code() == Errc::in_doubt);
  BOOST_TEST(says(doubt, "`zin migrate:repair --statement-done 01_call`"));
  static_cast<void>(site.migrator().repair(Repair::statement_done, "01_call"));
  BOOST_TEST(Site::names(site.migrator().migrate()) == "01_call");
  BOOST_TEST(number("select count(*) from called") == 1);
  BOOST_TEST(exists("done"));
  shared().execute("drop procedure p");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
