# Migrations in C++ as SQL files of D1, also those that make a table anew.
# SPDX-License-Identifier: MIT
import os
import unittest
from pathlib import Path

from d1_migrate_test import D1Test

ROOT = Path(__file__).resolve().parents[2]
MIGRATION = """#include <zin/zin.hpp>

struct Step%s : zin::Migration {
  void up(zin::Session& db) const override {
    auto schema = zin::MigrationSchema::create(db);
    %s
  }
};
ZIN_MIGRATION("%s", Step%s)
"""
TABLES = """schema.create("users", [](zin::Blueprint& table) {
      table.id();
      table.string("name").unique();
      table.integer("age").nullable();
    });
    schema.create("posts", [](zin::Blueprint& table) {
      table.id();
      table.foreign_id("user_id").constrained().cascade_on_delete();
      table.string("title").default_("what's new?");
    });
    db.execute("insert into users (name, age) values (?, ?), (?, ?)", {"O'Hara", 1, "Ada", nullptr});
    db.execute("insert into posts (user_id) values (1)");"""
CHANGED = """schema.table("posts", [](zin::Blueprint& table) { table.string("title", 80).nullable().change(); });
    schema.table("users", [](zin::Blueprint& table) { table.string("bio").nullable(); });"""
REFERRED = 'schema.table("users", [](zin::Blueprint& table) { table.string("age").nullable().change(); });'


class Modules(D1Test):
    def setUp(self):
        super().setUp()
        self.own = self.folder / "database" / "migrations"
        self.own.mkdir(parents=True)
        self.env |= {
            "DB_CONNECTION": "d1",
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "CXXFLAGS": f"-O0 -I{ROOT / 'core'} -I{ROOT / 'sdk'}",
            "CXX": os.environ.get("ZIN_TEST_CXX", "c++"),
        }
        os.chmod(self.folder, 0o700)

    def put(self, name, steps):
        (self.own / f"{name}.cpp").write_text(MIGRATION % (name[-1], steps, name, name[-1]))

    def test_builders_become_sql_once_and_rows_stay(self):
        self.put("2026_01_01_000000_a", TABLES)
        self.put("2026_01_02_000000_b", CHANGED)
        done = self.run_zin("d1:migrate", "--local", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        names = ["0001_2026_01_01_000000_a.sql", "0002_2026_01_02_000000_b.sql"]
        self.assertEqual(self.names(), names)
        self.assertEqual(self.select("select name, age, bio from users"), [("O'Hara", 1, None), ("Ada", None, None)])
        self.assertEqual(self.select("select user_id, title from posts"), [(1, "what's new?")])
        self.assertIn("values ('O''Hara', 1), ('Ada', NULL);", (self.migrations / names[0]).read_text())
        # Not the counter that the table had where it was compiled.
        self.assertEqual(self.select("select seq from sqlite_sequence where name = 'posts'"), [(1,)])
        made_anew = (self.migrations / names[1]).read_text()
        self.assertNotIn("main.sqlite_sequence", made_anew)
        self.assertIn("update sqlite_sequence set seq = max(seq, coalesce((select seq", made_anew)
        # Nothing is compiled again: without a compiler it works as well.
        self.assertEqual(self.out("d1:migrate", "--local", env={"PATH": "/nonexistent"}), "Nothing to do.\n")
        # A table to which others refer is not made anew on D1, where that would delete their rows.
        self.put("2026_01_03_000000_c", REFERRED)
        refused = self.run_zin("d1:migrate", "--local")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("2026_01_03_000000_c", refused.stderr)
        self.assertIn("which D1 does not allow", refused.stderr)
        self.assertEqual(len(list(self.migrations.iterdir())), 2)


if __name__ == "__main__":
    unittest.main()
