# `zin d1:migrate` on wrangler's local database, which it writes without wrangler.
# SPDX-License-Identifier: MIT
import hashlib
import json
import re
import shlex
import sqlite3
import unittest
from pathlib import Path

from command import CommandTest

ID = "11111111-1111-1111-1111-111111111111"
HASH = "c917712ba74c5102d69ecf1555a42fe4d03ba423fee62c633ac82b645ae953eb"
PREVIEW = "22222222-2222-2222-2222-222222222222"
PREVIEW_HASH = "b7c63e09c49f45a5d332d82e39967645a29c947b4f31ed8f4661adf2ec763ff8"
CONFIG = """{
  // an application
  "name": "app",
  "d1_databases": [
    {"binding": "DB", "database_name": "main-db", "database_id": "%s",},
  ],
}
""" % ID


class D1Test(CommandTest):
    def setUp(self):
        super().setUp()
        del self.env["DB_PATH"]
        self.configure(CONFIG)
        self.migrations = self.folder / "migrations"
        self.migrations.mkdir()

    def configure(self, text, name="wrangler.jsonc"):
        (self.folder / name).write_text(text)

    def write(self, name, text):
        path = self.migrations / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def file(self, name=HASH, state=".wrangler/state"):
        return self.folder / state / "v3" / "d1" / "miniflare-D1DatabaseObject" / f"{name}.sqlite"

    def select(self, sql, file=None):
        connection = sqlite3.connect(f"file:{file or self.file()}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def names(self):
        return [row[0] for row in self.select("select name from d1_migrations order by id")]

    def states(self, *options):
        listed = self.json("d1:migrate", "--local", "--status", *options)["migrations"]
        return [(one["name"], one["state"]) for one in listed]


class Local(D1Test):
    def test_what_is_pending_is_applied_by_number_and_noted(self):
        self.write("10_c.sql", "create table c (id integer primary key, a integer references a (id));")
        self.write("9_b.sql", "create table b (id integer primary key);\n")
        self.write("0001_a.sql", "create table a (id integer primary key, t text default 'a;b?');")
        self.assertEqual(self.states(), [("0001_a.sql", "pending"), ("9_b.sql", "pending"),
                                         ("10_c.sql", "pending")])
        self.assertFalse(self.file().exists(), "a status makes nothing")
        shown = self.out("d1:migrate", "--local")
        self.assertRegex(shown, r"^applied 0001_a.sql \(\d+\.\d ms\)\napplied 9_b.sql .*\napplied 10_c.sql .*\n$")
        self.assertEqual(self.names(), ["0001_a.sql", "9_b.sql", "10_c.sql"])
        self.assertEqual(self.out("d1:migrate", "--local"), "Nothing to do.\n")
        self.assertEqual({state for _, state in self.states()}, {"applied"})
        self.assertEqual(self.select("pragma journal_mode"), [("wal",)])
        at = self.select("select applied_at from d1_migrations")[0][0]
        self.assertRegex(at, r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$")
        lines = self.out("d1:migrate", "--local", "--status").splitlines()
        self.assertRegex(lines[0], r"^migration +state +applied at")
        self.assertRegex(lines[1], r"^0001_a.sql +applied +" + at)

    def test_a_failing_last_statement_leaves_nothing_of_its_file(self):
        self.write("0001_a.sql", "create table a (id integer primary key);")
        self.write("0002_b.sql", "create table b (x);\ninsert into b values (1);\ninsert into nowhere values (1);")
        self.write("0003_c.sql", "create table c (x);")
        said = self.error("d1:migrate", "--local")
        self.assertIn("0002_b.sql, line 3", said)
        self.assertIn("nowhere", said)
        self.assertIn("nothing of this migration is left", said)
        self.assertEqual(self.names(), ["0001_a.sql"])
        tables = self.select("select name from sqlite_master where type = 'table' and name not like '%sq%'"
                             " and name <> 'd1_migrations'")
        self.assertEqual(tables, [("a",)])
        self.write("0002_b.sql", "create table b (x);")
        self.assertEqual([run["name"] for run in self.json("d1:migrate", "--local")["applied"]],
                         ["0002_b.sql", "0003_c.sql"])

    def test_a_file_that_cannot_be_right_keeps_all_from_running(self):
        self.write("0001_a.sql", "create table a (x);")
        self.write("0002_b.sql", "select 1;\nattach 'x' as y;")
        self.assertIn("0002_b.sql, line 2", self.error("d1:migrate", "--local"))
        self.assertEqual(self.states(), [("0001_a.sql", "pending"), ("0002_b.sql", "pending")])

    def test_foreign_keys_are_checked_as_d1_checks_them(self):
        self.write("0001_a.sql",
                   "create table p (id integer primary key);\n"
                   "create table c (p integer references p (id));\n"
                   "pragma foreign_keys = off;\n"
                   "insert into c values (7);")
        self.assertIn("foreign_key_violation", self.error("d1:migrate", "--local"))
        self.write("0001_a.sql",
                   "pragma defer_foreign_keys = on;\n"
                   "create table p (id integer primary key);\n"
                   "create table c (p integer references p (id));\n"
                   "insert into c values (7);\ninsert into p values (7);")
        self.out("d1:migrate", "--local")

    def test_windows_line_ends_and_a_dump_of_sqlite(self):
        self.write("0001_a.sql",
                   "\ufeffBEGIN TRANSACTION;\r\ncreate table a (x);\r\n"
                   "create trigger t after insert on a begin\r\n  update a set x = 2;\r\nend;\r\nCOMMIT;\r\n")
        self.out("d1:migrate", "--local")
        self.assertEqual(self.select("select count(*) from sqlite_master where name = 't'"), [(1,)])

    def test_a_file_that_is_gone_is_told(self):
        self.write("0001_a.sql", "create table a (x);")
        self.out("d1:migrate", "--local")
        (self.migrations / "0001_a.sql").unlink()
        listed = self.json("d1:migrate", "--local", "--status")["migrations"]
        self.assertEqual([(one["name"], one["state"], one["missing"]) for one in listed],
                         [("0001_a.sql", "applied", True)])

    def test_names_with_quotes_and_empty_files(self):
        self.write("0001_it's.sql", "-- nothing yet\n")
        self.out("d1:migrate", "--local")
        self.assertEqual(self.names(), ["0001_it's.sql"])

    def test_tables_of_cloudflare_are_not_seen(self):
        self.write("0001_a.sql", "create table a (x);")
        self.out("d1:migrate", "--local")
        connection = sqlite3.connect(self.file())
        connection.execute("create table _cf_METADATA (key integer primary key, value blob)")
        connection.commit()
        connection.close()
        env = {"DB_CONNECTION": "sqlite", "DB_DATABASE": str(self.file())}
        listed = self.json("schema", env=env)
        self.assertNotIn("_cf_METADATA", str(listed))


class Chosen(D1Test):
    def test_the_preview_id_names_the_local_file(self):
        self.configure(CONFIG.replace('"database_id"', f'"preview_database_id": "{PREVIEW}", "database_id"'))
        self.write("0001_a.sql", "create table a (x);")
        self.out("d1:migrate", "--local")
        self.assertTrue(self.file(PREVIEW_HASH).exists())
        self.assertFalse(self.file().exists())

    def test_persist_to_names_the_state(self):
        self.write("0001_a.sql", "create table a (x);")
        self.out("d1:migrate", "--local", "--persist-to", "elsewhere")
        self.assertTrue(self.file(state="elsewhere").exists())
        self.assertEqual(self.states("--persist-to", "elsewhere"), [("0001_a.sql", "applied")])
        self.assertEqual(self.states(), [("0001_a.sql", "pending")])

    def test_toml_a_table_a_folder_a_pattern_and_a_section(self):
        (self.folder / "wrangler.jsonc").unlink()
        self.configure(
            'name = "app"\n[env.staging]\n[[env.staging.d1_databases]]\nbinding = "MAIN"\n'
            f'database_name = "db"\ndatabase_id = "{ID}"\nmigrations_dir = "sql/d1"\n'
            'migrations_table = "ran"\nmigrations_pattern = "sql/d1/*/migration.sql"\n',
            "wrangler.toml")
        self.migrations = self.folder / "sql" / "d1"
        self.write("2_b/migration.sql", "create table b (x);")
        self.write("1_a/migration.sql", "create table a (x);")
        self.write("1_a/other.sql", "broken")
        env = {"WRANGLER_ENV": "staging"}
        self.out("d1:migrate", "--local", "--database", "MAIN", env=env)
        self.assertEqual(self.select("select name from ran order by id"),
                         [("1_a/migration.sql",), ("2_b/migration.sql",)])
        said = self.error("d1:migrate", "--local", "--database", "other", env=env)
        self.assertIn("binds no database other", said)
        self.assertIn("MAIN (db)", said)
        self.assertIn("no section env.live", self.error("d1:migrate", "--local", env={"WRANGLER_ENV": "live"}))

    def test_the_config_is_found_from_a_folder_below(self):
        self.write("0001_a.sql", "create table a (x);")
        below = self.folder / "src" / "deep"
        below.mkdir(parents=True)
        folder, self.folder = self.folder, below
        self.out("d1:migrate", "--local")
        self.folder = folder
        self.assertTrue(self.file().exists())

    def test_without_a_config_it_says_what_to_write(self):
        (self.folder / "wrangler.jsonc").unlink()
        said = self.error("d1:migrate", "--local")
        self.assertIn("wrangler.jsonc", said)
        self.assertIn("D1_DATABASE_ID", said)
        self.write("0001_a.sql", "create table a (x);")
        self.out("d1:migrate", "--local", env={"D1_DATABASE_ID": ID})
        self.assertTrue(self.file().exists())

    def test_usage(self):
        self.assertIn("--local or --remote", self.error("d1:migrate", status=2))
        self.error("d1:migrate", "--local", "--remote", status=2)
        self.error("d1:migrate", "--local", "--preview", status=2)
        self.error("d1:migrate", "--remote", "--persist-to", "x", status=2)
        self.assertIn("preview_database_id", self.error("d1:migrate", "--remote", "--preview"))

    def test_create_writes_the_next_file(self):
        made = self.json("d1:migrate", "--create", "add users")["created"]
        self.assertTrue(made.endswith("/migrations/0001_add_users.sql"))
        text = (self.migrations / "0001_add_users.sql").read_text()
        self.assertTrue(re.fullmatch(
            r"-- Migration number: 0001 \t \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\n", text), text)
        self.assertIn("0002_more.sql", self.out("d1:migrate", "--create", "more"))
        self.error("d1:migrate", "--create", "a/b")


class Learning(D1Test):
    def test_statements_of_a_script_are_added_under_their_sums(self):
        (self.folder / "q.sql").write_text("select 1;\n-- two\nselect ';' as a; select 1;\n")
        (self.folder / "list.json").write_text('{"old": "select 0"}')
        done = self.run_zin("d1:learn", "--out", "list.json", "--sql", "q.sql")
        self.assertEqual((done.returncode, done.stderr), (0, "list.json: 2 new statements, 3 in all\n"))
        learnt = json.loads((self.folder / "list.json").read_text())
        self.assertEqual(learnt, {"old": "select 0"} | {
            hashlib.sha256(sql.encode()).hexdigest(): sql for sql in ("select 1", "select ';' as a")})

    def test_the_status_is_the_programs(self):
        done = self.run_zin("d1:learn", "--out", "list.json", "--", "sh", "-c", 'test "$D1_REMOTE_MODE" = sql; exit 7')
        self.assertEqual(done.returncode, 7)
        self.assertEqual(json.loads((self.folder / "list.json").read_text()), {})
        self.assertIn("cannot be run", self.error("d1:learn", "--out", "list.json", "--", "/nonexistent"))
        self.assertIn("--out FILE", self.error("d1:learn", "--", "true", status=2))
        self.error("d1:learn", "--out", "list.json", status=2)
        (self.folder / "list.json").write_text("[]")
        self.assertIn("is no list", self.error("d1:learn", "--out", "list.json", "--", "true"))


class Documented(D1Test):
    def test_what_the_page_shows_works(self):
        page = (Path(__file__).parents[2] / "docs" / "wrangler.md").read_text()
        configs = re.findall(r"^```jsonc\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
        self.assertEqual(len(configs), 1)
        self.configure(configs[0])
        source = self.folder / "source.sqlite"
        connection = sqlite3.connect(source)
        connection.execute("create table posts (id integer primary key)")
        connection.close()
        self.env |= {"DB_DATABASE": str(source)}
        commands = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
        self.assertEqual(len(commands), 2)
        for command in "".join(commands).splitlines():
            program, *arguments = shlex.split(command)
            self.assertEqual(program, "zin")
            self.out(*arguments)
        self.assertEqual(self.names(), ["0001_add_users.sql"])
        self.assertEqual(self.select("select count(*) from posts"), [(0,)])
        values = {one["variable"]: one["value"] for one in self.json("config", env={"WRANGLER_ENV": "staging"})}
        self.assertEqual(values["D1_DATABASE_ID"], PREVIEW)
        self.assertEqual(values["CLOUDFLARE_ACCOUNT_ID"], "0123456789abcdef0123456789abcdef")


class Compiled(D1Test):
    """Migrations of zin become files of D1 first."""

    def setUp(self):
        super().setUp()
        self.own = self.folder / "database" / "migrations"
        self.own.mkdir(parents=True)
        self.env["DB_CONNECTION"] = "d1"

    def put(self, name, up):
        (self.own / name).write_text(f"-- migrate:up\n{up}\n-- migrate:down\nselect 1;\n")

    def test_each_becomes_one_file_once(self):
        self.write("0001_a.sql", "create table a (x);")
        self.put("2026_01_01_000000_b.sql", "create table b (x text default 'it''s?');")
        self.put("2026_01_02_000000_c.sql", "alter table a add column y;\ninsert into b values ('z');")
        done = self.json("d1:migrate", "--local")
        self.assertEqual(done["compiled"], ["0002_2026_01_01_000000_b.sql", "0003_2026_01_02_000000_c.sql"])
        self.assertEqual([run["name"] for run in done["applied"]], ["0001_a.sql", *done["compiled"]])
        lines = (self.migrations / "0002_2026_01_01_000000_b.sql").read_text().splitlines()
        self.assertRegex(lines[0], r"^-- Migration number: 0002 \t ")
        self.assertRegex(lines[1], r"^-- Made by zin from the migration 2026_01_01_000000_b [0-9a-f]{64}$")
        self.assertEqual(lines[2:], ["create table b (x text default 'it''s?');"])
        self.assertEqual(self.select("select * from b"), [("z",)])
        self.assertEqual(self.json("d1:migrate", "--local")["compiled"], [])

    def test_a_changed_source_is_refused(self):
        self.put("2026_01_01_000000_b.sql", "create table b (x);")
        self.out("d1:migrate", "--local")
        self.put("2026_01_01_000000_b.sql", "create table b (y);")
        said = self.error("d1:migrate", "--local")
        self.assertIn("stale_version", said)
        self.assertIn("0001_2026_01_01_000000_b.sql", said)

    def test_a_failing_one_writes_no_file(self):
        self.put("2026_01_01_000000_b.sql", "create table b (x);")
        self.put("2026_01_02_000000_c.sql", "insert into nowhere values (1);")
        self.error("d1:migrate", "--local")
        self.assertEqual(list(self.migrations.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
