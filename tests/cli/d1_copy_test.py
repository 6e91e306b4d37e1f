# `zin migrate-to-d1` from SQLite, PostgreSQL and MySQL into wrangler's local database, and into D1's own engine.
# SPDX-License-Identifier: MIT
import json
import os
import sqlite3
import unittest

from command import CommandTest
from d1_migrate_test import CONFIG, HASH


class CopyTest(CommandTest):
    def setUp(self):
        super().setUp()
        (self.folder / "wrangler.jsonc").write_text(CONFIG)
        self.target = (self.folder / ".wrangler" / "state" / "v3" / "d1" / "miniflare-D1DatabaseObject"
                       / f"{HASH}.sqlite")

    def select(self, sql):
        connection = sqlite3.connect(f"file:{self.target}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def copied(self, *arguments, **options):
        done = self.json("migrate-to-d1", "--local", *arguments, **options)
        self.assertTrue(done["ok"])
        self.assertEqual([one["source_rows"] for one in done["tables"]],
                         [one["target_rows"] for one in done["tables"]])
        return done

    def state_files(self):
        return list((self.folder / ".zin").glob("*.json")) if (self.folder / ".zin").exists() else []


class FromSqlite(CopyTest):
    def setUp(self):
        super().setUp()
        self.source = sqlite3.connect(self.env["DB_PATH"])
        self.addCleanup(self.source.close)

    def make(self, sql, *rows):
        self.source.executescript(sql)
        for statement, values in rows:
            self.source.executemany(statement, values)
        self.source.commit()

    def test_schema_and_rows_are_the_same(self):
        self.make(
            """
            create table child (id integer primary key, parent integer not null references parent (id)
              on delete cascade, note text collate nocase default 'a;b?');
            create table parent (id integer primary key autoincrement, self integer references parent (id), any,
              doubled integer as (id * 2) stored);
            create table pairs (a text, b integer, v blob, primary key (a, b)) without rowid;
            create table loose (x, y real);
            create unique index child_note on child (note);
            create index pairs_v on pairs (v) where v is not null;
            create view both as select c.note from child c join parent p on p.id = c.parent;
            create trigger t after insert on loose begin update parent set self = null where id = -1; end;
            """,
            ("insert into parent (id, self, any) values (?, ?, ?)",
             [(1, 2, 7), (2, None, 1.5), (3, 3, "text"), (2**62, 1, b"\x00\xff"), (-2**63, None, None)]),
            ("insert into child values (?, ?, ?)", [(n, n % 3 + 1, f"n{n}") for n in range(1, 251)]),
            ("insert into pairs values (?, ?, ?)",
             [(text, n, os.urandom(50)) for text in ("", "a", "A", "é", "'") for n in range(40)]),
            ("insert into loose values (?, ?)", [(2**53 + 1, 0.1), (None, None), ("é" * 1000, 1e300)] * 5),
        )
        done = self.copied("--batch-size", "17", "--checkpoint-interval", "20")
        self.assertEqual({one["name"]: one["target_rows"] for one in done["tables"]},
                         {"child": 250, "parent": 5, "pairs": 200, "loose": 15})
        for table in ("child", "parent", "pairs", "loose"):
            sql = f"select *, {'typeof(any)' if table == 'parent' else 1} from {table} order by 1, 2, 3"
            self.assertEqual(self.select(sql), self.source.execute(sql).fetchall(), table)
        schema = ("select type, name, sql from sqlite_master where name not like 'sqlite%' "
                  "and name not like 'd1%' order by 1, 2")
        self.assertEqual(self.select(schema), self.source.execute(schema).fetchall())
        self.assertEqual(self.select("pragma foreign_key_check"), [])
        self.assertEqual(self.state_files(), [])

    def test_a_copy_that_was_interrupted_goes_on(self):
        self.make("create table a (id integer primary key, t text); create table b (x);",
                  ("insert into a values (?, ?)", [(n, f"t{n}") for n in range(100)]),
                  ("insert into b values (?)", [(n,) for n in range(30)]))
        # Rows that the target refuses: the first batches stay.
        self.make("insert into a values (1000, 'x'); update a set t = char(65) where id = 1000;")
        self.source.execute("insert into a values (1001, ?)", ("y" * 2_000_001,))
        self.source.commit()
        said = self.error("migrate-to-d1", "--local", "--batch-size", "10", "--checkpoint-interval", "1")
        self.assertIn("a.t: D1 takes at most 2,000,000 bytes", said)
        self.assertEqual(len(self.state_files()), 1)
        state = json.loads(self.state_files()[0].read_text())
        self.assertEqual(state["tables"]["a"]["rows"], 100)
        self.assertIn("has a table a already", self.error("migrate-to-d1", "--local"))
        self.source.execute("delete from a where id = 1001")
        self.source.commit()
        self.copied("--resume", "--batch-size", "10")
        self.assertEqual(self.select("select count(*), min(id), max(id) from a"), [(101, 0, 1000)])
        self.assertEqual(self.select("select count(*) from b"), [(30,)])
        self.assertEqual(self.state_files(), [])
        self.assertIn("is not there", self.error("migrate-to-d1", "--local", "--resume"))

    def test_a_changed_schema_is_not_gone_on_with(self):
        self.make("create table a (id integer primary key, t text);")
        self.source.execute("insert into a values (1, ?)", ("y" * 2_000_001,))
        self.source.commit()
        self.error("migrate-to-d1", "--local")
        self.make("alter table a add column u;")
        self.assertIn("stale_version", self.error("migrate-to-d1", "--local", "--resume"))

    def test_a_dry_run_changes_nothing_and_schema_only_copies_no_rows(self):
        self.make("create table a (id integer primary key); insert into a values (1); create index i on a (id);"
                  "create virtual table f using fts5(t);")
        shown = self.json("migrate-to-d1", "--local", "--dry-run")
        self.assertEqual(shown["tables"], [{"name": "a", "rows": 1, "sql": "CREATE TABLE a (id integer primary key)"}])
        self.assertEqual(shown["warnings"], ["the virtual table f is left out"])
        self.assertFalse(self.target.exists())
        self.json("migrate-to-d1", "--local", "--schema-only")
        self.assertEqual(self.select("select count(*) from a"), [(0,)])
        self.assertEqual(self.select("select name from sqlite_master where type = 'index'"), [("i",)])

    def test_variables_stand_for_options(self):
        self.make("create table a (id integer primary key);")
        env = {
            "MIGRATE_TO_D1_SOURCE_CONNECTION": f"sqlite:{self.env['DB_PATH']}",
            "MIGRATE_TO_D1_FROM": "sqlite",
            "MIGRATE_TO_D1_DRY_RUN": "true",
            "DB_PATH": str(self.folder / "other.sqlite"),
        }
        self.assertIn("-- a: 0 rows", self.out("migrate-to-d1", "--local", env=env))
        said = self.error("migrate-to-d1", "--local", env=env | {"MIGRATE_TO_D1_DRY_RUN": "maybe"})
        self.assertIn("MIGRATE_TO_D1_DRY_RUN='maybe'", said)
        self.error("migrate-to-d1", "--local", "--batch-size", "0", status=2)
        self.error("migrate-to-d1", "--to", "d2", status=2)
        self.assertIn("no connection is called", self.error("migrate-to-d1", "--local", "--from", "postgres"))

    def test_somebody_is_asked_when_that_is_wanted(self):
        self.make("create table a (id integer primary key);")
        done = self.run_zin("migrate-to-d1", "--local", "--interactive", stdin="n\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("copy 1 tables", done.stderr)
        self.assertFalse(self.target.exists())
        done = self.run_zin("migrate-to-d1", "--local", "--interactive", stdin="y\n")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_what_d1_cannot_hold_is_refused(self):
        self.make("create table wide (" + ",".join(f"c{n}" for n in range(101)) + ");")
        self.assertIn("101 columns", self.error("migrate-to-d1", "--local"))
        self.make("drop table wide; create table a (x real); insert into a values (9e999);")
        self.assertIn("a.x: D1 takes no infinity", self.error("migrate-to-d1", "--local"))


class FromAServer(CopyTest):
    """The driver of SQLite and those of servers, as they are built."""

    place = ""

    def setUp(self):
        if f"ZIN_TEST_{self.place}_PORT" not in os.environ:
            self.skipTest("beside a server alone")
        super().setUp()
        of_server = f"ZIN_TEST_{self.place}_"
        del self.env["DB_PATH"]
        self.env |= {
            "ZIN_PLUGIN_PATH": os.environ["ZIN_PLUGIN_PATH"],
            "DB_HOST": os.environ[of_server + "HOST"],
            "DB_PORT": os.environ[of_server + "PORT"],
            "DB_USERNAME": os.environ[of_server + "USER"],
            "DB_PASSWORD": os.environ[of_server + "PASSWORD"],
            "DB_DATABASE": os.environ[of_server + "DATABASE"],
        }

    def sql(self, text):
        self.out("sql", stdin=text)

    def the_engine_gets_the_same(self, *queries):
        """Compares what its D1 tells with the local database that the same rows were copied into."""
        prefix = "ZIN_TEST_CLOUDFLARE_"
        if prefix + "URL" not in os.environ:
            self.skipTest("beside the engine of D1 alone")
        source = self.env["DB_CONNECTION"]
        self.copied("--from", source)
        database = os.environ[prefix + "DATABASES"].split(",")[1]
        d1 = {
            "CLOUDFLARE_API_BASE_URL": os.environ[prefix + "URL"],
            "CLOUDFLARE_API_TOKEN": os.environ[prefix + "TOKEN"],
            "CLOUDFLARE_ACCOUNT_ID": os.environ[prefix + "ACCOUNT"],
        }
        unset = dict.fromkeys(("DB_HOST", "DB_PORT", "DB_USERNAME", "DB_PASSWORD", "DB_DATABASE"), "")
        alone = d1 | unset | {"DB_CONNECTION": "d1", "D1_DATABASE_ID": database}
        self.out("sql", stdin="drop table if exists books; drop table if exists authors;", env=alone)
        done = self.json("migrate-to-d1", "--from", source, "--to", "d1", "--target-database", database,
                         "--batch-size", "50", env=d1)
        self.assertTrue(done["ok"])
        self.assertEqual({one["name"]: one["target_rows"] for one in done["tables"]}, {"authors": 121, "books": 210})
        schema = "select type, name, sql from sqlite_master where tbl_name in ('authors', 'books') order by 1, 2"
        for sql in (schema, *queries):
            there = [tuple(row.values()) for row in self.json("sql", sql, env=alone)]
            self.assertEqual(there, self.select(sql))


class FromPostgres(FromAServer):
    place = "POSTGRES"
    SETUP = """
        set client_min_messages = warning;
        drop schema if exists public cascade; create schema public;
        create type mood as enum ('sad', 'happy');
        create table authors (id bigserial primary key, name varchar(50) not null default 'it''s', born date,
          boss bigint references authors (id), score numeric(30, 10), rich boolean default true,
          mood mood, tags text[], made timestamptz default now(), at timestamp(6), u uuid unique, j jsonb,
          r real, d double precision, b bytea, i interval, t time, twice bigint generated always as (id * 2) stored,
          constraint positive check (id > 0));
        create table books (author bigint not null references authors (id) on delete cascade, no smallint,
          title text, primary key (author, no));
        create index books_title on books (title desc);
        create index books_lower on books (lower(title));
        create view v as select title from books;
        insert into authors (id, name, born, boss, score, rich, mood, tags, made, at, u, j, r, d, b, i, t) values
          (9007199254740993, 'é', '1815-12-10', 9007199254740993, 12345678901234567890.0123456789, false, 'happy',
           '{a,"b,c"}', '2026-01-02 03:04:05.678901+02', '2026-01-02 03:04:05.678901',
           '6f1c0a52-7a0f-4a4e-9d53-0c2f6b9b7d11', '{"a": [1, null]}', 0.5, 0.1, '\\x00ff', '1 day 2 hours',
           '03:04:05');
        insert into authors (id, name) select n, 'n' || n from generate_series(1, 120) n;
        insert into books select a, n, 'title ' || n from generate_series(1, 30) a, generate_series(1, 7) n;
        """

    def setUp(self):
        super().setUp()
        self.env["DB_CONNECTION"] = "postgres"
        self.sql(self.SETUP)

    def test_types_keys_and_rows_arrive(self):
        done = self.copied("--from", "postgres", "--batch-size", "50")
        self.assertEqual({one["name"]: one["target_rows"] for one in done["tables"]}, {"authors": 121, "books": 210})
        row = self.select(
            "select name, born, boss, score, rich, mood, tags, made, at, u, j, r, d, b, i, t, typeof(score), typeof(boss)"
            " from authors where id = 9007199254740993")
        self.assertEqual(row, [(
            "é", "1815-12-10", 9007199254740993, "12345678901234567890.0123456789", 0, "happy", '["a","b,c"]',
            "2026-01-02 01:04:05.678901+00:00", "2026-01-02 03:04:05.678901",
            "6f1c0a52-7a0f-4a4e-9d53-0c2f6b9b7d11", '{"a": [1, null]}', 0.5, 0.1, b"\x00\xff", "1 day 02:00:00",
            "03:04:05", "text", "integer")])
        self.assertEqual(self.select("select name, born, rich from authors where id = 7"), [("n7", None, 1)])
        self.assertEqual(self.select("select * from books where author = 30 and no = 7"), [(30, 7, "title 7")])
        self.assertEqual(self.select("pragma foreign_key_check"), [])
        left_out = " ".join(done["warnings"])
        for name in ("authors.twice", "positive", "books_lower", "view v", "authors.mood"):
            self.assertIn(name, left_out)
        indexes = [name for (name,) in self.select("select name from sqlite_master where type = 'index' and sql <> ''")]
        self.assertEqual(sorted(indexes), ["authors_u_key", "books_title"])
        (sql,) = self.select("select sql from sqlite_master where name = 'books'")[0]
        self.assertIn('foreign key ("author") references "authors" ("id") on delete cascade', sql)
        # What counts goes on behind the largest.
        connection = sqlite3.connect(self.target)
        connection.execute("insert into authors (name) values ('new')")
        self.assertEqual(connection.execute("select max(id) from authors").fetchone(), (9007199254740994,))
        connection.close()

    def test_the_engine_gets_the_same(self):
        self.the_engine_gets_the_same(
            "select cast(id as text), name, born, cast(boss as text), score, rich, mood, tags, made, at, u, j, r, d, hex(b),"
            " i, t, typeof(score), typeof(boss) from authors where id < 5 or id > 1000 order by id",
            "select sum(id), count(distinct name) from authors where id < 1000", "select * from books order by 1, 2")

    def test_zin_reads_the_same_from_both(self):
        self.copied()
        sql = "select name, score, made, at, u, j, d, b, born from authors order by id"
        there = self.json("sql", sql)
        unset = dict.fromkeys(("DB_HOST", "DB_PORT", "DB_USERNAME", "DB_PASSWORD"), "")
        here = self.json("sql", sql, env=unset | {"DB_CONNECTION": "sqlite", "DB_DATABASE": str(self.target)})
        self.assertEqual(here, there)


class FromMariadb(FromAServer):
    place = "MARIADB"
    SETUP = """
        set foreign_key_checks = 0;
        drop view if exists v; drop table if exists books, authors;
        set foreign_key_checks = 1;
        create table authors (id bigint unsigned auto_increment primary key, name varchar(50) not null default 'it''s',
          born date, score decimal(30, 10), rich tinyint(1) default 1, mood enum('sad', 'happy'), made datetime(6),
          t time, y year, d double, b varbinary(20), j json, bits bit(9), key k (name), fulltext key f (name));
        create table books (author bigint unsigned not null, no smallint, title varchar(40), primary key (author, no),
          key k (title), constraint of_author foreign key (author) references authors (id) on delete cascade);
        insert into authors values (9007199254740993, 'é', '1815-12-10', 12345678901234567890.0123456789, 0, 'happy',
          '2026-01-02 03:04:05.678901', '-100:00:00', 2026, 0.1, x'00ff', '{"a": [1, null]}', b'100000001');
        insert into authors (id, name) select seq, concat('n', seq) from seq_1_to_120;
        insert into books select a.seq, n.seq, concat('title ', n.seq) from seq_1_to_30 a, seq_1_to_7 n;
        create view v as select title from books;
        """

    def setUp(self):
        super().setUp()
        self.env["DB_CONNECTION"] = "mysql"
        self.sql(self.SETUP)

    def test_types_keys_and_rows_arrive(self):
        done = self.copied("--from", "mysql", "--batch-size", "50")
        self.assertEqual({one["name"]: one["target_rows"] for one in done["tables"]}, {"authors": 121, "books": 210})
        row = self.select("select name, born, score, rich, mood, made, t, y, d, b, j, bits from authors"
                          " where id = 9007199254740993")
        self.assertEqual(row, [("é", "1815-12-10", "12345678901234567890.0123456789", 0, "happy",
                                "2026-01-02 03:04:05.678901", "-100:00:00", 2026, 0.1, b"\x00\xff",
                                '{"a": [1, null]}', 257)])
        self.assertEqual(self.select("select * from books where author = 30 and no = 7"), [(30, 7, "title 7")])
        indexes = [name for (name,) in self.select("select name from sqlite_master where type = 'index' and sql <> ''")]
        self.assertEqual(sorted(indexes), ["books_k", "k"])
        with self.assertRaises(sqlite3.IntegrityError):
            sqlite3.connect(self.target).execute("insert into authors (name, mood) values ('x', 'angry')")

    def test_the_engine_gets_the_same(self):
        self.the_engine_gets_the_same(
            "select cast(id as text), name, born, score, rich, mood, made, t, y, d, hex(b), j, bits, typeof(score)"
            " from authors where id < 5 or id > 1000 order by id",
            "select sum(id), count(distinct name) from authors where id < 1000", "select * from books order by 1, 2")


if __name__ == "__main__":
    unittest.main()
