# `zin migrate` and `zin migrate:repair`, on real SQLite files.
# SPDX-License-Identifier: MIT
import json
import unittest

from command import CommandTest

CREATE = "-- migrate:up\ncreate table {0} (id integer primary key);\n-- migrate:down\ndrop table {0};\n"


class MigrateTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.migrations = self.folder / "database" / "migrations"
        self.migrations.mkdir(parents=True)
        self.write("01_a.sql", CREATE.format("a"))
        self.write("02_b.sql", CREATE.format("b"))

    def write(self, name, text):
        (self.migrations / name).write_text(text)

    def states(self):
        listed = self.json("migrate", "--status")["migrations"]
        return [(one["name"], one["state"], one["batch"]) for one in listed]

    def tables(self):
        sql = (
            "select name from sqlite_master where type = 'table' and name not like 'migrations%'"
            " and name <> 'sqlite_sequence' order by 1"
        )
        return [row["name"] for row in self.json("sql", sql)]


class Runs(MigrateTest):
    def test_all_that_is_pending_runs_and_is_listed(self):
        shown = self.out("migrate")
        self.assertRegex(shown, r"^ran 01_a \(\d+\.\d ms\)\nran 02_b \(\d+\.\d ms\)\n$")
        self.assertEqual(self.states(), [("01_a", "applied", 1), ("02_b", "applied", 1)])
        self.assertEqual(self.out("migrate"), "Nothing to do.\n")

    def test_json_names_connection_and_runs(self):
        done = self.json("migrate")
        self.assertEqual(done["connection"], "default")
        self.assertEqual([(run["name"], run["direction"], run["statements"]) for run in done["ran"]],
                         [("01_a", "up", 1), ("02_b", "up", 1)])
        self.assertEqual(self.json("migrate"), {"connection": "default", "ran": []})

    def test_status_is_a_table(self):
        self.out("migrate")
        self.write("03_c.sql", CREATE.format("c"))
        self.write("01_a.sql", CREATE.format("a") + "-- changed\n")
        lines = self.out("migrate", "--status").splitlines()
        self.assertRegex(lines[0], r"^migration +state +batch +applied at")
        self.assertRegex(lines[1], r"^01_a +applied +1 +20.* its source was changed since$")
        self.assertRegex(lines[3], r"^03_c +pending$")

    def test_a_step_back_is_a_batch_and_migrations_are_counted(self):
        self.out("migrate")
        self.write("03_c.sql", CREATE.format("c"))
        self.out("migrate")
        self.assertIn("took back 03_c", self.out("migrate", "--rollback"))
        self.assertIn("took back 02_b", self.out("migrate", "--rollback", "--migrations", "1"))
        self.assertEqual(self.tables(), ["a"])
        self.assertIn("took back 01_a", self.out("migrate", "--rollback", "--step", "5"))

    def test_pretend_shows_sql_and_runs_none(self):
        self.assertEqual(
            self.out("migrate", "--pretend"),
            "-- 01_a\ncreate table a (id integer primary key);\n\n"
            "-- 02_b\ncreate table b (id integer primary key);\n\n",
        )
        self.assertEqual(self.tables(), [])
        self.out("migrate")
        self.assertEqual(
            self.json("migrate", "--pretend", "--rollback", "--migrations", "1"),
            {"connection": "default",
             "pretended": [{"name": "02_b", "direction": "down", "statements": ["drop table b"]}]},
        )

    def test_a_failure_names_file_line_and_what_is_left(self):
        self.write("03_bad.sql", "-- migrate:up\ncreate table c (id integer);\ninsert into nothing values (1);\n")
        failed = self.run_zin("migrate")
        self.assertEqual(failed.returncode, 1)
        self.assertIn("03_bad.sql, line 3", failed.stderr)
        self.assertIn("nothing of it is left", failed.stderr)
        self.assertEqual(self.states()[1:], [("02_b", "applied", 1), ("03_bad", "pending", None)])

    def test_all_connections_have_migrations_of_their_own(self):
        other = self.folder / "other"
        other.mkdir()
        (other / "01_z.sql").write_text(CREATE.format("z"))
        env = {
            "DB_CONNECTIONS": "reports",
            "DB_REPORTS_DRIVER": "sqlite",
            "DB_REPORTS_DATABASE": str(self.folder / "reports.sqlite"),
            "DB_REPORTS_MIGRATIONS_DIR": str(other),
        }
        ran = self.json("migrate", "--all", env=env)
        self.assertEqual(
            {one["connection"]: [run["name"] for run in one["ran"]] for one in ran},
            {"default": ["01_a", "02_b"], "reports": ["01_z"]},
        )
        self.assertEqual(self.json("migrate", "--status", "-c", "reports", env=env)["migrations"][0]["name"], "01_z")


class Dangers(MigrateTest):
    def test_what_loses_data_is_refused_where_nobody_can_be_asked(self):
        self.out("migrate")
        for option in ("--fresh", "--reset", "--refresh"):
            with self.subTest(option):
                self.assertIn("say --force", self.error("migrate", option))
                self.assertEqual(self.json_error("migrate", option)["code"], "permission_denied")
        self.assertEqual(self.tables(), ["a", "b"])

    def test_force_does_it(self):
        self.out("migrate")
        self.out("sql", "create table other (id integer)")
        self.assertIn("took back 02_b", self.out("migrate", "--refresh", "--force"))
        self.assertEqual(self.tables(), ["a", "b", "other"])
        self.out("migrate", "--fresh", "--force")
        self.assertEqual(self.tables(), ["a", "b"])
        self.out("migrate", "--reset", "--force")
        self.assertEqual(self.tables(), [])

    def test_production_needs_force_for_all_that_writes(self):
        env = {"ZIN_ENV": "production"}
        self.assertIn("it takes --force to migrate the database", self.error("migrate", env=env))
        self.assertIn("--force", self.error("migrate", "--rollback", env=env))
        self.assertEqual([state for _, state, _ in self.states()], ["pending", "pending"])
        self.out("migrate", "--pretend", env=env)
        self.out("migrate", "--status", env=env)
        self.out("migrate", "--force", env=env)
        self.assertEqual(self.tables(), ["a", "b"])


class Repairs(MigrateTest):
    def test_a_changed_source_is_refused_with_the_command_that_accepts_it(self):
        self.out("migrate")
        self.write("01_a.sql", CREATE.format("a") + "-- changed\n")
        self.assertIn("`zin migrate:repair --accept-changes`", self.error("migrate"))
        self.assertEqual(self.out("migrate:repair", "--accept-changes"), "repaired 01_a\n")
        self.assertEqual(self.out("migrate:repair", "--accept-changes"), "Nothing to repair.\n")
        self.out("migrate")

    def test_a_missing_source_is_refused_with_the_command_that_forgets_it(self):
        self.out("migrate")
        (self.migrations / "02_b.sql").unlink()
        self.assertIn("zin migrate:repair --forget NAME", self.error("migrate"))
        self.assertEqual(self.json("migrate:repair", "--forget", "02_b"),
                         {"connection": "default", "repaired": ["02_b"]})
        self.assertEqual(self.out("migrate"), "Nothing to do.\n")
        self.assertIn("not_found", self.error("migrate:repair", "--forget", "02_b"))

    def test_what_is_right_must_be_said(self):
        self.assertIn("--accept-changes, --forget", self.error("migrate:repair", "01_a", status=2))
        self.assertIn("name the migration", self.error("migrate:repair", "--forget", status=2))


class CommandLines(MigrateTest):
    def test_what_excludes_each_other_is_told(self):
        for arguments in (
            ["--fresh", "--reset"],
            ["--step", "1"],
            ["--rollback", "--step", "0"],
            ["--rollback", "--step", "x"],
            ["--rollback", "--step", "1", "--migrations", "1"],
            ["--pretend", "--fresh"],
            ["--all", "--connection", "default"],
            ["--local"],
        ):
            with self.subTest(arguments):
                self.error("migrate", *arguments, status=2)


class Scaffolds(MigrateTest):
    def created(self, *arguments):
        file = self.json(*arguments)["file"]
        return (self.folder / file).name, (self.folder / file).read_text()

    def test_a_new_table(self):
        name, text = self.created("create", "migration", "user")
        self.assertRegex(name, r"^\d{4}_\d\d_\d\d_\d{6}_create_users_table\.cpp$")
        self.assertIn("struct CreateUsersTable : zin::Migration", text)
        self.assertIn('schema.create("users"', text)
        self.assertIn(f'ZIN_MIGRATION("{name[:-4]}", CreateUsersTable)', text)

    def test_a_new_column(self):
        name, text = self.created("am", "bio", "user")
        self.assertRegex(name, r"_add_bio_to_users_table\.cpp$")
        self.assertIn('table.string("bio").nullable()', text)
        self.assertIn('table.drop_column("bio")', text)

    def test_sql_runs_up_and_down(self):
        self.created("cm", "BlogCategory", "--sql")
        self.created("add", "migration", "bio", "blog_category", "--sql")
        self.out("migrate")
        self.assertIn("blog_categories", self.tables())
        self.assertEqual(self.json("sql", "select count(bio) as n from blog_categories"), [{"n": 0}])
        self.out("migrate", "--rollback")
        self.assertEqual(self.tables(), [])

    def test_a_second_one_of_a_logical_name_is_refused(self):
        self.created("create", "migration", "user")
        self.assertIn("there is a migration create_users_table already", self.error("cm", "users", "--sql"))

    def test_names_are_words(self):
        self.error("cm", "a b", status=2)
        self.error("am", "x;y", "user", status=2)
        self.error("cm", "../a", status=2)


if __name__ == "__main__":
    unittest.main()
