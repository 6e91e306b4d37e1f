# Large results and large scripts pass through flat memory; a reader that leaves ends them quietly.
# SPDX-License-Identifier: MIT
import os
import subprocess
import unittest

from command import ZIN, CommandTest

NUMBERS = "with recursive n(i) as (select 1 union all select i + 1 from n where i < {}) "
WIDE = "select i, 'some text that makes the row longer than it would be, ' || i as t from n"
MANY = 400_000
# All rows together would be more than 40 MB.
ROOM_KB = 16 * 1024


class Streaming(CommandTest):
    def peak_kb(self, *arguments, stdin=None):
        """The most memory that it had, and the bytes that it wrote."""
        process = subprocess.Popen([ZIN, *arguments], env=self.env, cwd=self.folder,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if stdin is not None:
            writer = os.fork()
            if writer == 0:
                process.stdout.close()
                for piece in stdin:
                    process.stdin.write(piece)
                process.stdin.close()
                os._exit(0)
        process.stdin.close()
        size = 0
        while piece := process.stdout.read(1 << 20):
            size += len(piece)
        process.stdout.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if stdin is not None:
            os.waitpid(writer, 0)
        self.assertEqual(process.returncode, 0)
        return usage.ru_maxrss, size

    def test_a_large_result_is_not_held_in_memory(self):
        for form in ("--table", "--tsv", "--csv", "--json"):
            with self.subTest(form):
                few, _ = self.peak_kb("sql", form, NUMBERS.format(10) + WIDE)
                many, size = self.peak_kb("sql", form, NUMBERS.format(MANY) + WIDE)
                self.assertGreater(size, 60 * MANY)
                self.assertLess(many - few, ROOM_KB)

    def test_a_large_script_is_not_held_in_memory(self):
        line = b"-- " + b"x" * 100 + b"\nselect 1;\n"
        few, _ = self.peak_kb("sql", "--no-header", stdin=[line * 10])
        many, size = self.peak_kb("sql", "--no-header", stdin=[line * 1000] * 100)
        self.assertEqual(size, 2 * 100_000)
        self.assertLess(many - few, ROOM_KB)

    def test_a_statement_runs_before_the_next_one_is_known(self):
        with subprocess.Popen([ZIN, "sql", "--no-header"], env=self.env, cwd=self.folder,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            for n in range(3):
                process.stdin.write(f"select {n};".encode())
                process.stdin.flush()
                self.assertEqual(process.stdout.readline(), f"{n}\n".encode())
            process.stdin.close()
            self.assertEqual(process.wait(60), 0)

    def leave_early(self, *arguments):
        """Reads one line and closes; gives the status and what was said."""
        with subprocess.Popen([ZIN, *arguments], env=self.env, cwd=self.folder,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            first = process.stdout.readline()
            process.stdout.close()
            return first, process.stderr.read().decode(), process.wait(60)

    def test_a_reader_that_leaves_ends_it_quietly(self):
        for form in ("--table", "--tsv", "--csv", "--json"):
            with self.subTest(form):
                first, said, status = self.leave_early("sql", form,
                                                       NUMBERS.format(10**9) + WIDE)
                self.assertTrue(first)
                self.assertEqual((said, status), ("", 0))

    def test_statements_that_did_not_run_for_it_are_a_failure(self):
        self.out("sql", "create table t (a)")
        _, said, status = self.leave_early(
            "sql", NUMBERS.format(10**9) + WIDE + "; insert into t values (1)")
        self.assertEqual(status, 1)
        self.assertIn("the rest did not run", said)
        self.assertEqual(self.json("sql", "select a from t"), [])

    def test_output_that_cannot_be_written_is_a_failure(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([ZIN, "sql", "select 1"], env=self.env, cwd=self.folder,
                                  stdout=full, stderr=subprocess.PIPE, encoding="utf-8")
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot be written", done.stderr)


if __name__ == "__main__":
    unittest.main()
