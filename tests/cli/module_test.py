# Migrations and seeders in C++, compiled by the commands.
# SPDX-License-Identifier: MIT
import os
import shutil
import stat
import unittest
from pathlib import Path

from command import CommandTest

ROOT = Path(__file__).resolve().parents[2]

USERS = """#include <zin/zin.hpp>

struct CreateUsersTable : zin::Migration {
  void up(zin::Session& db) const override {
    auto schema = zin::MigrationSchema::create(db);
    schema.create("users", [](zin::Blueprint& table) {
      table.id();
      table.string("name").unique();
    });
  }
};
ZIN_MIGRATION("2026_01_01_000000_create_users_table", CreateUsersTable)
"""

SEEDER = """#include <zin/zin.hpp>

struct UserSeeder : zin::Seeder {
  void run(zin::Session& db) const override {
    zin::Factory factory{1};
    factory.create(db, "users", 3, [](zin::Factory& made) {
      return zin::Attributes{{"name", made.name()}};
    });
  }
};
ZIN_SEEDER(UserSeeder)
"""


class Modules(CommandTest):
    def setUp(self):
        super().setUp()
        self.migrations = self.folder / "database" / "migrations"
        self.migrations.mkdir(parents=True)
        self.cache = self.folder / "cache"
        self.env |= {
            "XDG_CACHE_HOME": str(self.cache),
            "CXXFLAGS": f"-I{ROOT / 'core'} -I{ROOT / 'sdk'}",
            "CXX": os.environ.get("ZIN_TEST_CXX", "c++"),
        }
        os.chmod(self.folder, 0o700)
        self.write("2026_01_01_000000_create_users_table.cpp", USERS)

    def write(self, name, text):
        (self.migrations / name).write_text(text)

    def ran(self, *arguments):
        done = self.run_zin("migrate", *arguments, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def test_it_is_compiled_once_and_runs_up_and_down_beside_sql(self):
        self.write("2026_01_02_000000_b.sql", "-- migrate:up\ncreate table b (id integer);\n-- migrate:down\ndrop table b;\n")
        done = self.run_zin("migrate")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("compiling 2026_01_01_000000_create_users_table.cpp", done.stderr)
        self.out("sql", "insert into users (name) values ('Ada')")
        # Nothing is compiled again: without a compiler it works as well.
        back = self.run_zin("migrate", "--rollback", env={"PATH": "/nonexistent"})
        self.assertEqual(back.returncode, 0, back.stderr)
        self.assertEqual(back.stderr, "")
        modules = self.cache / "zin" / "modules"
        self.assertEqual(stat.S_IMODE(modules.stat().st_mode), 0o700)

        status = self.json("migrate", "--status")["migrations"]
        self.assertEqual([one["state"] for one in status], ["pending", "pending"])

        seeders = self.folder / "database" / "seeders"
        seeders.mkdir()
        (seeders / "user_seeder.cpp").write_text(SEEDER)
        self.ran()
        seeded = self.run_zin("db:seed")
        self.assertEqual((seeded.returncode, seeded.stdout), (0, "seeded UserSeeder\n"), seeded.stderr)
        self.assertEqual(self.json("sql", "select count(*) as n from users"), [{"n": 3}])
        self.assertIn("--force", self.error("db:seed", "--reset"))
        self.assertEqual(self.json("db:seed", "--reset", "--force")["seeded"], ["UserSeeder"])
        self.assertEqual(self.json("sql", "select count(*) as n from users"), [{"n": 3}])
        self.assertIn("there are: UserSeeder", self.error("db:seed", "--class", "Other"))

    def test_an_error_is_the_compilers_and_nothing_runs(self):
        self.write("2026_01_02_000000_bad.cpp", USERS.replace("schema.create", "schema.no_such_verb"))
        failed = self.run_zin("migrate")
        self.assertEqual(failed.returncode, 1)
        self.assertIn("nothing was run", failed.stderr)
        self.assertIn("2026_01_02_000000_bad.cpp:6", failed.stderr)
        self.assertIn("no_such_verb", failed.stderr)
        self.assertEqual(self.json("sql", "select count(*) as n from sqlite_master where name = 'users'"), [{"n": 0}])

    def test_a_folder_of_others_is_refused(self):
        modules = self.cache / "zin" / "modules"
        modules.mkdir(parents=True, mode=0o755)
        os.chmod(modules, 0o755)
        refused = self.run_zin("migrate")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("others may enter (mode 755)", refused.stderr)

    def test_without_a_compiler_it_says_what_to_do(self):
        refused = self.run_zin("migrate", env={"CXX": "no-such-compiler"})
        self.assertEqual(refused.returncode, 1)
        self.assertIn("no-such-compiler cannot be run", refused.stderr)
        self.assertEqual(self.json("migrate", "--status")["migrations"][0]["state"], "pending")


if __name__ == "__main__":
    unittest.main()
