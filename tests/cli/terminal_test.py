# What a person at a terminal sees.
# SPDX-License-Identifier: MIT
import os
import pty
import subprocess
import unittest

from command import ZIN, CommandTest


class Terminal(CommandTest):
    def at_terminal(self, *arguments, stdin=subprocess.DEVNULL):
        master, slave = pty.openpty()
        process = subprocess.Popen([ZIN, *arguments], stdin=slave if stdin == pty else stdin,
                                   stdout=slave, stderr=subprocess.PIPE, env=self.env,
                                   cwd=self.folder)
        os.close(slave)
        written = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            written += piece
        os.close(master)
        with process.stderr:
            error = process.stderr.read()
        return process.wait(60), written.decode().replace("\r\n", "\n"), error.decode()

    def test_rows_come_as_a_table(self):
        sql = "select 1 as id, 'Ann' as name, 1.5 as x union all select 12, 'Bartholomew', null"
        self.assertEqual(
            self.at_terminal("sql", sql),
            (0,
             " id | name        | x\n"
             "----+-------------+------\n"
             "  1 | Ann         |  1.5\n"
             " 12 | Bartholomew | NULL\n"
             "(2 rows)\n\n", ""))

    def test_one_row_is_one_row_and_none_is_none(self):
        self.assertTrue(self.at_terminal("sql", "select 1")[1].endswith("(1 row)\n\n"))
        self.assertEqual(self.at_terminal("sql", "select 1 as a where 0")[1],
                         " a\n---\n(0 rows)\n\n")

    def test_what_was_asked_for_wins_over_the_table(self):
        self.assertEqual(self.at_terminal("sql", "--csv", "select 1 as a")[1], "a\r\n1\r\n")
        self.assertEqual(self.at_terminal("sql", "--json", "select 1 as a")[1], '[\n{"a":1}\n]\n')

    def test_later_rows_may_be_wider_and_are_complete(self):
        sql = ("with recursive n(i) as (select 1 union all select i + 1 from n where i < 1500) "
               "select case when i < 1500 then 'x' else 'a longer value' end as t, i from n")
        lines = self.at_terminal("sql", sql)[1].splitlines()
        self.assertEqual(lines[2], " x |    1")
        self.assertEqual(lines[-3], " a longer value | 1500")
        self.assertEqual(lines[-2], "(1500 rows)")

    def test_a_value_cannot_send_escape_sequences(self):
        shown = self.at_terminal("sql", "select char(27) || '[31mred' as a, char(155) as b")[1]
        self.assertNotIn("\x1b", shown)
        self.assertNotIn("\x9b", shown)
        self.assertIn("\\x1b[31mred", shown)

    def test_standard_input_that_is_a_terminal_is_a_usage_error(self):
        status, _, error = self.at_terminal("sql", stdin=pty)
        self.assertEqual(status, 2)
        self.assertIn("there is no SQL", error)


if __name__ == "__main__":
    unittest.main()
