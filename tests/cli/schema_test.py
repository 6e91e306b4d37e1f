# `zin schema`, `schema:dump`, `migrate:verify` and `migrate:test`, on each database that there is.
# SPDX-License-Identifier: MIT
import os
import unittest

from command import CommandTest

SQL_TYPES = {"sqlite": "integer", "postgres": "serial", "mariadb": "integer auto_increment"}
# What only this database's own words can say, with what becomes of a row that is written then.
OWN_WORDS = {
    "sqlite": "create trigger counts after insert on users begin\n"
    "  update totals set n = n + 1; -- each; one\nend;\n",
    "postgres": "create function counted() returns trigger language plpgsql as $$ begin\n"
    "  update totals set n = n + 1; -- each; one\n  return new; end $$;\n"
    "create trigger counts after insert on users for each row execute function counted();\n",
    "mariadb": "create function one() returns integer deterministic return 1;\n"
    "create trigger counts after insert on users for each row begin\n"
    "  update totals set n = n + one(); -- each; one\nend;\n",
}


def way_back(place):
    """SQLite's trigger goes with its table."""
    routine = {"sqlite": "", "postgres": "drop function counted;\n", "mariadb": "drop function one;\n"}
    return ("drop trigger counts" + (" on users" if place == "postgres" else "") + ";\n" + routine[place])


class OnADatabase:
    place = ""

    def setUp(self):
        super().setUp()
        self.migrations = self.folder / "database" / "migrations"
        self.migrations.mkdir(parents=True)
        self.connect()
        self.out("migrate", "--fresh", "--force")  # A server may know older tests.
        key = SQL_TYPES[self.place]
        self.write("01_users", f"create table users (id {key} primary key, email varchar(80) not null unique,"
                   " shown_as varchar(80) default 'no; name');\ncreate table totals (n integer not null);",
                   "drop table totals;\ndrop table users;")
        self.write(
            "02_posts",
            f"create table posts (id {key} primary key, user_id integer not null, constraint posts_users"
            " foreign key (user_id) references users (id) on delete cascade);\n"
            "create index posts_user on posts (user_id);\ncreate view z_view as select email from users;\n"
            "create view a_view as select email from z_view;",
            "drop view a_view;\ndrop view z_view;\ndrop table posts;",
        )
        self.write("03_counts", OWN_WORDS[self.place], way_back(self.place))

    def connect(self):
        pass

    def write(self, name, up, down):
        (self.migrations / f"{name}.sql").write_text(f"-- migrate:up\n{up}\n-- migrate:down\n{down}\n")

    def names(self):
        return sorted(path.name for path in self.migrations.glob("*.sql"))

    def listed(self):
        return [(one["name"], one["kind"]) for one in self.json("schema") if not one["name"].startswith("migrations")]

    def states(self):
        return [(one["name"], one["state"]) for one in self.json("migrate", "--status")["migrations"]]

    def everything(self):
        return [self.json("schema", name) for name, kind in self.listed() if kind == "table"]

    def test_schema_lists_tables_and_shows_one(self):
        self.out("migrate")
        self.assertIn(("posts", "table"), self.listed())
        self.assertIn(("a_view", "view"), self.listed())
        users = self.json("schema", "users")
        self.assertEqual([(c["name"], c["nullable"]) for c in users["columns"]],
                         [("id", False), ("email", False), ("shown_as", True)])
        self.assertIn("no; name", users["columns"][2]["default"])
        self.assertEqual([i["columns"] for i in users["indexes"] if i["unique"] and not i["primary"]], [["email"]])
        posts = self.json("schema", "posts")
        self.assertEqual([(k["columns"], k["table"], k["references"], k["on_delete"]) for k in posts["foreign_keys"]],
                         [(["user_id"], "users", ["id"], "cascade")])
        shown = self.out("schema", "posts")
        self.assertRegex(shown, r"\(user_id\) +references +users \(id\), on delete cascade")
        self.assertIn("`zin schema` lists", self.error("schema", "no_such"))

    def test_verify_finds_what_was_done_by_hand(self):
        self.assertIn("01_users is pending", self.run_zin("migrate:verify").stdout)
        self.out("migrate")
        self.assertEqual(self.out("migrate:verify"), "The schema is what its migrations make.\n")
        self.out("sql", "create index by_hand on users (shown_as)")
        self.out("sql", "alter table posts add column extra integer")
        found = self.run_zin("migrate:verify", "--json")
        self.assertEqual(found.returncode, 1)
        self.assertIn("by_hand", found.stdout)
        self.assertIn("extra", found.stdout)
        self.assertEqual(self.states(), [(name, "applied") for name in ("01_users", "02_posts", "03_counts")])

    def test_every_migration_is_tried_both_ways(self):
        self.assertEqual(self.out("migrate:test"), "Every migration can be taken back and run again.\n")
        self.assertEqual(self.listed(), [])  # The database itself is as it was.
        self.write("04_more", "create table more (id integer primary key);\ncreate index i on users (shown_as);",
                   "drop table more;\ndrop index if exists i;" if self.place != "mariadb" else
                   "drop table more;\ndrop index i on users;")
        self.assertEqual(self.run_zin("migrate:test").returncode, 0)
        self.write("04_more", "create table more (id integer primary key);\ncreate index if not exists i on users"
                   " (shown_as);", "drop table more;")
        failed = self.run_zin("migrate:test")
        self.assertEqual(failed.returncode, 1)
        self.assertRegex(failed.stdout, r"04_more: .*\bi\b")

    def test_a_dump_stands_for_what_ran(self):
        self.assertIn("run `zin migrate` first", self.error("schema:dump"))
        self.out("migrate")
        before = self.everything()
        self.write("04_later", "create table later (id integer primary key);", "drop table later;")
        self.assertIn("--force", self.error("schema:dump", "--prune"))
        self.assertEqual(len(self.names()), 4)
        done = self.json("schema:dump", "--prune", "--force")
        self.assertEqual(done["migrations"], ["01_users", "02_posts", "03_counts"])
        self.assertEqual(len(done["removed"]), 3)
        self.assertEqual(self.names(), ["04_later.sql"])
        self.assertEqual(self.states()[0], ("01_users", "applied"))
        self.assertEqual(self.states()[3], ("04_later", "pending"))
        self.assertEqual([run["name"] for run in self.json("migrate")["ran"]], ["04_later"])
        self.assertEqual(self.out("migrate:verify"), "The schema is what its migrations make.\n")
        self.assertEqual(self.out("migrate:test"), "Every migration can be taken back and run again.\n")

        ran = self.json("migrate", "--fresh", "--force")["ran"]
        self.assertEqual([run["name"] for run in ran], ["schema:dump", "04_later"])
        self.assertEqual([one for one in self.everything() if one["name"] != "later"], before)
        self.assertEqual(self.states(), [(name, "applied") for name in ("01_users", "02_posts", "03_counts", "04_later")])
        self.assertEqual(self.json("migrate")["ran"], [])
        self.out("sql", "insert into totals (n) values (0)")
        self.out("sql", "insert into users (id, email) values (1, 'a@example.com')")
        self.assertEqual(self.json("sql", "select n from totals"), [{"n": 1}])
        self.assertEqual(self.json("sql", "select email from a_view"), [{"email": "a@example.com"}])

        self.assertIn("in the schema's dump alone", self.error("migrate", "--reset", "--force"))
        self.assertEqual(len(self.states()), 4)
        self.assertEqual(self.json("schema:dump")["migrations"][3], "04_later")

    def test_a_dump_does_not_fit_a_database_half_way(self):
        self.out("migrate")
        self.out("schema:dump")
        self.assertEqual([run["name"] for run in self.json("migrate", "--fresh", "--force")["ran"]], ["schema:dump"])
        self.out("migrate", "--rollback", "--migrations", "1")
        self.assertEqual([run["name"] for run in self.json("migrate")["ran"]], ["03_counts"])
        self.out("migrate", "--rollback", "--migrations", "1")
        (self.migrations / "03_counts.sql").unlink()
        self.assertIn("are in ", self.error("migrate"))
        self.assertIn("03_counts", self.error("migrate"))

    def test_a_dump_that_fails_leaves_what_status_tells(self):
        self.out("migrate")
        dump = self.migrations / "schema" / f"{self.place}.sql"
        self.out("schema:dump", "--prune", "--force")
        text = dump.read_text()
        dump.write_text(text + "\ncreate index x on no_such (x);\n")
        failed = self.error("migrate", "--fresh", "--force")
        self.assertIn("schema:dump", failed)
        dump.write_text(text)
        if self.place == "mariadb":
            self.assertIn(("schema:dump", "applying"), self.states())
        else:
            self.assertIn("nothing of it is left", failed)
            self.assertEqual(self.listed(), [])
        self.assertEqual([run["name"] for run in self.json("migrate")["ran"]], ["schema:dump"])
        self.assertEqual(self.states(), [(name, "applied") for name in ("01_users", "02_posts", "03_counts")])
        self.assertEqual(self.out("migrate:verify"), "The schema is what its migrations make.\n")


class OnSqlite(OnADatabase, CommandTest):
    place = "sqlite"


class OnAServer(OnADatabase):
    def login(self, name, **more):
        def setting(what):
            return os.environ[f"ZIN_TEST_{name}_{what}"]

        self.env |= {
            "ZIN_PLUGIN_PATH": os.environ["ZIN_PLUGIN_PATH"],
            "DB_HOST": setting("HOST"),
            "DB_PORT": setting("PORT"),
            "DB_USERNAME": setting("USER"),
            "DB_PASSWORD": setting("PASSWORD"),
            "DB_DATABASE": setting("DATABASE"),
        } | more
        del self.env["DB_PATH"]


@unittest.skipUnless("ZIN_TEST_POSTGRES_HOST" in os.environ, "no server")
class OnPostgres(OnAServer, CommandTest):
    place = "postgres"

    def connect(self):
        self.login("POSTGRES", DB_CONNECTION="postgres", DB_HOST="localhost", DB_SSL="verify-full", DB_SSL_CA=os.environ["ZIN_TEST_POSTGRES_CA"])

    def test_without_pg_dump_it_says_what_to_install(self):
        self.out("migrate")
        self.assertIn("postgresql-client", self.error("schema:dump", env={"PATH": "/no_such"}))
        self.assertFalse((self.migrations / "schema").exists())


@unittest.skipUnless("ZIN_TEST_MARIADB_HOST" in os.environ, "no server")
class OnMariadb(OnAServer, CommandTest):
    place = "mariadb"

    def connect(self):
        self.login("MARIADB", DB_CONNECTION="mariadb")

    def test_a_dump_has_sequences_routines_and_events(self):
        self.write(
            "04_more",
            "create sequence numbers start with 7 increment by 3;\nDELIMITER ;;\n"
            "create procedure add_one() begin insert into totals (n) values (1); end;;\n"
            "create event tidy on schedule every 1 day on completion preserve disable comment 'a; b' do begin\n"
            "delete from totals where n = -1; delete from totals where n = -2; end;;\nDELIMITER ;",
            "drop event tidy;\ndrop procedure add_one;\ndrop sequence numbers;",
        )
        event = ("select status, interval_value, event_comment, event_definition from information_schema.events"
                 " where event_schema = database() and event_name = 'tidy'")
        self.out("migrate")
        [before] = self.json("sql", event)
        self.assertEqual((before["status"], before["interval_value"], before["event_comment"]), ("DISABLED", "1", "a; b"))
        self.out("schema:dump", "--prune", "--force")
        self.assertEqual([run["name"] for run in self.json("migrate", "--fresh", "--force")["ran"]], ["schema:dump"])
        self.assertEqual(self.json("sql", event), [before])
        self.assertEqual(self.json("sql", "select next value for numbers as n"), [{"n": 7}])
        self.assertEqual(self.json("sql", "select next value for numbers as n"), [{"n": 10}])
        self.out("sql", "call add_one()")
        self.assertEqual(self.json("sql", "select n from totals where n = 1"), [{"n": 1}])


if __name__ == "__main__":
    unittest.main()
