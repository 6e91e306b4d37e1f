// What MariaDB says of its tables, also when it is spoken to as if it were a MySQL.
// SPDX-License-Identifier: MIT
#include <boost/test/unit_test.hpp>

#include "database.hpp"
#include "schema_listing.hpp"

using namespace zin::test;
namespace schema = zin::schema;

namespace {

struct Fresh {
  Server db;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(mysql_inspection, *boost::unit_test::precondition(On{"mariadb, mysql"}))

BOOST_FIXTURE_TEST_CASE(columns_have_all_that_was_said_of_them, Fresh) {
  db.run(R"sql(
    create table users (
      id bigint unsigned not null auto_increment primary key,
      `Full ``Name``` varchar(120) not null default 'O''Hara \\ "x"',
      code char(3) character set latin1 collate latin1_bin comment 'three ''letters''',
      price decimal(10, 2) default 0,
      at timestamp(3) not null default current_timestamp(3) on update current_timestamp(3),
      state enum('new', 'it''s') default 'new',
      flags set('a', 'b'),
      data json,
      half int as (price div 2) virtual,
      kept varchar(250) as (concat(`Full ``Name```, '-')) stored,
      empty text default null,
      unseen int invisible default 3,
      computed int default (1 + 2)
    ) comment = 'who is there';
  )sql");
  BOOST_TEST(as_text(listed(schema::inspect(*db))) ==
             R"(table users [engine InnoDB] collate utf8mb4_unicode_ci comment who is there
  id: bigint(20) unsigned not null auto increment
  Full `Name`: varchar(120) not null default 'O''Hara \\ "x"' charset utf8mb4 collate utf8mb4_unicode_ci
  code: char(3) charset latin1 collate latin1_bin comment three 'letters'
  price: decimal(10,2) default 0.00
  at: timestamp(3) not null default current_timestamp(3) on update current_timestamp(3)
  state: enum('new','it''s') default 'new' charset utf8mb4 collate utf8mb4_unicode_ci
  flags: set('a','b') charset utf8mb4 collate utf8mb4_unicode_ci
  data: longtext charset utf8mb4 collate utf8mb4_bin
  half: int(11) virtual (`price` DIV 2)
  kept: varchar(250) stored (concat(`Full ``Name```,'-')) charset utf8mb4 collate utf8mb4_unicode_ci
  empty: text charset utf8mb4 collate utf8mb4_unicode_ci
  unseen: int(11) default 3 invisible
  computed: int(11) default (1 + 2)
  primary key PRIMARY (id) using btree
  check data (json_valid(`data`))
)");
}

BOOST_FIXTURE_TEST_CASE(indexes_have_their_parts_in_order, Fresh) {
  db.run(R"sql(
    create table posts (
      id int, title varchar(200), body text, place point not null,
      primary key (title, id),
      unique key one (id, title),
      key plain (title (10) desc, id) comment 'the plain one',
      fulltext key words (title, body),
      spatial key places (place),
      key `Odd ``name``.x` (body (20))
    );
  )sql");
  BOOST_TEST(as_text(listed(schema::table(*db, "posts").value())) ==
             R"(table posts [engine InnoDB] collate utf8mb4_unicode_ci
  id: int(11) not null
  title: varchar(200) not null charset utf8mb4 collate utf8mb4_unicode_ci
  body: text charset utf8mb4 collate utf8mb4_unicode_ci
  place: point not null
  primary key PRIMARY (title, id) using btree
  index Odd `name`.x (body(20)) using btree
  unique one (id, title) using btree
  index places (place) using spatial
  index plain (title(10) desc, id) using btree comment the plain one
  index words (title, body) using fulltext
)");
  BOOST_TEST(schema::has_index(*db, "posts", "primary"));
  BOOST_TEST(schema::has_index(*db, "inspected.posts", "Odd `name`.x"));
  BOOST_TEST(schema::has_index(*db, "posts", "PLAIN"));
  BOOST_TEST(!schema::has_index(*db, "posts", "title"));
}

BOOST_FIXTURE_TEST_CASE(keys_and_checks_have_their_names_and_actions, Fresh) {
  db.run(R"sql(
    create table a (id int primary key, b int, unique (b, id));
    create table c (
      id int primary key, a int, b int, n int,
      constraint wide foreign key (b, a) references a (b, id) on delete cascade on update set null,
      constraint near_ foreign key (a) references a (id) on delete restrict,
      constraint positive check (n > 0 or (n is null and id < 10))
    );
  )sql");
  BOOST_TEST(as_text(listed(schema::table(*db, "c").value())) ==
             R"(table c [engine InnoDB] collate utf8mb4_unicode_ci
  id: int(11) not null
  a: int(11)
  b: int(11)
  n: int(11)
  primary key PRIMARY (id) using btree
  index near_ (a) using btree
  index wide (b, a) using btree
  foreign key near_ (a) to a (id) on update restrict on delete restrict
  foreign key wide (b, a) to a (b, id) on update set null on delete cascade
  check positive (`n` > 0 or `n` is null and `id` < 10)
)");
}

BOOST_FIXTURE_TEST_CASE(tables_views_and_triggers_are_all_there, Fresh) {
  db.run(R"sql(
    create table `odd.name` (`a.b` int, `Case` int);
    create table parted (id int) partition by range (id) (partition low values less than (10),
      partition rest values less than maxvalue);
    create view seen as select `a.b` as one from `odd.name` where `a.b` > 1 with check option;
    create trigger told before insert on `odd.name` for each row set new.`a.b` = 1;
    create sequence counter start with 7 increment by 2 maxvalue 99 cycle;
  )sql");
  BOOST_TEST(as_text(listed(schema::inspect(*db))) ==
             R"(table odd.name [engine InnoDB] collate utf8mb4_unicode_ci
  a.b: int(11)
  Case: int(11)
table parted [engine InnoDB, partition by range (`id`), partition low 10, partition rest MAXVALUE] collate utf8mb4_unicode_ci
  id: int(11)
view seen: select `odd.name`.`a.b` AS `one` from `odd.name` where `odd.name`.`a.b` > 1 with cascaded check option
trigger told on odd.name: before insert on `odd.name` for each row set new.`a.b` = 1
sequence counter: start 7 increment 2 minvalue 1 maxvalue 99 cache 1000 cycle
)");
  BOOST_TEST(schema::table_names(*db) == (std::vector<std::string>{"odd.name", "parted"}),
             boost::test_tools::per_element());
  BOOST_TEST(schema::has_table(*db, "odd.name"));
  BOOST_TEST(schema::has_table(*db, "inspected.parted"));
  BOOST_TEST(!schema::has_table(*db, "none.parted"));
  BOOST_TEST(!schema::has_table(*db, "seen"));
  BOOST_TEST(schema::has_view(*db, "seen"));
  BOOST_TEST(schema::has_column(*db, "odd.name", "CASE"));
  BOOST_TEST(schema::has_column(*db, "seen", "one"));
  BOOST_TEST(!schema::has_column(*db, "seen", "a.b"));
  db.run(
      "drop database if exists inspected_2; create database inspected_2 character set utf8mb4 "
      "collate utf8mb4_bin; create table "
      "inspected_2.far (id int primary key)");
  BOOST_TEST(as_text(listed(schema::table(*db, "inspected_2.far").value())) ==
             R"(table inspected_2.far [engine InnoDB] collate utf8mb4_bin
  id: int(11) not null
  primary key PRIMARY (id) using btree
)");
  BOOST_TEST(!schema::table(*db, "far").has_value());
  db.run("drop database inspected_2");
}

BOOST_FIXTURE_TEST_CASE(two_databases_are_compared, Fresh) {
  const std::string_view script = R"sql(
    create table users (id int auto_increment primary key, email varchar(255) not null);
    create table posts (id int primary key, user_id int, constraint author foreign key (user_id)
      references users (id) on delete cascade);
    create view emails as select email from users;
  )sql";
  const auto made = [&](std::string_view extra) {
    db.clear();
    db.run(script);
    db.run(extra);
    return schema::inspect(*db);
  };
  const auto first = made("");
  const auto second = made("");
  const auto changed = made(
      "alter table users modify email varchar(100) null default 'x'; alter table posts drop "
      "foreign key "
      "author");
  BOOST_TEST(schema::differences(first, second).empty());
  BOOST_TEST((first == second));
  BOOST_TEST(schema::differences(first, changed) ==
                 (std::vector<std::string>{
                     "posts: foreign key author is in the first, not in the second",
                     "users.email: type varchar(255) in the first, varchar(100) in the second",
                     "users.email: null not allowed in the first, allowed in the second",
                     "users.email: default nothing in the first, 'x' in the second"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
