// MigrationSchema on sessions that keep what they get.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>

#include "printing.hpp"
#include "thrown.hpp"
#include "zin/testing.hpp"
#include "zin/zin.hpp"

namespace {

using zin::Blueprint;
using zin::Dialect;
using zin::MigrationSchema;
using zin::testing::Recorder;
using Lines = std::vector<std::string>;

Lines sent_to(const Recorder& recorder) {
  Lines lines;
  for (const zin::Statement& statement : recorder.statements()) lines.push_back(statement.sql);
  return lines;
}

// A Recorder that takes blueprints too; Recorder itself is final.
class Taker final : public zin::Session, public zin::schema::BlueprintSink {
 public:
  void take(const Blueprint& blueprint) override { taken.push_back(blueprint); }
  [[nodiscard]] Dialect dialect() override { return Dialect::sqlite; }

  std::vector<Blueprint> taken;
  Lines executed;

 private:
  zin::Rows run_select(const zin::detail::Call&) override { return {}; }
  zin::RowStream run_stream(const zin::detail::Call&) override {
    throw std::logic_error("nothing is streamed");
  }
  zin::ExecuteResult run_execute(const zin::detail::Call& call) override {
    executed.emplace_back(call.sql);
    return {};
  }
  std::uint64_t bulk_insert(const zin::detail::BulkInsert&, Where) override { return 0; }
  void run_transaction(const zin::detail::TransactionBody& body, const zin::TransactionOptions&,
                       Where) override {
    body(*this);
  }
};

BOOST_AUTO_TEST_SUITE(migration_schema)

BOOST_AUTO_TEST_CASE(statements_are_sent_one_after_the_other_as_writes) {
  Recorder db{Dialect::postgres};
  auto schema = MigrationSchema::create(db);
  schema.create("users", [](Blueprint& table) {
    table.id();
    table.string("email").unique();
  });
  schema.table("users", [](Blueprint& table) { table.rename_column("email", "mail"); });
  schema.drop_columns("users", {"mail"});
  schema.rename("users", "people");
  schema.drop("people");
  schema.drop_if_exists("people");
  const Lines wanted{
      "create table \"users\" (\"id\" bigserial not null primary key, \"email\" varchar(255) not "
      "null)",
      "alter table \"users\" add constraint \"users_email_unique\" unique (\"email\")",
      "alter table \"users\" rename column \"email\" to \"mail\"",
      "alter table \"users\" drop column \"mail\"",
      "alter table \"users\" rename to \"people\"",
      "drop table \"people\"",
      "drop table if exists \"people\""};
  BOOST_TEST(sent_to(db) == wanted, boost::test_tools::per_element());
  for (const zin::Statement& statement : db.statements()) {
    BOOST_TEST((statement.intent == zin::Intent::write));
    BOOST_TEST(statement.bindings.empty());
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_sent_of_a_blueprint_that_is_refused) {
  Recorder db{Dialect::mysql};
  auto schema = MigrationSchema::create(db);
  BOOST_TEST(zin::test::code_of([&] {
               schema.create("users", [](Blueprint& table) {
                 table.id();
                 table.foreign_id("team_id").constrained().deferrable();
               });
             }) == zin::Errc::unsupported);
  BOOST_TEST(db.statements().empty());
}

BOOST_AUTO_TEST_CASE(a_sink_gets_blueprints_and_no_statements_of_theirs) {
  Taker sink;
  auto schema = MigrationSchema::create(sink);
  schema.create("users", [](Blueprint& table) { table.id(); });
  schema.table("users", [](Blueprint& table) { table.string("name").change(); });
  schema.drop("users");
  BOOST_REQUIRE(sink.taken.size() == 3U);
  BOOST_TEST(sink.taken[0].creates());
  BOOST_TEST(described(sink.taken[1].commands().front()) == "change column \"name\"");
  BOOST_TEST(described(sink.taken[2].commands().front()) == "drop table");
  BOOST_TEST(sink.executed.empty());
  schema.raw("create view v as select 1");
  BOOST_TEST(sink.executed == Lines{"create view v as select 1"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(raw_statements_have_their_bindings) {
  Recorder db{Dialect::sqlite};
  MigrationSchema::create(db).raw(zin::raw("update users set votes = ?", {5}));
  BOOST_TEST(db.last().sql == "update users set votes = ?");
  BOOST_TEST(db.last().bindings.size() == 1U);
}

BOOST_AUTO_TEST_CASE(foreign_keys_are_left_unchecked_and_checked_again) {
  const auto lines = [](Dialect dialect) {
    Recorder db{dialect};
    auto schema = MigrationSchema::create(db);
    schema.without_foreign_key_constraints([&] { schema.drop("users"); });
    return sent_to(db);
  };
  BOOST_TEST(lines(Dialect::mariadb) == (Lines{"set foreign_key_checks = 0", "drop table `users`",
                                               "set foreign_key_checks = 1"}),
             boost::test_tools::per_element());
  BOOST_TEST(
      lines(Dialect::postgres) == (Lines{"set constraints all deferred", "drop table \"users\"",
                                         "set constraints all immediate"}),
      boost::test_tools::per_element());
  BOOST_TEST(
      lines(Dialect::sqlite) == (Lines{"pragma defer_foreign_keys = 1", "drop table \"users\"",
                                       "pragma defer_foreign_keys = 0"}),
      boost::test_tools::per_element());

  Recorder db{Dialect::mysql};
  auto schema = MigrationSchema::create(db);
  BOOST_CHECK_THROW(
      schema.without_foreign_key_constraints([] { throw std::runtime_error("stop"); }),
      std::runtime_error);
  BOOST_TEST(db.last().sql == "set foreign_key_checks = 1");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
