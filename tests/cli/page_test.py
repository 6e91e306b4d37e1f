# docs/cli.md: its commands run, and the options that it names are those that there are.
# SPDX-License-Identifier: MIT
import re
import subprocess
import unittest
from pathlib import Path

from command import ZIN, CommandTest

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"


class Page(CommandTest):
    def setUp(self):
        super().setUp()
        self.text = PAGE.read_text(encoding="utf-8")

    def test_every_example_runs(self):
        (self.folder / "schema.sql").write_text("create table made (a); insert into made values (1);")
        self.env |= {
            "PATH": f"{Path(ZIN).resolve().parent}:{self.env['PATH']}",
            "DB_CONNECTIONS": "reports",
            "DB_REPORTS_DRIVER": "sqlite",
            "DB_REPORTS_PATH": str(self.folder / "reports.sqlite"),
        }
        self.out("sql", "create table users (id integer, name text)")
        self.out("sql", "-c", "reports", "create table sales (day text, total integer)")
        examples = "".join(re.findall(r"^```sh\n(.*?)^```$", self.text, re.MULTILINE | re.DOTALL))
        self.assertGreaterEqual(examples.count("zin sql"), 4)
        for example in examples.splitlines():
            example = example.split(" | jq ")[0]
            with self.subTest(example):
                done = subprocess.run(["sh", "-c", example], env=self.env, cwd=self.folder,
                                      capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertTrue((self.folder / "sales.csv").read_text().startswith("day,total"))
        self.assertEqual(self.json("sql", "select a from made"), [{"a": 1}])

    def test_every_option_that_it_names_exists(self):
        helps = self.out("help") + "".join(
            self.out("help", command) for command in ("sql", "doctor", "config", "drivers", "plugin"))
        helps += "".join(self.out("plugin", command, "--help")
                         for command in ("list", "install", "uninstall"))
        helps += "".join(self.out("cache", command, "--help") for command in ("get", "set", "clear", "stats"))
        for option in sorted(set(re.findall(r"`(--[a-z-]+)", self.text))):
            with self.subTest(option):
                self.assertIn(option, helps)

    def test_every_command_is_on_it(self):
        for command in re.findall(r"^  ([a-z]+) ", self.out("help"), re.MULTILINE):
            self.assertIn(f"zin {command}", self.text)


if __name__ == "__main__":
    unittest.main()
