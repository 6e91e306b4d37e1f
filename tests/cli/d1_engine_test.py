# `zin d1:migrate --remote`, `zin migrate-to-d1`, `zin migrate` and `zin d1:learn` against D1's own engine.
# SPDX-License-Identifier: MIT
import hashlib
import json
import os
import sqlite3
import subprocess
import unittest

from command import CommandTest


def setting(name):
    return os.environ[f"ZIN_TEST_CLOUDFLARE_{name}"]


class EngineTest(CommandTest):
    """Each class has a database of its own; the engine keeps them while it runs."""

    index = 0

    def setUp(self):
        super().setUp()
        del self.env["DB_PATH"]
        self.id = setting("DATABASES").split(",")[self.index]
        self.env |= {
            "ZIN_PLUGIN_PATH": os.environ["ZIN_PLUGIN_PATH"],
            "CLOUDFLARE_API_BASE_URL": setting("URL"),
            "CLOUDFLARE_API_TOKEN": setting("TOKEN"),
            "DB_CONNECTION": "d1",
        }
        (self.folder / "wrangler.jsonc").write_text(json.dumps({
            "name": "app",
            "account_id": setting("ACCOUNT"),
            "d1_databases": [{"binding": "DB", "database_name": "main-db", "database_id": self.id}],
        }))
        self.migrations = self.folder / "migrations"
        self.migrations.mkdir()
        self.wipe()

    def wipe(self):
        """What an earlier test of the class left."""
        for _ in range(3):
            names = self.json("sql", "select type, name from sqlite_master where type in ('table', 'view') and name"
                              " not like 'sqlite%' and name not like '\\_cf\\_%' escape '\\' order by rowid desc")
            for one in names:
                self.run_zin("sql", f"drop {one['type']} if exists \"{one['name']}\"")

    def write(self, name, text):
        (self.migrations / name).write_text(text)

    def select(self, sql):
        return [tuple(row.values()) for row in self.json("sql", sql)]

    def states(self):
        listed = self.json("d1:migrate", "--remote", "--status")["migrations"]
        return [(one["name"], one["state"]) for one in listed]

    def wrangler(self, *arguments, status=0):
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "XDG_CONFIG_HOME": str(home),
            "WRANGLER_LOG_PATH": str(home / "log"), "WRANGLER_WRITE_LOGS": "false",
            "WRANGLER_HIDE_BANNER": "true", "WRANGLER_SEND_METRICS": "false", "CI": "1", "NO_COLOR": "1",
            "CLOUDFLARE_API_BASE_URL": setting("URL"), "CLOUDFLARE_API_TOKEN": setting("TOKEN"),
            "CLOUDFLARE_ACCOUNT_ID": setting("ACCOUNT"),
        }
        done = subprocess.run([setting("NODE"), setting("WRANGLER"), "d1", *arguments], env=environment,
                              cwd=self.folder, capture_output=True, text=True, timeout=300, check=False)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout + done.stderr


class Migrating(EngineTest):
    index = 1

    def test_each_file_is_one_batch_with_its_note(self):
        self.write("0001_a.sql", "create table a (id integer primary key, t text default 'x;?');\r\n"
                                 "create trigger tr after insert on a begin\r\n  update a set t = 'y' where id = new.id;\r\nend;\r\n"
                                 "insert into a (id) values (1);")
        self.write("0002_b.sql", "create table b (x);\ninsert into b values (1);\ninsert into nowhere values (1);")
        said = self.error("d1:migrate", "--remote")
        self.assertIn("0002_b.sql", said)
        self.assertIn("nothing of this migration is left", said)
        self.assertEqual(self.states(), [("0001_a.sql", "applied"), ("0002_b.sql", "pending")])
        self.assertEqual(self.select("select * from a"), [(1, "y")])
        self.assertEqual(self.select("select name from sqlite_master where name = 'b'"), [])
        self.write("0002_b.sql", "pragma defer_foreign_keys = on;\ncreate table p (id integer primary key);\n"
                                 "create table b (p references p (id));\ninsert into b values (3);\ninsert into p values (3);")
        self.assertEqual([run["name"] for run in self.json("d1:migrate", "--remote")["applied"]], ["0002_b.sql"])
        self.assertEqual(self.out("d1:migrate", "--remote"), "Nothing to do.\n")

    def test_wrangler_and_zin_see_the_same_there(self):
        self.write("0001_a.sql", "create table a (id integer primary key);")
        self.out("d1:migrate", "--remote")
        self.write("0002_b.sql", "create table b (id integer primary key);")
        self.assertIn("0002_b.sql", self.wrangler("migrations", "list", "DB", "--remote"))
        self.wrangler("migrations", "apply", "DB", "--remote")
        self.assertEqual(self.states(), [("0001_a.sql", "applied"), ("0002_b.sql", "applied")])

    def test_production_wants_force(self):
        self.write("0001_a.sql", "create table a (id integer primary key);")
        self.assertIn("--force", self.error("d1:migrate", "--remote", env={"ZIN_ENV": "production"}))
        self.out("d1:migrate", "--remote", "--force", env={"ZIN_ENV": "production"})

    def test_a_wrong_token_and_a_wrong_id_are_explained(self):
        said = self.error("d1:migrate", "--remote", "--status", env={"CLOUDFLARE_API_TOKEN": "wrong-token"})
        self.assertIn("authentication_failed", said)
        self.assertNotIn("wrong-token", said)
        checks = json.loads(self.run_zin("doctor", "--json", env={"CLOUDFLARE_API_TOKEN": "wrong-token"}).stdout)
        failed = [one for one in checks["checks"] if one["status"] == "fail"]
        self.assertIn("token", failed[0]["next_step"])
        self.assertTrue(self.json("doctor")["ok"])


class TheOtherMigrate(EngineTest):
    index = 2

    def test_local_and_database_choose_where_zin_migrate_goes(self):
        own = self.folder / "database" / "migrations"
        own.mkdir(parents=True)
        (own / "01_a.sql").write_text("-- migrate:up\ncreate table a (id integer primary key);\n")
        self.out("migrate", "--local")
        listed = self.json("migrate", "--status", "--local")["migrations"]
        self.assertEqual([one["state"] for one in listed], ["applied"])
        listed = self.json("migrate", "--status", "--remote", "--database", "main-db")["migrations"]
        self.assertEqual([one["state"] for one in listed], ["pending"])
        self.out("migrate", "--remote")
        self.assertEqual(self.select("select count(*) from a"), [(0,)])


class Copying(EngineTest):
    index = 3
    SETUP = """
        create table child (id integer primary key, parent integer not null references parent (id), t text);
        create table parent (id integer primary key, boss integer references parent (id), any, b blob);
        create table loose (x, y real);
        create unique index child_t on child (t);
        create view v as select count(*) as n from child;
        """
    to = ("--to", "d1")

    def setUp(self):
        super().setUp()
        self.source = sqlite3.connect(self.folder / "source.sqlite")
        self.addCleanup(self.source.close)
        self.source.executescript(self.SETUP)
        self.source.executemany("insert into parent values (?, ?, ?, ?)", [
            (1, 2, 7, None), (2, 1, 2**60 + 1, b"\x00\xff" * 500), (2**53 + 1, 2**53 + 1, 1.5, b""), (9, None, "x", None)])
        self.source.executemany("insert into child values (?, ?, ?)",
                                [(n, 2**53 + 1 if n % 2 else 1, f"t{n}é'") for n in range(300)])
        self.source.executemany("insert into loose values (?, ?)", [(None, 0.1), ("a" * 5000, -2.5)] * 10)
        self.source.commit()
        self.env["MIGRATE_TO_D1_SOURCE_CONNECTION"] = f"sqlite:{self.folder / 'source.sqlite'}"

    def all_is_there(self):
        sql = ("select cast(id as text), cast(boss as text), typeof(any), cast(any as text), hex(b) from parent"
               " order by id")
        self.assertEqual(self.select(sql), self.source.execute(sql).fetchall())
        sql = "select id, cast(parent as text), t from child order by id"
        self.assertEqual(self.select(sql), self.source.execute(sql).fetchall())
        self.assertEqual(self.select("select count(*), sum(length(x)), sum(y) from loose"),
                         [(20, 50000, -24)])
        self.assertEqual(self.select("select n from v"), [(300,)])

    def test_rows_of_all_kinds_arrive(self):
        done = self.json("migrate-to-d1", *self.to, "--batch-size", "90")
        self.assertTrue(done["ok"])
        self.assertEqual({one["name"]: one["target_rows"] for one in done["tables"]},
                         {"child": 300, "parent": 4, "loose": 20})
        self.all_is_there()

    def test_an_interrupted_copy_goes_on(self):
        self.source.execute("insert into child values (1000, 1, ?)", ("y" * 2_000_001,))
        self.source.commit()
        self.error("migrate-to-d1", *self.to, "--batch-size", "40", "--checkpoint-interval", "40")
        self.source.execute("delete from child where id = 1000")
        self.source.commit()
        done = self.json("migrate-to-d1", *self.to, "--batch-size", "40", "--resume")
        self.assertTrue(done["ok"])
        self.all_is_there()


class CopyingThroughTheProxy(Copying):
    index = 4
    to = ("--to", "d1-remote")

    def setUp(self):
        super().setUp()
        self.env |= {
            "D1_REMOTE_URL": setting("PROXY_URLS").split(",")[self.index],
            "D1_REMOTE_KEY_ID": setting("PROXY_KEY_ID"),
            "D1_REMOTE_SECRET": setting("PROXY_SECRET"),
        }

    def test_what_a_program_sends_is_learnt(self):
        self.out("sql", "create table t (a)")
        env = {"DB_CONNECTION": "d1-remote"}
        command = [os.environ["ZIN_COMMAND"], "sql", "--param", "7"]
        for sql in ("insert into t values (?)", "select a from t where a = ?", "insert into t values (?)"):
            done = self.run_zin("d1:learn", "--out", "list.json", "--", *command, sql, env=env)
            self.assertEqual(done.returncode, 0, done.stderr)
        learnt = json.loads((self.folder / "list.json").read_text())
        for sql in ("insert into t values (?)", "select a from t where a = ?"):
            self.assertEqual(learnt[hashlib.sha256(sql.encode()).hexdigest()], sql)
        self.assertNotIn("7", "".join(learnt.values()))
        self.assertEqual(self.select("select count(*) from t"), [(2,)])

    def test_migrations_send_sql_though_the_proxy_has_a_registry(self):
        own = self.folder / "database" / "migrations"
        own.mkdir(parents=True)
        (own / "01_a.sql").write_text("-- migrate:up\ncreate table a (id integer primary key);\n"
                                      "insert into a values (4);\n-- migrate:down\ndrop table a;\n")
        env = {"DB_CONNECTION": "d1-remote", "D1_REMOTE_MODE": "registry"}
        self.assertIn("the proxy has no registry of statements", self.error("sql", "select 1", env=env))
        self.assertEqual([one["name"] for one in self.json("migrate", env=env)["ran"]], ["01_a"])
        self.assertEqual(self.select("select id from a"), [(4,)])
        self.assertEqual([one["state"] for one in self.json("migrate", "--status", env=env)["migrations"]], ["applied"])
        self.out("migrate", "--fresh", "--force", env=env)
        self.assertEqual(self.select("select id from a"), [(4,)])
        self.out("migrate", "--rollback", env=env)
        self.assertEqual(self.select("select name from sqlite_master where name = 'a'"), [])


if __name__ == "__main__":
    unittest.main()
