// Tables that are made anew: what stays, what becomes of failures, and of what refers to them.
// SPDX-License-Identifier: MIT
#include "zin/schema/sqlite_rebuild.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "database.hpp"
#include "schema_listing.hpp"
#include "thrown.hpp"

using namespace zin::test;
using zin::Blueprint;
using zin::Errc;
namespace schema = zin::schema;

namespace {

template <class Fn>
void alter(zin::Session& session, std::string_view table, Fn fill) {
  schema::rebuild_sqlite(session, Blueprint::table(table, fill));
}

// Everything that a database holds, to see that nothing was touched.
std::vector<std::string> everything(zin::Session& session) {
  std::vector<std::string> lines;
  for (const zin::Row& row : session.select("select type, name, tbl_name, sql from sqlite_master "
                                            "order by type, name")) {
    std::string line;
    for (int at = 0; at < 4; ++at) line += row.value(at).to_string() + " ";
    lines.push_back(line);
  }
  for (const std::string& table : schema::table_names(session)) {
    for (const zin::Row& row :
         session.select("select * from " + quote_identifier(table, zin::Dialect::sqlite))) {
      std::string line = table + ":";
      for (std::size_t at = 0; at < row.size(); ++at) line += " " + row.value(at).to_string();
      lines.push_back(line);
    }
  }
  return lines;
}

constexpr std::string_view shop = R"sql(
  create table users (
    id integer primary key autoincrement,
    name varchar not null default 'nobody',
    email text collate nocase unique,
    age integer check (age >= 0), -- years
    boss integer references users (id) on delete set null,
    loud as (upper(name)),
    kept text generated always as (name || ':' || email) stored,
    constraint adults check (age is null or age >= 18)
  );
  create index users_name on users (name desc) where age > 20;
  create unique index users_lower on users (lower(email));
  create table posts (
    id integer primary key,
    user_id integer not null references users (id) on delete cascade,
    other integer constraint other_user references "users" on delete set null on update cascade,
    title text
  );
  create table notes (id integer primary key, post_id int references posts (id) on delete cascade);
  create table log (line text);
  create view adults as select name, age from users where age > 30;
  create view bosses as select boss from users where boss is not null;
  create trigger users_told after insert on users begin
    insert into log values ('user ' || new.name);
  end;
  create trigger posts_told before delete on posts begin
    insert into log values ('post gone of ' || (select name from users where id = old.user_id));
  end;
  create trigger adults_told instead of insert on adults begin
    insert into users (name, age) values (new.name, new.age);
  end;
  insert into users (name, email, age, boss) values
    ('Ada', 'ada@x', 36, null), ('Bob', 'BOB@x', 25, 1), ('Cleo', null, null, 2), ('Dan', 'dan@x', 40, 1);
  delete from users where name = 'Dan';
  insert into posts (user_id, other, title) values (1, 2, 'one'), (2, null, 'two'), (2, 3, 'three');
  insert into notes (post_id) values (1), (2), (3);
)sql";

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_rebuild)

BOOST_AUTO_TEST_CASE(a_changed_column_leaves_everything_else_as_it_was) {
  SqliteFile db{shop};
  const auto before = schema::inspect(*db);
  const auto rows = everything(*db);
  alter(*db, "users",
        [](Blueprint& table) { table.string("name").nullable().default_("x").change(); });

  BOOST_TEST(schema::differences(before, schema::inspect(*db)) ==
                 (std::vector<std::string>{
                     "users.name: null not allowed in the first, allowed in the second",
                     "users.name: default 'nobody' in the first, 'x' in the second"}),
             boost::test_tools::per_element());
  // Every row, and every text but that of the table.
  auto now = everything(*db);
  BOOST_REQUIRE(now.size() == rows.size());
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (rows[at].starts_with("'table' 'users'")) continue;
    BOOST_TEST(now[at] == rows[at]);
  }
  BOOST_TEST(db.values("select count(*) from posts") == "3");
  BOOST_TEST(db.values("select count(*) from notes") == "3");
  BOOST_TEST(db.values("select count(*) from log") == "4");
  // Generated columns, triggers, the counter and foreign keys still do what they did.
  db->execute("insert into users (name, email) values ('Eve', 'eve@x')");
  BOOST_TEST(db.values("select id || loud || kept from users where email = 'EVE@X'") ==
             "5EVEEve:eve@x");
  BOOST_TEST(db.values("select line from log order by rowid desc limit 1") == "user Eve");
  db->execute("delete from users where id = 2");
  BOOST_TEST(db.values("select count(*) from posts") == "1");
  BOOST_TEST(db.values("select count(*) from notes") == "1");
  BOOST_TEST(db.values("select coalesce(other, 'none') from posts") == "none");
  BOOST_TEST(db.values("select coalesce(boss, 'none') from users where name = 'Cleo'") == "none");
}

BOOST_AUTO_TEST_CASE(settings_of_the_connection_are_as_before) {
  SqliteFile db{shop};
  const auto settings = [&](zin::Session& session) {
    std::string text;
    for (const char* const name :
         {"foreign_keys", "defer_foreign_keys", "legacy_alter_table", "writable_schema"}) {
      text += session.select_one(std::string{"pragma "} + name)->value(0).to_string();
    }
    return text;
  };
  db->transaction([&](zin::Session& tx) {
    const auto before = settings(tx);
    BOOST_TEST(before == "1000");
    alter(tx, "users", [](Blueprint& table) { table.text("name").change(); });
    BOOST_TEST(settings(tx) == before);
    BOOST_TEST((code_of([&] {
                  alter(tx, "users", [](Blueprint& table) { table.text("email").change(); });
                }) == Errc::not_null_violation));
    BOOST_TEST(settings(tx) == before);
    // The transaction goes on as if the second one had not been tried.
    tx.execute("insert into posts (user_id, title) values (1, 'more')");
    BOOST_TEST((code_of([&] { tx.execute("insert into posts (user_id) values (99)"); }) ==
                Errc::foreign_key_violation));
  });
  BOOST_TEST(db.values("select count(*) from posts") == "4");
  BOOST_TEST(schema::table(*db, "users")->column("name")->type == "text");
  BOOST_TEST(schema::table(*db, "users")->column("email")->nullable);
}

BOOST_AUTO_TEST_CASE(a_failure_leaves_everything_as_it_was) {
  SqliteFile db{shop};
  const auto before = everything(*db);
  const auto fails = [&](Errc code, std::string_view words, auto fill) {
    const zin::Error error = thrown_by([&] { alter(*db, "users", fill); });
    BOOST_TEST((error.code() == code),
               "the code is " << to_string(error.code()) << " in " << error.what());
    BOOST_TEST(says(error, words), error.what());
    BOOST_TEST(says(error, "users"), error.what());
    BOOST_TEST(error.info().message.find("zin_new") == std::string::npos, error.what());
    BOOST_TEST(everything(*db) == before, boost::test_tools::per_element());
  };
  // NULLs, a double, a key without its row, what a view and a trigger need.
  fails(Errc::not_null_violation, "all of it is as before",
        [](Blueprint& table) { table.text("email").change(); });
  fails(Errc::foreign_key_violation, "rows of users would refer to rows that are not in posts",
        [](Blueprint& table) { table.foreign("age").references("id").on("posts"); });
  fails(Errc::undefined_column, "view bosses", [](Blueprint& table) { table.drop_column("boss"); });
  fails(Errc::invalid_argument, "the check (age is null or age >= 18) names the column age",
        [](Blueprint& table) { table.drop_column("age"); });
  fails(Errc::invalid_argument, "the column kept names the column email",
        [](Blueprint& table) { table.drop_column("email"); });
  fails(Errc::invalid_argument, "no column none",
        [](Blueprint& table) { table.text("none").change(); });
  fails(Errc::invalid_argument, "users_none_foreign",
        [](Blueprint& table) { table.drop_foreign("users_none_foreign"); });
  fails(Errc::invalid_argument, "primary key (id)",
        [](Blueprint& table) { table.primary("name"); });
}

BOOST_AUTO_TEST_CASE(a_value_that_is_there_twice_leaves_everything_as_it_was) {
  SqliteFile db{"create table t (a int, b text); insert into t values (1, 'x'), (1, 'y');"};
  const auto before = everything(*db);
  BOOST_TEST((code_of([&] { alter(*db, "t", [](Blueprint& table) { table.primary("a"); }); }) ==
              Errc::unique_violation));
  BOOST_TEST(everything(*db) == before, boost::test_tools::per_element());
  // The table was made anew already when the index fails.
  BOOST_TEST((code_of([&] {
                alter(*db, "t", [](Blueprint& table) {
                  table.text("b").change();
                  table.unique("a");
                });
              }) == Errc::unique_violation));
  BOOST_TEST(everything(*db) == before, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_trigger_that_could_not_run_any_more_is_named) {
  SqliteFile db{R"sql(
    create table t (id integer primary key, a int, b int unique);
    create table other (x int);
    create trigger far after update of x on other begin update t set b = new.x; end;
    create trigger broken after insert on other begin insert into none values (1); end;
  )sql"};
  const auto before = everything(*db);
  const zin::Error error =
      thrown_by([&] { alter(*db, "t", [](Blueprint& table) { table.drop_column("b"); }); });
  BOOST_TEST(says(error, "trigger far"), error.what());
  BOOST_TEST(!says(error, "trigger broken"), error.what());
  BOOST_TEST(everything(*db) == before, boost::test_tools::per_element());
  db->execute("drop trigger far");
  alter(*db, "t", [](Blueprint& table) { table.drop_column("b"); });  // what was broken may be so
  BOOST_TEST(schema::table(*db, "t")->columns.size() == 2U);
}

BOOST_AUTO_TEST_CASE(steps_before_a_failure_are_undone_with_it) {
  SqliteFile db{shop};
  const auto before = everything(*db);
  BOOST_CHECK_THROW(alter(*db, "posts",
                          [](Blueprint& table) {
                            table.string("slug").nullable();
                            table.rename_column("title", "headline");
                            table.index("headline");
                            table.integer("headline").change();
                            table.drop_foreign("never_there");
                          }),
                    zin::Error);
  BOOST_TEST(everything(*db) == before, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_column_goes_with_its_keys_and_indexes) {
  SqliteFile db{R"sql(
    create table a (id integer primary key);
    create table t (id integer primary key, a_id int references a (id), b int unique, c text, d text,
      unique (c, b), check (d <> ''));
    create index t_c on t (c);
    create index t_d on t (d);
    insert into a values (1);
    insert into t values (1, 1, 2, 'c', 'd');
  )sql"};
  alter(*db, "t", [](Blueprint& table) { table.drop_column({"a_id", "c"}); });
  BOOST_TEST(as_text(listed(*schema::table(*db, "t"))) == R"(table t
  id: integer not null
  b: int
  d: text
  primary key primary (id)
  unique t_b_unique (b) constraint
  index t_d (d)
  check (d <> '')
)");
  BOOST_TEST(db.values("select id || b || d from t") == "12d");
  BOOST_TEST((code_of([&] { alter(*db, "t", [](Blueprint& table) { table.drop_column("d"); }); }) ==
              Errc::invalid_argument));
  // A key that the table declares is dropped by the name that it is listed with.
  alter(*db, "t", [](Blueprint& table) { table.drop_unique("t_b_unique"); });
  BOOST_TEST(schema::table(*db, "t")->indexes.size() == 2U);
}

BOOST_AUTO_TEST_CASE(foreign_keys_come_and_go) {
  SqliteFile db{R"sql(
    create table a (id integer primary key);
    create table t (id integer primary key, a_id int);
    insert into a values (1), (2);
    insert into t values (1, 1), (2, 2), (3, null);
  )sql"};
  alter(*db, "t", [](Blueprint& table) {
    table.foreign("a_id").references("id").on("a").cascade_on_delete();
  });
  BOOST_TEST(listed(*schema::table(*db, "t")).back() ==
             "  foreign key (a_id) to a (id) on delete cascade");
  // The parent can be altered with its children in place.
  alter(*db, "a", [](Blueprint& table) {
    table.drop_primary();
    table.primary("id");
  });
  BOOST_TEST(db.values("select a_id from t order by id") == "1,2,NULL");
  db->execute("delete from a where id = 2");
  BOOST_TEST(db.values("select a_id from t order by id") == "1,NULL");
  alter(*db, "t", [](Blueprint& table) { table.drop_foreign({"a_id"}); });
  BOOST_TEST(schema::table(*db, "t")->foreign_keys.empty());
  // Without what its children refer to, a parent is refused.
  alter(*db, "t", [](Blueprint& table) { table.foreign("a_id").references("id").on("a"); });
  const auto before = everything(*db);
  BOOST_CHECK_THROW(alter(*db, "a", [](Blueprint& table) { table.drop_primary(); }), zin::Error);
  BOOST_TEST(everything(*db) == before, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_key_that_leads_to_no_key_can_be_mended) {
  SqliteFile db{R"sql(
    create table a (id integer, note text);
    insert into a values (1, 'one'), (2, 'two');
    create table t (id integer primary key, a_id int references a (id) on delete cascade);
  )sql"};
  BOOST_CHECK_THROW(db->execute("insert into t values (1, 1)"), zin::Error);
  alter(*db, "a", [](Blueprint& table) { table.primary("id"); });
  db->execute("insert into t values (1, 1)");
  BOOST_TEST(db.values("select note from a order by id") == "one,two");
}

BOOST_AUTO_TEST_CASE(steps_that_stand_together_are_one_rebuild) {
  SqliteFile db{"create table t (a text, b text); insert into t values ('x', 'y');"};
  const auto version = [&] {
    return db->select_one("pragma schema_version")->get<std::int64_t>(0);
  };
  const auto changes = [&](auto fill) {
    const auto before = version();
    alter(*db, "t", fill);
    return version() - before;
  };
  const auto one = changes([](Blueprint& table) { table.string("a").nullable().change(); });
  const auto many = changes([](Blueprint& table) {
    table.text("a").change();
    table.string("c").nullable();
    table.drop_column("b");
    table.primary("a");
  });
  BOOST_TEST(many == one);
  BOOST_TEST(db.values("select a || coalesce(c, '-') from t") == "x-");
}

BOOST_AUTO_TEST_CASE(ten_thousand_rows_that_refer_to_each_other_are_kept) {
  SqliteFile db{R"sql(
    create table tree (id integer primary key autoincrement, parent int references tree (id)
      on delete cascade, name text);
    create table leaves (id integer primary key, tree int not null references tree on delete cascade);
    insert into tree (id, parent, name)
      with recursive n (i) as (select 10000 union all select i - 1 from n where i > 1)
      select i, case when i % 500 > 0 then i + 1 end, 'node ' || i from n;
    insert into leaves select id, id from tree;
  )sql"};
  alter(*db, "tree", [](Blueprint& table) { table.string("name").default_("new").change(); });
  BOOST_TEST(db.values("select count(*) || ' ' || sum(parent) || ' ' || max(name) from tree") ==
             "10000 49909980 node 9999");
  BOOST_TEST(db.values("select count(*) from leaves") == "10000");
  BOOST_TEST(db->select("pragma foreign_key_check").empty());
  BOOST_TEST(db.values("pragma integrity_check") == "ok");
  db->execute("delete from tree where id = 10000");
  BOOST_TEST(db.values("select count(*) from tree") == "9500");
  BOOST_TEST(db.values("select count(*) from leaves") == "9500");
}

BOOST_AUTO_TEST_CASE(without_enforced_foreign_keys_the_same_is_done) {
  SqliteFile db{shop, "off"};
  const auto before = schema::inspect(*db);
  db->execute("insert into posts (user_id, title) values (77, 'of nobody')");  // stays as it is
  alter(*db, "users", [](Blueprint& table) { table.string("name").change(); });
  BOOST_TEST(schema::differences(before, schema::inspect(*db)) ==
                 (std::vector<std::string>{
                     "users.name: default 'nobody' in the first, nothing in the second"}),
             boost::test_tools::per_element());
  BOOST_TEST(db.values("select count(*) from posts") == "4");
  BOOST_TEST(db.values("select boss from users order by id") == "NULL,1,2");
}

BOOST_AUTO_TEST_CASE(tables_without_rowid_strict_ones_and_odd_names_are_made_anew) {
  SqliteFile db{R"sql(
    create table "od""d" ("x y" text not null, rowid int, n any, primary key ("x y", rowid))
      without rowid, strict;
    create index "odd (index" on "od""d" (n, "x y" collate nocase desc);
    insert into "od""d" values ('one', 1, x'00ff'), ('two', 2, 1.5), ('two', 1, null);
    create table plain (a text, rowid text);
    insert into plain values ('z', 'q'), ('y', null);
  )sql"};
  const auto before = everything(*db);
  alter(*db, "od\"d", [](Blueprint& table) {
    table.foreign("rowid").references("oid").on("plain");
    table.drop_foreign({"rowid"});
  });
  BOOST_TEST(everything(*db).size() == before.size());
  BOOST_TEST(as_text(listed(*schema::table(*db, "od\"d"))) == R"(table od"d [strict, without rowid]
  x y: text not null
  rowid: int not null
  n: any
  primary key primary (x y, rowid)
  index odd (index (n, x y collate nocase desc)
)");
  BOOST_TEST(db.values("select typeof(n) from \"od\"\"d\" order by 1") == "blob,null,real");
  schema::rebuild_sqlite(*db, Blueprint::table("plain", [](Blueprint& table) {
    table.string("a").default_("d").change();
  }));
  BOOST_TEST(db.values("select a || coalesce(rowid, '-') from plain order by oid") == "zq,y-");
}

BOOST_AUTO_TEST_CASE(rowids_and_the_counter_go_on) {
  SqliteFile db{R"sql(
    create table notes (body text);
    insert into notes (rowid, body) values (7, 'seven'), (3, 'three');
    create virtual table words using fts5(body, content = 'notes');
    insert into words (words) values ('rebuild');
    create table counted (id integer primary key autoincrement, x int);
    insert into counted (id, x) values (41, 1);
    delete from counted;
  )sql"};
  alter(*db, "notes",
        [](Blueprint& table) { table.string("body").nullable().default_("").change(); });
  BOOST_TEST(db.values("select rowid from notes order by body") == "7,3");
  BOOST_TEST(db.values("select rowid from words where words match 'seven'") == "7");
  alter(*db, "counted", [](Blueprint& table) { table.string("x").nullable().change(); });
  BOOST_TEST(db->execute("insert into counted (x) values ('y')").last_insert_id == 42);
}

BOOST_AUTO_TEST_CASE(an_enum_loses_its_check_and_others_stay) {
  SqliteFile db{R"sql(
    create table t (id integer primary key, state varchar check ("state" in ('new', 'old')) not null
      check (length(state) < 9) constraint named check (state <> 'x'));
    insert into t values (1, 'new');
  )sql"};
  alter(*db, "t", [](Blueprint& table) { table.enum_("state", {"new", "old", "gone"}).change(); });
  db->execute("update t set state = 'gone'");
  BOOST_TEST((code_of([&] { db->execute("update t set state = 'y'"); }) == Errc::check_violation));
  alter(*db, "t", [](Blueprint& table) { table.string("state").change(); });
  db->execute("update t set state = 'y'");
  BOOST_TEST((code_of([&] { db->execute("update t set state = 'x'"); }) == Errc::check_violation));
  BOOST_TEST((code_of([&] { db->execute("update t set state = 'much too long'"); }) ==
              Errc::check_violation));
}

BOOST_AUTO_TEST_CASE(columns_that_alter_table_refuses_are_added) {
  SqliteFile db{R"sql(
    create table t (a text);
    insert into t values ('x'), ('y');
  )sql"};
  alter(*db, "t", [](Blueprint& table) {
    table.increments("id");
    table.timestamp("at").use_current();
    table.string("twice").stored_as("a || a");
  });
  BOOST_TEST(db.values("select id || twice from t order by id") == "1xx,2yy");
  BOOST_TEST(db.values("select count(*) from t where at > '2020-01-01'") == "2");
}

BOOST_AUTO_TEST_CASE(indexes_get_other_names) {
  SqliteFile db{shop};
  alter(*db, "users", [](Blueprint& table) { table.rename_index("users_name", "by \"name\""); });
  BOOST_TEST(schema::has_index(*db, "users", "by \"name\""));
  BOOST_TEST(!schema::has_index(*db, "users", "users_name"));
  BOOST_TEST(schema::table(*db, "users")->index("by \"name\"")->predicate == "age > 20");
  const auto before = everything(*db);
  BOOST_CHECK_THROW(alter(*db, "users", [](Blueprint& table) { table.rename_index("none", "x"); }),
                    zin::Error);
  BOOST_TEST(everything(*db) == before, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_no_table_of_the_main_database_is_refused) {
  SqliteFile db{
      "create virtual table words using fts5(body); create view seen as select 1 as one;"};
  const auto change = [](Blueprint& table) { table.string("body").change(); };
  BOOST_TEST((code_of([&] { alter(*db, "none", change); }) == Errc::undefined_table));
  BOOST_TEST((code_of([&] { alter(*db, "seen", change); }) == Errc::undefined_table));
  BOOST_TEST((code_of([&] { alter(*db, "words", change); }) == Errc::unsupported));
  BOOST_TEST((code_of([&] { alter(*db, "temp.t", change); }) == Errc::unsupported));
}

BOOST_AUTO_TEST_CASE(other_connections_see_the_new_table) {
  SqliteFile db{shop};
  auto stream = db->stream("select line from log");  // holds one of the two connections
  static_cast<void>(stream.next());
  stream.close();
  alter(*db, "posts", [](Blueprint& table) { table.string("title").default_("none").change(); });
  for (int use = 0; use < 4; ++use) db->execute("insert into posts (user_id) values (1)");
  BOOST_TEST(db.values("select count(*) from posts where title = 'none'") == "4");
}

BOOST_AUTO_TEST_SUITE_END()
