# `zin d1:migrate --local` and the real wrangler, each after the other, on one local database.
# SPDX-License-Identifier: MIT
import os
import subprocess
import sys
import unittest
from pathlib import Path

from d1_migrate_test import ID, D1Test

sys.path.insert(0, str(Path(__file__).parents[1] / "servers"))
import cloudflare  # noqa: E402

WRANGLER = cloudflare.INSTALLED / "node_modules" / "wrangler" / "bin" / "wrangler.js"


class WranglerTest(D1Test):
    def wrangler(self, *arguments, status=0):
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
            "WRANGLER_LOG_PATH": str(home / "log"),
            "WRANGLER_REGISTRY_PATH": str(home / "registry"),
            "WRANGLER_WRITE_LOGS": "false",
            "WRANGLER_HIDE_BANNER": "true",
            **cloudflare.QUIET,
        }
        done = subprocess.run(
            [cloudflare.find_node(), WRANGLER, "d1", *arguments],
            env=environment, cwd=self.folder, capture_output=True, text=True, timeout=300, check=False,
        )
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def apply(self, status=0):
        return self.wrangler("migrations", "apply", "DB", "--local", status=status)

    def waiting(self):
        """What wrangler would still apply."""
        said = self.wrangler("migrations", "list", "main-db", "--local")
        return [name for name in (f"{number:04}_{what}.sql" for number, what in self.FILES) if name in said]

    FILES = [(1, "a"), (2, "b"), (3, "c"), (4, "d")]

    def put_first_half(self):
        self.write("0001_a.sql", "-- Migration number: 0001\ncreate table a (id integer primary key, t text);")
        self.write("0002_b.sql",
                   "create table b (id integer primary key, a integer references a (id) on delete cascade);\n"
                   "create trigger t after insert on a begin\n  insert into b (a) values (new.id);\nend;\n"
                   "insert into a values (1, 'x; -- y');")

    def put_second_half(self):
        self.write("0003_c.sql", "alter table a add column u text default 'it''s';\r\nupdate a set t = 'z';\r\n")
        self.write("0004_d.sql", "create view v as select a.t, b.id from a join b on b.a = a.id;")

    def all_applied(self):
        names = [f"{number:04}_{what}.sql" for number, what in self.FILES]
        self.assertEqual(self.names(), names)
        self.assertEqual(self.states(), [(name, "applied") for name in names])
        self.assertEqual(self.waiting(), [])
        self.assertEqual(self.select("select * from v"), [("z", 1)])
        self.assertEqual(self.select("select u from a"), [("it's",)])


class InTurn(WranglerTest):
    def test_wrangler_first_then_zin(self):
        self.put_first_half()
        self.apply()
        self.put_second_half()
        self.assertEqual(self.waiting(), ["0003_c.sql", "0004_d.sql"])
        self.assertEqual([state for _, state in self.states()], ["applied", "applied", "pending", "pending"])
        self.assertEqual([run["name"] for run in self.json("d1:migrate", "--local")["applied"]],
                         ["0003_c.sql", "0004_d.sql"])
        self.all_applied()
        self.assertIn("No migrations to apply", self.apply())

    def test_zin_first_then_wrangler(self):
        self.put_first_half()
        self.out("d1:migrate", "--local")
        self.put_second_half()
        self.assertEqual(self.waiting(), ["0003_c.sql", "0004_d.sql"])
        self.apply()
        self.all_applied()
        self.assertEqual(self.out("d1:migrate", "--local"), "Nothing to do.\n")

    def test_a_failing_last_statement_leaves_nothing_for_either(self):
        self.put_first_half()
        self.apply()
        self.write("0003_c.sql", "create table c (x);\ninsert into c values (1);\ninsert into nowhere values (1);")
        self.write("0004_d.sql", "create table d (x);")
        self.error("d1:migrate", "--local")
        self.assertEqual(self.waiting(), ["0003_c.sql", "0004_d.sql"])
        self.apply(status=1)
        self.assertEqual([state for _, state in self.states()], ["applied", "applied", "pending", "pending"])
        self.assertEqual(self.select("select name from sqlite_master where name in ('c', 'd')"), [])
        self.write("0003_c.sql", "create table c (x);")
        self.out("d1:migrate", "--local")
        self.assertEqual(self.waiting(), [])

    def test_files_that_either_creates_count_on(self):
        self.out("d1:migrate", "--create", "by zin")
        self.wrangler("migrations", "create", "DB", "by wrangler")
        self.out("d1:migrate", "--create", "by zin again")
        names = sorted(path.name for path in self.migrations.iterdir())
        self.assertEqual(names, ["0001_by_zin.sql", "0002_by_wrangler.sql", "0003_by_zin_again.sql"])
        first, second, _ = ((self.migrations / name).read_text() for name in names)
        self.assertEqual(len(first), len(second))
        self.assertEqual(first[:29], second[:29].replace("0002", "0001"))

    def test_what_zin_wrote_is_read_by_the_engine(self):
        self.write("0001_a.sql", "create table a (i integer, r real, t text, b blob);\n"
                                 "insert into a values (9223372036854775807, 0.1, 'é', x'00ff');")
        self.out("d1:migrate", "--local")
        said = self.wrangler("execute", "DB", "--local", "--json", "--command",
                             "select cast(i as text) as i, r, t, hex(b) as b from a")
        self.assertIn('"i": "9223372036854775807"', said)
        self.assertIn('"b": "00FF"', said)
        # And its own tables are nobody's.
        listed = self.out("schema", env={"DB_CONNECTION": "sqlite", "DB_DATABASE": str(self.file())})
        self.assertNotIn("_cf_", listed)


if __name__ == "__main__":
    if not cloudflare.is_installed():
        print(f"wrangler is not installed in {cloudflare.INSTALLED}")
        sys.exit(77)
    assert ID
    unittest.main()
