// Where two snapshots differ, in sentences.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "zin/schema/snapshot.hpp"

using namespace zin::schema;

namespace {

Snapshot sample() {
  TableInfo users{.name = "users"};
  users.dialect = zin::Dialect::postgres;
  users.columns = {{.name = "id", .type = "bigint", .nullable = false, .auto_increment = true},
                   {.name = "email", .type = "varchar(255)", .default_value = "'x'"}};
  users.indexes = {
      {.name = "users_pkey", .parts = {{.column = "id"}}, .unique = true, .primary = true},
      {.name = "users_email", .parts = {{.column = "email"}}}};
  users.foreign_keys = {{.name = "boss",
                         .columns = {"id"},
                         .target_table = "users",
                         .target_columns = {"id"},
                         .on_delete = "cascade"}};
  users.checks = {{.name = "good", .expression = "id > 0"}};
  Snapshot snapshot{.dialect = zin::Dialect::postgres};
  snapshot.tables = {users};
  snapshot.views = {{.name = "v", .definition = "select 1"}};
  snapshot.triggers = {{.name = "t", .table = "users", .definition = "text"}};
  snapshot.sequences = {{.name = "s", .definition = "start 1"}};
  snapshot.types = {{.name = "e", .definition = "enum ('a')"}};
  return snapshot;
}

// The one sentence that a change makes.
template <class Fn>
std::string said_of(Fn change) {
  const Snapshot before = sample();
  Snapshot after = sample();
  change(after);
  const auto sentences = differences(before, after);
  BOOST_TEST((before == after) == sentences.empty());
  BOOST_TEST(sentences.size() == 1U);
  return sentences.empty() ? "" : sentences.front();
}

TableInfo& users(Snapshot& snapshot) { return snapshot.tables.front(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(schema_differences)

BOOST_AUTO_TEST_CASE(equal_snapshots_have_none) {
  BOOST_TEST(differences(sample(), sample()).empty());
}

BOOST_AUTO_TEST_CASE(each_part_of_a_column_is_compared) {
  const auto of_email = [](auto change) {
    return said_of([&](Snapshot& snapshot) { change(users(snapshot).columns[1]); });
  };
  BOOST_TEST(of_email([](ColumnInfo& c) { c.type = "text"; }) ==
             "users.email: type varchar(255) in the first, text in the second");
  BOOST_TEST(of_email([](ColumnInfo& c) { c.nullable = false; }) ==
             "users.email: null allowed in the first, not allowed in the second");
  BOOST_TEST(of_email([](ColumnInfo& c) { c.default_value.reset(); }) ==
             "users.email: default 'x' in the first, nothing in the second");
  BOOST_TEST(of_email([](ColumnInfo& c) { c.generation = Generation::stored; }) ==
             "users.email: generation not generated in the first, stored in the second");
  for (const auto change :
       {+[](ColumnInfo& c) { c.expression = "1"; }, +[](ColumnInfo& c) { c.auto_increment = true; },
        +[](ColumnInfo& c) { c.identity = "always"; },
        +[](ColumnInfo& c) { c.on_update = "now()"; }, +[](ColumnInfo& c) { c.charset = "latin1"; },
        +[](ColumnInfo& c) { c.collation = "C"; }, +[](ColumnInfo& c) { c.comment = "c"; },
        +[](ColumnInfo& c) { c.invisible = true; }}) {
    BOOST_TEST(of_email(change).starts_with("users.email"));
  }
}

BOOST_AUTO_TEST_CASE(each_part_of_an_index_is_compared) {
  const auto of_index = [](auto change) {
    return said_of([&](Snapshot& snapshot) { change(users(snapshot).indexes[1]); });
  };
  BOOST_TEST(of_index([](IndexInfo& i) { i.parts[0].descending = true; }) ==
             "users: index users_email: columns email in the first, email desc in the second");
  for (const auto change :
       {+[](IndexInfo& i) { i.parts[0] = {.expression = "lower(email)"}; },
        +[](IndexInfo& i) { i.parts[0].prefix = 7; },
        +[](IndexInfo& i) { i.parts[0].unusual_nulls = true; },
        +[](IndexInfo& i) { i.parts[0].collation = "C"; },
        +[](IndexInfo& i) { i.parts[0].operator_class = "text_pattern_ops"; },
        +[](IndexInfo& i) { i.unique = true; }, +[](IndexInfo& i) { i.constraint = true; },
        +[](IndexInfo& i) { i.predicate = "id > 3"; }, +[](IndexInfo& i) { i.method = "hash"; },
        +[](IndexInfo& i) { i.included = {"id"}; },
        +[](IndexInfo& i) { i.options = {"invisible"}; }, +[](IndexInfo& i) { i.comment = "c"; }}) {
    BOOST_TEST(of_index(change).starts_with("users: index users_email"));
  }
}

BOOST_AUTO_TEST_CASE(each_part_of_a_key_and_a_check_is_compared) {
  const auto of_key = [](auto change) {
    return said_of([&](Snapshot& snapshot) { change(users(snapshot).foreign_keys[0]); });
  };
  BOOST_TEST(of_key([](ForeignKeyInfo& k) { k.on_delete = "set null"; }) ==
             "users: foreign key boss: action on delete cascade in the first, set null in the "
             "second");
  for (const auto change : {+[](ForeignKeyInfo& k) { k.columns = {"email"}; },
                            +[](ForeignKeyInfo& k) { k.target_schema = "other"; },
                            +[](ForeignKeyInfo& k) { k.target_table = "people"; },
                            +[](ForeignKeyInfo& k) { k.target_columns = {"email"}; },
                            +[](ForeignKeyInfo& k) { k.on_update = "cascade"; },
                            +[](ForeignKeyInfo& k) { k.deferrable = true; },
                            +[](ForeignKeyInfo& k) { k.options = {"not valid"}; }}) {
    BOOST_TEST(of_key(change).starts_with("users: foreign key boss"));
  }
  BOOST_TEST(said_of([](Snapshot& s) { users(s).checks[0].expression = "id > 1"; }) ==
             "users: check good: condition id > 0 in the first, id > 1 in the second");
  BOOST_TEST(said_of([](Snapshot& s) { users(s).checks[0].options = {"not valid"}; }) ==
             "users: check good: options nothing in the first, not valid in the second");
}

BOOST_AUTO_TEST_CASE(what_only_one_side_has_is_named) {
  BOOST_TEST(said_of([](Snapshot& s) { s.tables.clear(); }) ==
             "table users is in the first, not in the second");
  BOOST_TEST(said_of([](Snapshot& s) {
               users(s).columns.push_back({.name = "age", .type = "int"});
             }) == "column users.age is in the second, not in the first");
  BOOST_TEST(said_of([](Snapshot& s) { users(s).indexes.pop_back(); }) ==
             "users: index users_email is in the first, not in the second");
  BOOST_TEST(said_of([](Snapshot& s) { users(s).foreign_keys.clear(); }) ==
             "users: foreign key boss is in the first, not in the second");
  BOOST_TEST(said_of([](Snapshot& s) { users(s).checks.clear(); }) ==
             "users: check good is in the first, not in the second");
  BOOST_TEST(said_of([](Snapshot& s) { s.views.clear(); }) ==
             "view v is in the first, not in the second");
  BOOST_TEST(said_of([](Snapshot& s) { s.triggers.clear(); }) ==
             "trigger t on users is in the first, not in the second");
  BOOST_TEST(said_of([](Snapshot& s) { s.sequences.clear(); }) ==
             "sequence s is in the first, not in the second");
  BOOST_TEST(said_of([](Snapshot& s) { s.types[0].definition = "enum ('b')"; }) ==
             "type e: definition enum ('a') in the first, enum ('b') in the second");
}

BOOST_AUTO_TEST_CASE(the_order_of_columns_counts) {
  BOOST_TEST(said_of([](Snapshot& s) { std::swap(users(s).columns[0], users(s).columns[1]); }) ==
             "table users: order of the columns id, email in the first, email, id in the second");
}

BOOST_AUTO_TEST_CASE(names_are_found_as_the_server_compares_them) {
  Snapshot snapshot = sample();
  BOOST_TEST(users(snapshot).column("EMAIL") == nullptr);
  users(snapshot).dialect = snapshot.dialect = zin::Dialect::mysql;
  BOOST_TEST(users(snapshot).column("EMAIL") != nullptr);
  users(snapshot).schema = "app";
  BOOST_TEST(snapshot.table("app.users") != nullptr);
  BOOST_TEST(snapshot.table("users") != nullptr);
  BOOST_TEST(snapshot.table("other.users") == nullptr);
  BOOST_TEST(users(snapshot).qualified_name() == "app.users");
  BOOST_TEST((ColumnInfo{.name = "x", .type = "INT(10) unsigned"}.type_name()) == "int unsigned");
}

BOOST_AUTO_TEST_SUITE_END()
