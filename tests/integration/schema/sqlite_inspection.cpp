// What SQLite says of its tables, against what was said to it.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "database.hpp"
#include "schema_listing.hpp"
#include "thrown.hpp"

using namespace zin::test;
namespace schema = zin::schema;

BOOST_AUTO_TEST_SUITE(sqlite_inspection)

BOOST_AUTO_TEST_CASE(columns_have_all_that_was_said_of_them) {
  SqliteFile db{R"sql(
    create table users (
      id integer primary key autoincrement, -- the key
      name varchar (255) not null default 'O''Hara, "x" -- no comment',
      email text collate nocase unique,
      votes INT default -1.5e-3,
      at default (datetime('now', '+1 day')),
      "Full Name" text generated always as (name || ' (' || email || ')') stored,
      short as (substr(name, 1, 3)),
      flag boolean default true
    );
  )sql"};
  const auto users = schema::table(*db, "users");
  BOOST_REQUIRE(users);
  BOOST_TEST(as_text(listed(*users)) == R"(table users
  id: integer not null auto increment
  name: varchar(255) not null default 'O''Hara, "x" -- no comment'
  email: text collate nocase
  votes: int default -1.5e-3
  at: any default datetime('now', '+1 day')
  Full Name: text stored (name || ' (' || email || ')')
  short: any virtual (substr(name, 1, 3))
  flag: boolean default true
  primary key primary (id)
  unique users_email_unique (email) constraint
)");
  BOOST_TEST(users->column("NAME")->type_name() == "varchar");
  BOOST_TEST(users->column("none") == nullptr);
  BOOST_TEST(users->primary_key()->columns() == std::vector<std::string>{"id"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(indexes_have_their_parts_in_order) {
  SqliteFile db{R"sql(
    create table posts (id int, title text collate nocase, body text, constraint one unique (id, title),
      primary key (title, id), unique (body)) without rowid;
    create index plain on posts (body desc, title);
    create unique index lowered on posts (lower(title), body collate nocase) where body is not null;
    create index "Odd ""name"".x" on posts ((id + 1));
  )sql"};
  BOOST_TEST(as_text(listed(*schema::table(*db, "posts"))) == R"(table posts [without rowid]
  id: int not null
  title: text not null collate nocase
  body: text
  primary key primary (title, id)
  index Odd "name".x ((id + 1))
  unique lowered ((lower(title)), body collate nocase) where body is not null
  unique one (id, title) constraint
  index plain (body desc, title)
  unique posts_body_unique (body) constraint
)");
  BOOST_TEST(schema::has_index(*db, "posts", "plain"));
  BOOST_TEST(schema::has_index(*db, "POSTS", "primary"));
  BOOST_TEST(!schema::has_index(*db, "posts", "body"));
  BOOST_TEST(!schema::has_index(*db, "none", "plain"));
}

BOOST_AUTO_TEST_CASE(keys_and_checks_have_their_names_and_actions) {
  SqliteFile db{R"sql(
    create table a (id integer primary key, b int, unique (id, b));
    create table c (
      id integer primary key,
      a int references a on delete cascade,
      b int constraint to_b references a (id) on update set null deferrable initially deferred
        check (b > 0),
      constraint wide foreign key (a, b) references a (id, b) on delete no action on update restrict,
      constraint positive check (a > 0 or (a is null and b < 10))
      constraint small check ("b" < 100)
    ) strict;
  )sql"};
  BOOST_TEST(as_text(listed(*schema::table(*db, "c"))) == R"(table c [strict]
  id: integer not null
  a: int
  b: int
  primary key primary (id)
  foreign key (a) to a (id) on delete cascade
  foreign key to_b (b) to a (id) on update set null initially deferred
  foreign key wide (a, b) to a (id, b) on update restrict
  check (b > 0)
  check positive (a > 0 or (a is null and b < 10))
  check small (b < 100)
)");
}

BOOST_AUTO_TEST_CASE(tables_views_and_triggers_are_all_there_and_nothing_of_the_system) {
  SqliteFile db{R"sql(
    create table "odd.name" (id integer primary key autoincrement, "a.b" text);
    create table plain (x);
    insert into "odd.name" ("a.b") values ('x');
    create virtual table words using fts5(title, body);
    create view lines as select x from "plain" where x > 1;
    create view named (one) as select x from plain;
    create trigger told after insert on plain begin
      update plain set x = new.x; -- again
    end;
    analyze;
  )sql"};
  BOOST_TEST(as_text(listed(schema::inspect(*db))) == R"(table odd.name
  id: integer not null auto increment
  a.b: text
  primary key primary (id)
table plain
  x: any
table words [virtual fts5(title, body)]
view lines: select x from plain where x > 1
view named: (one) as select x from plain
trigger told on plain: CREATE TRIGGER told after insert on plain begin update plain set x = new.x; end
)");
  BOOST_TEST(schema::table_names(*db) == (std::vector<std::string>{"odd.name", "plain", "words"}),
             boost::test_tools::per_element());
  BOOST_TEST(schema::views(*db).size() == 2U);
}

BOOST_AUTO_TEST_CASE(names_are_found_in_either_case_and_with_dots_in_them) {
  SqliteFile db{R"sql(
    create table "odd.name" ("a.b" text);
    create view seen as select 1 as one;
  )sql"};
  BOOST_TEST(schema::has_table(*db, "Odd.Name"));
  BOOST_TEST(schema::has_table(*db, "main.odd.name"));
  BOOST_TEST(!schema::has_table(*db, "seen"));
  BOOST_TEST(!schema::has_table(*db, "none.odd"));
  BOOST_TEST(!schema::has_table(*db, ""));
  BOOST_TEST(!schema::has_table(*db, "odd.name' or '1'='1"));
  BOOST_TEST(!schema::has_table(*db, "sqlite_schema"));
  BOOST_TEST(schema::has_view(*db, "SEEN"));
  BOOST_TEST(schema::has_column(*db, "odd.name", "A.B"));
  BOOST_TEST(schema::has_column(*db, "seen", "one"));
  BOOST_TEST(!schema::has_column(*db, "seen", "two"));
  BOOST_TEST(!schema::has_column(*db, "none", "one"));
  BOOST_TEST(!schema::table(*db, "none").has_value());
}

BOOST_AUTO_TEST_CASE(another_database_of_the_connection_is_a_schema) {
  SqliteFile db{"create table passing (x)"};
  db->transaction([](zin::Session& tx) {
    tx.execute("create temp table passing (id integer primary key, note text default 'x')");
    tx.execute("create unique index temp.noted on passing (note)");
    BOOST_TEST(as_text(listed(schema::table(tx, "Temp.passing").value())) ==
               R"(table temp.passing
  id: integer not null
  note: text default 'x'
  primary key primary (id)
  unique noted (note)
)");
    BOOST_TEST(schema::has_column(tx, "temp.passing", "note"));
    BOOST_TEST(!schema::has_column(tx, "passing", "note"));
    BOOST_TEST(schema::inspect(tx).tables.size() == 1U);
  });
}

BOOST_AUTO_TEST_CASE(the_same_statements_make_the_same_snapshot) {
  const std::string_view script = R"sql(
    create table users (id integer primary key autoincrement, email text not null);
    create unique index users_email_unique on users (email);
    create table posts (id integer primary key, user_id int references users (id) on delete cascade);
    create view authors as select email from users;
  )sql";
  SqliteFile first{script}, second{script};
  const auto a = schema::inspect(*first), b = schema::inspect(*second);
  BOOST_TEST((a == b));
  BOOST_TEST(schema::differences(a, b).empty());

  second.run(R"sql(
    alter table users add column age int default 7;
    drop index users_email_unique;
    drop view authors;
    create view authors as select email, id from users;
    create table more (x);
  )sql");
  const auto changed = schema::inspect(*second);
  BOOST_TEST((a != changed));
  BOOST_TEST(schema::differences(a, changed, {"the files", "the database"}) ==
                 (std::vector<std::string>{
                     "table more is in the database, not in the files",
                     "column users.age is in the database, not in the files",
                     "users: index users_email_unique is in the files, not in the database",
                     "view authors: query select email from users in the files, select email, id "
                     "from users in the database"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_number_of_statements_does_not_grow_with_the_tables) {
  SqliteFile db;
  for (int n = 0; n < 60; ++n) {
    db->execute("create table t" + std::to_string(n) +
                " (id integer primary key, x int unique, y int " + "references t0 (id))");
  }
  const auto before = db->stats().acquired;
  BOOST_TEST(schema::tables(*db).size() == 60U);
  BOOST_TEST(db->stats().acquired - before < 6U);
}

BOOST_AUTO_TEST_SUITE_END()
