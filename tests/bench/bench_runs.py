"""Runs tools/bench/run on a build that is there, and looks at what it prints.

SPDX-License-Identifier: MIT
"""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

RUN = Path(__file__).parents[2] / "tools/bench/run"
RATIOS = re.compile(r"^(.+?) +([\d.]+) +([\d.]+) +([\d.]+)x +([\d.]+)x$", re.MULTILINE)


def bench(*arguments, path=None, status=0):
    """Standard output, or where it must fail standard error."""
    environment = os.environ | ({"PATH": path} if path else {})
    done = subprocess.run(
        [str(RUN), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != status:
        raise AssertionError(f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stderr if status else done.stdout


class Bench(unittest.TestCase):
    def test_every_work_has_its_ratios_in_memory_and_in_a_file(self):
        output = bench("--rounds", "1")
        works = RATIOS.findall(output)
        names = [work[0] for work in works]
        for place in ("memory", "file"):
            for work in ("point", "scan", "insert"):
                self.assertTrue(
                    [name for name in names if work in name and f"({place})" in name],
                    f"{work} ({place}) is not in {names}",
                )
        for name, *figures in works:
            self.assertTrue(all(float(figure) > 0 for figure in figures), (name, figures))
        self.assertRegex(output, r"(?m)^allocations of one such query and its text: \d+$")

    def test_only_some_works_run_when_they_are_named(self):
        names = [work[0] for work in RATIOS.findall(bench("--rounds", "1", "--only", "scan", "--no-file"))]
        self.assertTrue(names)
        self.assertTrue(all("scan" in name and "(file)" not in name for name in names), names)

    def test_the_works_are_listed_for_each_place(self):
        self.assertRegex(bench("--list"), r"(?m)^  0  .*\(memory\)$")
        self.assertRegex(bench("--list", "--no-memory"), r"(?m)^  0  .*\(file\)$")

    def test_without_valgrind_it_says_what_to_install(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("sh", "dirname", "env"):
                os.symlink(shutil.which(name), Path(folder, name))
            said = bench("--callgrind", path=folder, status=1)
        self.assertIn("valgrind, which is missing", said)
        self.assertIn("apt-get install -y valgrind", said)

    def test_a_valgrind_that_counts_nothing_is_told_as_such(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "valgrind").write_text("#!/bin/sh\necho no such tool\n", encoding="utf-8")
            os.chmod(Path(folder, "valgrind"), 0o755)
            said = bench("--callgrind", path=f"{folder}:{os.environ['PATH']}", status=1)
        self.assertIn("valgrind counted nothing: no such tool", said)

    def test_instructions_are_counted_in_memory_and_in_a_file(self):
        # A valgrind that takes no time: what is counted is not what is looked at here.
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder, "log")
            Path(folder, "valgrind").write_text(
                f'#!/bin/sh\necho "$*" >>{log}\n'
                'case "$*" in *none*) n=100 ;; *raw*) n=300 ;; *zin*) n=320 ;; esac\n'
                'echo "==7== Collected : $n"\n',
                encoding="utf-8",
            )
            os.chmod(Path(folder, "valgrind"), 0o755)
            output = bench("--callgrind", "2", path=f"{folder}:{os.environ['PATH']}")
            calls = [line.split("zin-bench ")[1] for line in log.read_text().splitlines()]
        self.assertEqual(
            calls,
            [
                f"--{place} --side {side}"
                for place in ("memory", "no-memory")
                for side in ("none", "raw --work 2", "zin --work 2")
            ],
        )
        self.assertEqual(output.count("work 2: raw 200, zin 220 instructions, 1.100x\n"), 2, output)


if __name__ == "__main__":
    unittest.main()
