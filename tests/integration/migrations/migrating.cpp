// Migrations up and down, in batches; what is told of them, and what is refused.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "printing.hpp"
#include "site.hpp"
#include "thrown.hpp"

using namespace zin;
using namespace zin::test;

namespace {

constexpr std::string_view create_a =
    "-- migrate:up\ncreate table a (id integer primary key, n integer);\ninsert into a values (1, "
    "5);\n-- migrate:down\ndrop table a;\n";
constexpr std::string_view create_b =
    "-- migrate:up\ncreate table b (id integer primary key);\n-- migrate:down\ndrop table b;\n";

struct Two : Site {
  Two() {
    write("01_a.sql", create_a);
    write("02_b.sql", create_b);
  }
};

BOOST_FIXTURE_TEST_SUITE(migrating, Two)

BOOST_AUTO_TEST_CASE(all_are_pending_at_first_and_looking_changes_nothing) {
  BOOST_TEST(standing() == "01_a pending, 02_b pending");
  BOOST_TEST(!exists("migrations"));
  BOOST_TEST(!exists("migrations_lock"));
}

BOOST_AUTO_TEST_CASE(one_run_is_one_batch) {
  BOOST_TEST(names(migrator().migrate()) == "01_a 02_b");
  BOOST_TEST(standing() == "01_a applied 1, 02_b applied 1");
  BOOST_TEST(number("select n from a") == 5);
  write("03_c.sql", "-- migrate:up\ncreate table c (id integer primary key);");
  BOOST_TEST(names(migrator().migrate()) == "03_c");
  BOOST_TEST(standing() == "01_a applied 1, 02_b applied 1, 03_c applied 2");
  BOOST_TEST(names(migrator().migrate()) == "");
}

BOOST_AUTO_TEST_CASE(runs_tell_statements_and_times) {
  const auto runs = migrator().migrate();
  BOOST_REQUIRE(runs.size() == 2U);
  BOOST_TEST(runs[0].statements == 2);
  BOOST_TEST(!runs[0].down);
  BOOST_TEST(runs[0].took.count() > 0);
  const auto status = migrator().status();
  BOOST_REQUIRE(status.size() == 2U);
  BOOST_TEST(status[0].origin == (folder() / "01_a.sql").string());
  BOOST_REQUIRE(status[0].applied_at.has_value());
  const auto age = std::chrono::system_clock::now() - *status[0].applied_at;
  BOOST_TEST((age >= std::chrono::seconds{0} && age < std::chrono::hours{1}));
  BOOST_TEST((status[0].started_at <= status[0].applied_at));
}

BOOST_AUTO_TEST_CASE(a_step_back_is_a_batch) {
  static_cast<void>(migrator().migrate());
  write("00_c.sql",
        "-- migrate:up\ncreate table c (id integer primary key);\n-- migrate:down\ndrop table c;");
  static_cast<void>(migrator().migrate());
  BOOST_TEST(names(migrator().rollback()) == "-00_c");
  BOOST_TEST(!exists("c"));
  BOOST_TEST(names(migrator().rollback()) == "-02_b -01_a");
  BOOST_TEST(!exists("a"));
  BOOST_TEST(names(migrator().rollback()) == "");
  BOOST_TEST(standing() == "00_c pending, 01_a pending, 02_b pending");
}

BOOST_AUTO_TEST_CASE(migrations_can_be_counted_instead) {
  static_cast<void>(migrator().migrate());
  BOOST_TEST(names(migrator().rollback({.migrations = 1})) == "-02_b");
  BOOST_TEST(standing() == "01_a applied 1, 02_b pending");
}

BOOST_AUTO_TEST_CASE(reset_takes_everything_back_and_refresh_runs_it_again) {
  static_cast<void>(migrator().migrate());
  shared().execute("update a set n = 6");
  BOOST_TEST(names(migrator().refresh()) == "-02_b -01_a 01_a 02_b");
  BOOST_TEST(number("select n from a") == 5);
  BOOST_TEST(names(migrator().reset()) == "-02_b -01_a");
  BOOST_TEST(standing() == "01_a pending, 02_b pending");
}

BOOST_AUTO_TEST_CASE(fresh_drops_what_no_migration_knows) {
  static_cast<void>(migrator().migrate());
  shared().execute("create table child (a integer, foreign key (a) references a (id))");
  shared().execute("insert into child values (1)");
  shared().execute("create view watched as select * from a");
  BOOST_TEST(names(migrator().fresh()) == "01_a 02_b");
  BOOST_TEST(!exists("child"));
  BOOST_TEST(!exists("watched"));
  BOOST_TEST(standing() == "01_a applied 1, 02_b applied 1");
}

BOOST_AUTO_TEST_CASE(pretending_gives_the_statements_and_runs_none) {
  const auto pretended = migrator().pretend();
  BOOST_REQUIRE(pretended.size() == 2U);
  BOOST_TEST(pretended[0].name == "01_a");
  BOOST_TEST(pretended[0].statements ==
                 (std::vector<std::string>{"create table a (id integer primary key, n integer)",
                                           "insert into a values (1, 5)"}),
             boost::test_tools::per_element());
  BOOST_TEST(!exists("a"));
  BOOST_TEST(!exists("migrations"));
  static_cast<void>(migrator().migrate());
  const auto back = migrator().pretend_rollback();
  BOOST_REQUIRE(back.size() == 2U);
  BOOST_TEST(back[0].down);
  BOOST_TEST(back[0].statements == std::vector<std::string>{"drop table b"},
             boost::test_tools::per_element());
  BOOST_TEST(exists("b"));
}

BOOST_AUTO_TEST_CASE(a_source_that_changed_is_refused_until_it_is_accepted) {
  static_cast<void>(migrator().migrate());
  write("01_a.sql", std::string{create_a} + "-- a comment\n");
  write("03_c.sql", "-- migrate:up\ncreate table c (id integer primary key);");
  BOOST_TEST(standing() == "01_a applied 1 changed, 02_b applied 1, 03_c pending");
  const Error refused = thrown_by([this] { return migrator().migrate(); });
  BOOST_TEST(refused.code() == Errc::stale_version);
  BOOST_TEST(says(refused, "01_a"));
  BOOST_TEST(says(refused, "`zin migrate:repair --accept-changes`"));
  BOOST_TEST(!exists("c"));
  BOOST_TEST(migrator().repair(Repair::accept_changes) == std::vector<std::string>{"01_a"},
             boost::test_tools::per_element());
  BOOST_TEST(names(migrator().migrate()) == "03_c");
}

BOOST_AUTO_TEST_CASE(a_source_that_is_missing_is_refused_until_it_is_forgotten) {
  static_cast<void>(migrator().migrate());
  remove("02_b.sql");
  BOOST_TEST(standing() == "01_a applied 1, 02_b applied 1 missing");
  const Error refused = thrown_by([this] { return migrator().migrate(); });
  BOOST_TEST(refused.code() == Errc::stale_version);
  BOOST_TEST(says(refused, "`zin migrate:repair --forget NAME`"));
  BOOST_TEST((code_of([this] { return migrator().rollback(); }) == Errc::stale_version));
  BOOST_TEST(exists("a"));
  static_cast<void>(migrator().repair(Repair::forget, "02_b"));
  BOOST_TEST(standing() == "01_a applied 1");
  BOOST_TEST(
      (code_of([this] { return migrator().repair(Repair::forget, "02_b"); }) == Errc::not_found));
}

BOOST_AUTO_TEST_CASE(a_table_that_is_no_ledger_is_not_touched) {
  shared().execute("create table migrations (id integer primary key, migration text)");
  const Error refused = thrown_by([this] { return migrator().status(); });
  BOOST_TEST(refused.code() == Errc::invalid_config);
  BOOST_TEST(says(refused, "name another one in DB_MIGRATIONS_TABLE"));
  BOOST_TEST((code_of([this] { return migrator().migrate(); }) == Errc::invalid_config));
  BOOST_TEST(number("select count(*) from migrations") == 0);
}

BOOST_AUTO_TEST_CASE(the_table_has_the_name_that_is_set) {
  MigratorSettings named = settings();
  named.table = "done_here";
  static_cast<void>(Migrator{shared(), named}.migrate());
  BOOST_TEST(number("select count(*) from done_here") == 2);
  BOOST_TEST(!exists("migrations"));
}

BOOST_AUTO_TEST_CASE(what_a_database_says_of_itself_is_where_its_migrations_are) {
  DatabaseConfig config = place().config;
  config.migrations_dir = folder().string();
  config.migrations_table = "of_config";
  Fresh db{config};
  Migrator migrator{*db};
  BOOST_TEST(names(migrator.migrate()) == "01_a 02_b");
  BOOST_TEST(number("select count(*) from of_config") == 2);
}

BOOST_AUTO_TEST_CASE(a_failing_migration_leaves_what_ran_before_it) {
  write("03_bad.sql",
        "-- migrate:up\ncreate table c (id integer);\ninsert into absent values (1);");
  const Error failure = thrown_by([this] { return migrator().migrate(); });
  BOOST_TEST(failure.code() == Errc::undefined_table);
  BOOST_TEST(says(failure, "running the migration \"03_bad\" failed"));
  // Of statements that are sent together nobody tells which one failed.
  if (differences().interactive) BOOST_TEST(says(failure, "03_bad.sql, line 3"));
  BOOST_TEST(exists("b"));
  if (ddl_rolls_back()) {
    BOOST_TEST(!exists("c"));
    BOOST_TEST(says(failure, "nothing of it is left"));
    BOOST_TEST(standing() == "01_a applied 1, 02_b applied 1, 03_bad pending");
  } else {
    BOOST_TEST(exists("c"));
    BOOST_TEST(says(failure, "`zin migrate` goes on behind them"));
    BOOST_TEST(standing() == "01_a applied 1, 02_b applied 1, 03_bad applying 1 behind 1");
  }
  write("03_bad.sql", "-- migrate:up\ncreate table c (id integer);\ninsert into c values (1);");
  BOOST_TEST(names(migrator().migrate()) == "03_bad");
  BOOST_TEST(number("select count(*) from c") == 1);
}

BOOST_AUTO_TEST_CASE(progress_is_told_in_order) {
  MigratorSettings watched = settings();
  std::string events;
  watched.progress = [&events](const MigrationProgress& progress) {
    using Event = MigrationProgress::Event;
    if (progress.event == Event::begins) events += " begins:" + std::string{progress.migration};
    if (progress.event == Event::statement) events += " " + std::to_string(progress.statements);
    if (progress.event == Event::done) events += " done:" + std::string{progress.migration};
  };
  static_cast<void>(Migrator{shared(), watched}.migrate());
  BOOST_TEST(events == " begins:01_a 1 2 done:01_a begins:02_b 1 done:02_b");
}

BOOST_AUTO_TEST_CASE(code_that_is_not_compiled_is_refused_before_anything_runs) {
  write("00_code.cpp", "// C++");
  const Error refused = thrown_by([this] { return migrator().migrate(); });
  BOOST_TEST(refused.code() == Errc::unsupported);
  BOOST_TEST(says(refused, "00_code.cpp is C++ that is not part of this program"));
  BOOST_TEST(standing() == "00_code pending, 01_a pending, 02_b pending");
}

BOOST_AUTO_TEST_CASE(what_refuses_a_transaction_runs_without_one) {
  std::string statement = place().name == "d1" ? "pragma optimize" : "vacuum";
  if (shared().dialect() == Dialect::postgres) statement = "create index concurrently a_n on a (n)";
  if (!ddl_rolls_back()) statement = "optimize table a";
  write("03_alone.sql", "-- migrate:up transaction:false\n" + statement + ";\n");
  BOOST_TEST(names(migrator().migrate()) == "01_a 02_b 03_alone");
}

// Only what has no server is SQLite here.
bool is_sqlite() { return place().config.host.empty(); }

constexpr std::string_view parents =
    "-- migrate:up\ncreate table parent (id integer primary key, n integer);\ncreate table child "
    "(parent_id integer references parent (id) on delete cascade);\ninsert into parent values (1, "
    "2);\ninsert into child values (1);\n";

BOOST_AUTO_TEST_CASE(a_table_is_made_anew_by_hand_without_its_keys) {
  if (!is_sqlite()) return;
  write("03_parents.sql", parents);
  write("04_anew.sql",
        "-- migrate:up\nPRAGMA foreign_keys=OFF;\ncreate table made (id integer primary key);\n"
        "insert into made select id from parent;\ndrop table parent;\nalter table made rename to "
        "parent;\nPRAGMA foreign_keys=ON;\n");
  if (!differences().interactive) {  // the keys cannot be turned off: nothing is to be lost by that
    const Error refused = thrown_by([this] { return migrator().migrate(); });
    BOOST_TEST(refused.code() == Errc::unsupported);
    BOOST_TEST(says(refused, "rows of child"));
    BOOST_TEST(number("select count(*) from child") == 1);
    return;
  }
  BOOST_TEST(names(migrator().migrate()) == "01_a 02_b 03_parents 04_anew");
  BOOST_TEST(number("select count(*) from child") == 1);
  BOOST_TEST((code_of([] { shared().execute("insert into child values (7)"); }) ==
              Errc::foreign_key_violation));
}

BOOST_AUTO_TEST_CASE(keys_that_were_off_are_checked_before_the_commit,
                     *boost::unit_test::precondition(IsInteractive{})) {
  if (!is_sqlite()) return;
  write("03_parents.sql", parents);
  write("04_loses.sql", "-- migrate:up\npragma foreign_keys = 0;\ndelete from parent;\n");
  const Error refused = thrown_by([this] { return migrator().migrate(); });
  BOOST_TEST(refused.code() == Errc::foreign_key_violation);
  BOOST_TEST(says(refused, "rows of the table child refer to rows of parent"));
  BOOST_TEST(number("select count(*) from parent") == 1);
  BOOST_TEST(number("pragma foreign_keys") == 1);
  BOOST_TEST(standing().find("04_loses pending") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
