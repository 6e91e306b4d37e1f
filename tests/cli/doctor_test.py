# `zin doctor`: each thing that can be wrong is told as such, with the next step.
# SPDX-License-Identifier: MIT
import json
import os
import sqlite3
import unittest

from command import CommandTest

CHECKS = ["settings", "driver", "plugin", "connect", "ping", "select", "version", "transaction",
          "pool", "file"]


class Doctor(CommandTest):
    def checks(self, *arguments, status, **options):
        done = self.run_zin("doctor", "--json", *arguments, **options)
        self.assertEqual((done.returncode, done.stderr), (status, ""), done.stdout)
        report = json.loads(done.stdout)
        self.assertEqual(report["ok"], status == 0)
        return {c["name"]: c for c in report["checks"]}

    def failed(self, *arguments, **options):
        """The one check that fails; those behind it are skipped."""
        checks = self.checks(*arguments, status=1, **options)
        failed = [c for c in checks.values() if c["status"] == "fail"]
        self.assertTrue(all(c["next_step"] for c in failed), failed)
        return checks, [c["name"] for c in failed]

    def test_all_is_well_with_a_good_connection(self):
        checks = self.checks(status=0)
        self.assertEqual(list(checks), CHECKS)
        self.assertEqual({c["status"] for c in checks.values()}, {"ok"})
        self.assertIn(sqlite3.sqlite_version, checks["version"]["detail"])
        self.assertEqual(checks["plugin"]["detail"], str(self.plugins / "zin-sqlite.so"))

    def test_text_ends_with_the_verdict(self):
        lines = self.out("doctor").splitlines()
        self.assertEqual(lines[-1], "all is well")
        self.assertRegex(lines[0], "^ok +settings ")
        done = self.run_zin("doctor", env={"DB_PATH": "/nonexistent/x.sqlite"})
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"(?m)^fail +connect ")
        self.assertRegex(done.stdout, r"(?m)^ +-> ")
        self.assertRegex(done.stdout, r"checks? failed\n$")

    def test_a_setting_that_cannot_be_right(self):
        checks, failed = self.failed(env={"DB_POOL_MAX": "many"})
        self.assertEqual(failed, ["settings"])
        self.assertIn("DB_POOL_MAX", checks["settings"]["detail"])
        self.assertEqual({checks[n]["status"] for n in ("driver", "connect", "select", "pool")},
                         {"skip"})

    def test_an_unknown_connection(self):
        checks, failed = self.failed("-c", "nope")
        self.assertEqual(failed, ["settings"])
        self.assertIn("nope", checks["settings"]["detail"])

    def test_production_without_a_database(self):
        env = {"ZIN_ENV": "production", "DB_PATH": ""}
        self.assertEqual(self.failed(env=env)[1], ["settings"])

    def test_a_driver_that_is_not_there(self):
        checks, failed = self.failed(env={"DB_CONNECTION": "nosuch"})
        self.assertEqual(failed, ["driver"])
        self.assertIn("zin-nosuch.so", checks["driver"]["detail"])
        self.assertEqual(checks["plugin"]["status"], "skip")

    def test_a_plugin_that_is_refused(self):
        (self.plugins / "zin-sqlite.so").write_text("no library")
        checks, failed = self.failed()
        self.assertEqual(failed, ["plugin"])
        self.assertEqual(checks["driver"]["status"], "ok")
        self.assertEqual(checks["connect"]["status"], "skip")

    def test_a_folder_that_does_not_exist(self):
        checks, failed = self.failed(env={"DB_PATH": str(self.folder / "none" / "x.sqlite")})
        self.assertEqual(failed, ["connect", "file"])
        self.assertIn("mkdir", checks["file"]["next_step"])
        self.assertFalse((self.folder / "none").exists())

    def test_a_file_that_is_no_database(self):
        (self.folder / "test.sqlite").write_text("this is no database, but long enough to be one" * 99)
        self.assertEqual(self.failed()[1], ["connect"])

    def test_a_folder_in_the_place_of_the_file(self):
        self.assertEqual(self.failed(env={"DB_PATH": str(self.plugins)})[1], ["connect", "file"])

    def test_a_database_that_another_process_has_locked(self):
        other = sqlite3.connect(self.folder / "test.sqlite", isolation_level=None)
        self.addCleanup(other.close)
        other.execute("pragma journal_mode = wal")
        other.execute("create table t (a)")
        other.execute("begin immediate")
        checks, failed = self.failed(env={"DB_BUSY_TIMEOUT": "50"})
        self.assertEqual(failed, ["transaction"])
        self.assertEqual(checks["select"]["status"], "ok")

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_a_folder_that_is_not_writable(self):
        os.chmod(self.folder, 0o555)
        self.addCleanup(os.chmod, self.folder, 0o755)
        self.assertIn("file", self.failed()[1])

    def test_a_database_in_memory_has_no_file(self):
        checks = self.checks(status=0, env={"DB_PATH": ":memory:"})
        self.assertEqual(checks["file"]["status"], "skip")

    def test_settings_that_surprise_are_told_without_failing(self):
        checks = self.checks(status=0, env={"DB_POOLING": "false"})
        self.assertIn("DB_POOLING", checks["pool"]["next_step"])
        checks = self.checks(status=0, env={"DB_CONNECTION_TIMEOUT": "100"})
        self.assertIn("DB_CONNECTION_TIMEOUT", checks["pool"]["next_step"])

    def test_nothing_is_left_behind_but_the_file(self):
        self.checks(status=0)
        self.assertEqual(self.json("sql", "select name from sqlite_master"), [])


if __name__ == "__main__":
    unittest.main()
