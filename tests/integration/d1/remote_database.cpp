// The signed proxy through the public API: what works without transactions and without batches.
// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engine.hpp"
#include "printing.hpp"
#include "thrown.hpp"
#include "zin/zin.hpp"

using zin::Errc;
using zin::MigrationState;
using zin::Session;
using zin::Value;
using zin::test::Gate;
using zin::test::proxy_options;
using zin::test::says;
using zin::test::thrown_by;

namespace fs = std::filesystem;

namespace {

zin::DatabaseConfig through_the_proxy() {
  zin::DatabaseConfig config;
  config.driver = "d1-remote";
  for (auto& [key, value] : proxy_options(0, "sql")) config.options.emplace(key, value);
  config.pool.max = 2;
  return config;
}

struct Proxy {
  Proxy() {
    for (const char* const table : {"kept", "other", "zin_migrations", "zin_migrations_lock"}) {
      db.execute(std::string{"drop table if exists "} + table);
    }
    db.execute("create table kept (n integer primary key, t text)");
    gate.forget();
  }
  [[nodiscard]] std::int64_t count(const std::string& table = "kept") const {
    return db.select_one("select count(*) from " + table)->get<std::int64_t>(0);
  }

  zin::Manager manager;
  zin::Database& db = manager.use_database(through_the_proxy());
  Gate gate;
};

std::vector<std::vector<Value>> rows(int count) {
  std::vector<std::vector<Value>> all;
  for (int n = 1; n <= count; ++n) all.push_back({n, "t" + std::to_string(n)});
  return all;
}

// Migrations of a folder that ends with the test.
struct Migrations : Proxy {
  Migrations() {
    fs::create_directories(folder);
    settings.directory = folder;
  }
  ~Migrations() { fs::remove_all(folder); }
  Migrations(const Migrations&) = delete;
  Migrations& operator=(const Migrations&) = delete;

  void write(const std::string& name, const std::string& text) const {
    std::ofstream{folder / name} << text;
  }
  [[nodiscard]] zin::Migrator migrator() const { return zin::Migrator{db, settings}; }

  const fs::path folder = fs::temp_directory_path() / ("zin-remote-" + std::to_string(::getpid()));
  zin::MigratorSettings settings{.table = "zin_migrations"};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(d1_remote_database)

BOOST_FIXTURE_TEST_CASE(a_transaction_is_refused_before_anything_is_sent, Proxy) {
  BOOST_TEST(!db.has_transactions());
  BOOST_TEST(!db.single_connection()->has_transactions());
  gate.forget();
  const zin::Error failure = thrown_by([this] {
    db.transaction([](Session& tx) { tx.execute("insert into kept values (1, 'a')"); });
  });
  BOOST_TEST(failure.code() == Errc::unsupported);
  BOOST_TEST(says(failure, "has no transactions"));
  BOOST_TEST(gate.requests() == 0u);
}

BOOST_FIXTURE_TEST_CASE(rows_of_one_statement_are_stored_as_a_whole, Proxy) {
  BOOST_TEST(db.insert_many("kept", {"n", "t"}, rows(50)) == 50u);
  BOOST_TEST(gate.requests() == 1u);
  BOOST_TEST(count() == 50);
  BOOST_TEST(thrown_by([this] {
               db.insert_many("kept", {"n", "t"}, {{99, "a"}, {1, "b"}});
             }).code() == Errc::unique_violation);
  BOOST_TEST(count() == 50);
}

BOOST_FIXTURE_TEST_CASE(more_rows_are_refused_or_stored_in_pieces, Proxy) {
  const zin::Error failure = thrown_by([this] { db.insert_many("kept", {"n", "t"}, rows(51)); });
  BOOST_TEST(failure.code() == Errc::unsupported);
  BOOST_TEST(says(failure, "more than 50 rows"));
  BOOST_TEST(gate.requests() == 0u);
  BOOST_TEST(db.insert_many("kept", {"n", "t"}, rows(120), {.atomic = false}) == 120u);
  BOOST_TEST(gate.requests() == 3u);
  BOOST_TEST(count() == 120);
}

BOOST_FIXTURE_TEST_CASE(a_migration_runs_statement_by_statement_and_goes_on_behind_a_fault,
                        Migrations) {
  write(
      "01_a.sql",
      "-- migrate:up\ncreate table other (n integer primary key);\ninsert into other values (7);\n"
      "insert into nowhere values (1);\n-- migrate:down\ndrop table other;\n");
  const zin::Error failure = thrown_by([this] { migrator().migrate(); });
  BOOST_TEST(failure.code() == Errc::undefined_table);
  BOOST_TEST(says(failure, "2 of its statements are done and noted"));
  BOOST_TEST(count("other") == 1);
  BOOST_TEST((migrator().status().at(0).state == MigrationState::applying));
  write(
      "01_a.sql",
      "-- migrate:up\ncreate table other (n integer primary key);\ninsert into other values (7);\n"
      "insert into other values (8);\n-- migrate:down\ndrop table other;\n");
  BOOST_TEST(migrator().migrate().size() == 1u);
  BOOST_TEST(count("other") == 2);
  BOOST_TEST((migrator().status().at(0).state == MigrationState::applied));
  BOOST_TEST(count("zin_migrations_lock") == 0);
  BOOST_TEST(migrator().rollback().size() == 1u);
  BOOST_TEST(migrator().status().at(0).applied_at.has_value() == false);
  BOOST_TEST(thrown_by([this] { static_cast<void>(count("other")); }).code() ==
             Errc::undefined_table);
}

BOOST_FIXTURE_TEST_CASE(a_write_whose_answer_was_lost_is_in_doubt, Migrations) {
  write("01_a.sql",
        "-- migrate:up\ncreate table other (n integer);\ninsert into other values (7);\n"
        "-- migrate:down\ndrop table other;\n");
  gate.fault(R"({"contains":"insert into other","answer":false,"forward":true,"end":"reset"})");
  BOOST_TEST(thrown_by([this] { migrator().migrate(); }).may_be_applied());
  BOOST_TEST(count("other") == 1);
  const zin::Error doubt = thrown_by([this] { migrator().migrate(); });
  BOOST_TEST(doubt.code() == Errc::in_doubt);
  BOOST_TEST(says(doubt, "--statement-done"));
  BOOST_TEST(migrator().repair(zin::Repair::statement_done, "01_a").size() == 1u);
  migrator().migrate();
  BOOST_TEST(count("other") == 1);
  BOOST_TEST((migrator().status().at(0).state == MigrationState::applied));
}

BOOST_FIXTURE_TEST_CASE(the_note_of_a_dump_is_finished_where_it_was_cut_off, Migrations) {
  fs::create_directories(folder / "schema");
  write("schema/sqlite.sql",
        "-- covers 01_a\n-- covers 02_b\n\n-- migrate:up\n\ncreate table other (n integer);\n");
  // The second of the two notes is not sent.
  gate.fault(R"({"contains":"02_b","status":503,"body":"","times":9})");
  BOOST_CHECK_THROW(migrator().migrate(), zin::Error);
  gate.fault("[]");
  gate.forget();
  BOOST_TEST(migrator().migrate().size() == 1u);
  std::vector<std::string> names;
  for (const auto& status : migrator().status()) {
    BOOST_TEST((status.state == MigrationState::applied));
    names.push_back(status.name);
  }
  BOOST_TEST(names == (std::vector<std::string>{"01_a", "02_b"}), boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(a_table_is_not_made_anew_without_a_transaction, Proxy) {
  db.execute("insert into kept values (1, 'a')");
  const zin::Error failure = thrown_by([this] {
    zin::MigrationSchema schema = zin::MigrationSchema::create(db);
    schema.table("kept", [](zin::Blueprint& table) { table.string("t", 50).change(); });
  });
  BOOST_TEST(failure.code() == Errc::unsupported);
  BOOST_TEST(says(failure, "has no transactions"));
  BOOST_TEST(count() == 1);
}

BOOST_FIXTURE_TEST_CASE(fresh_drops_what_refers_before_what_is_referred_to, Migrations) {
  db.execute("create table a_parent (id integer primary key)");
  db.execute("create table b_child (id integer primary key, p integer references a_parent (id))");
  db.execute("create table c_grandchild (p integer references b_child (id))");
  db.execute("insert into a_parent values (1)");
  db.execute("insert into b_child values (2, 1)");
  db.execute("insert into c_grandchild values (2)");
  db.execute("create view d_view as select * from kept");
  write("01_a.sql", "-- migrate:up\ncreate table other (n integer primary key);\n");
  BOOST_TEST(migrator().fresh().size() == 1u);
  const auto left = db.select(
      "select name from sqlite_master where type in ('table', 'view') and name not like "
      "'\\_cf\\_%' escape '\\' and name not like 'sqlite%' order by name");
  std::vector<std::string> names;
  for (const auto& row : left) names.push_back(row.get<std::string>(0));
  BOOST_TEST(names == (std::vector<std::string>{"other", "zin_migrations", "zin_migrations_lock"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
