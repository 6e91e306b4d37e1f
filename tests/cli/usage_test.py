# The command line: help, version, exit statuses.
# SPDX-License-Identifier: MIT
import subprocess
import unittest

from command import ZIN, CommandTest

COMMANDS = (["cache", "get"], ["cache", "set"], ["cache", "forget"], ["cache", "clear"],
            ["cache", "stats"], ["config"], ["doctor"], ["drivers"], ["plugin", "list"],
            ["plugin", "install"], ["plugin", "uninstall"], ["sql"])


class Usage(CommandTest):
    def test_the_version_is_that_of_the_project_and_its_abi(self):
        self.assertRegex(self.out("--version"), r"^zin \d+\.\d+\.\d+ \(driver ABI \d+\.\d+\)\n$")

    def test_help_lists_the_commands(self):
        shown = self.out("help")
        self.assertEqual(self.out("--help"), shown)
        for command in ("cache", "config", "doctor", "drivers", "plugin", "sql"):
            self.assertRegex(shown, rf"(?m)^  {command} ")

    def test_each_command_has_help_with_examples_and_json(self):
        for command in COMMANDS:
            with self.subTest(command):
                shown = self.out(*command, "--help")
                self.assertEqual(self.out("help", *command), shown)
                self.assertIn("--json", shown)
                self.assertIn("zin " + " ".join(command), shown)
                if command != ["plugin", "list"]:
                    self.assertIn("Examples:", shown)

    def test_no_option_takes_a_password(self):
        for command in ([], *COMMANDS):
            self.assertNotIn("--password", self.out(*command, "--help"))

    def test_a_command_line_that_cannot_be_right_is_status_2_and_said_on_standard_error(self):
        for arguments in ([], ["nonsense"], ["sql", "--nonsense"], ["sql", ""], ["sql", " ; "],
                          ["plugin"], ["plugin", "install"], ["plugin", "nonsense"],
                          ["config", "extra"], ["sql", "select 1", "select 2"], ["sql", "-c"],
                          ["sql", "--param"], ["help", "nonsense"],
                          ["config", "--reference", "--template", "sqlite"]):
            with self.subTest(arguments):
                self.error(*arguments, status=2)

    def test_a_usage_error_names_the_help_that_helps(self):
        self.assertIn("zin sql --help", self.error("sql", "--nonsense", status=2))
        self.assertIn("--nonsense", self.error("sql", "--nonsense", status=2))
        self.assertIn("zin plugin install --help", self.error("plugin", "install", status=2))

    def test_the_name_of_the_program_is_the_one_it_was_started_by(self):
        done = subprocess.run(["tool", "--version"], executable=ZIN, env=self.env,
                              cwd=self.folder, capture_output=True, encoding="utf-8")
        self.assertTrue(done.stdout.startswith("tool "), done.stdout)

    def test_sql_that_begins_with_a_dash_follows_two_dashes(self):
        self.assertEqual(self.out("sql", "--no-header", "--", "-- a comment\nselect 1"), "1\n")


if __name__ == "__main__":
    unittest.main()
