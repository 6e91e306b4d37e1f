"""tests/cloudflare/install asks npm only for what is missing, and brings a newer node where that is too old.

SPDX-License-Identifier: MIT
"""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "cloudflare"

# npm notes where it is called, and makes the folder that it would fill; it fails when the file `fails` is there.
NPM = """#!/bin/bash
folder=$(dirname "$0")
echo "${*:2}" >>"$folder/calls"
if [[ -e $folder/fails ]]; then
  echo 'npm error network' >&2
  exit 1
fi
mkdir -p "$2/node_modules"
"""
NODE = """#!/bin/bash
cat "$(dirname "$0")/version"
"""


class Install(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="zin-install-")
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.programs = self.root / "programs"
        self.programs.mkdir()
        for name, text in {"npm": NPM, "node": NODE}.items():
            (self.programs / name).write_text(text)
            (self.programs / name).chmod(0o755)
        shutil.copytree(SOURCE, self.root / "tests" / "cloudflare")
        self.target = self.root / "build" / "cloudflare"
        self.node("20.3.0")

    def node(self, version):
        (self.programs / "version").write_text(version + "\n")

    def install(self, *arguments):
        """The result, and where npm was called."""
        calls = self.programs / "calls"
        calls.write_text("")
        result = subprocess.run(
            [self.root / "tests" / "cloudflare" / "install", *arguments],
            env={"PATH": f"{self.programs}:{os.environ['PATH']}"},
            cwd="/", capture_output=True, text=True, check=False,
        )
        return result, calls.read_text().splitlines()

    def test_what_is_installed_is_not_installed_again(self):
        result, calls = self.install()
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertEqual(calls, [f"{self.target}/. ci --ignore-scripts --include=optional"])
        for arguments in ((), ("--check",)):
            result, calls = self.install(*arguments)
            self.assertEqual((result.returncode, result.stdout, result.stderr, calls), (0, "", "", []))

    def test_another_lock_file_is_installed(self):
        self.install()
        lock = self.root / "tests" / "cloudflare" / "package-lock.json"
        lock.write_text(lock.read_text() + "\n")
        self.assertEqual(self.install("--check")[0].returncode, 1)
        self.assertEqual(len(self.install()[1]), 1)
        self.assertEqual(self.install()[1], [])

    def test_an_old_node_gets_a_newer_one_beside_it(self):
        for version in ("18.20.4", "20.2.9"):
            shutil.rmtree(self.target, ignore_errors=True)
            self.node(version)
            _, calls = self.install()
            self.assertEqual([call.split()[0] for call in calls], [f"{self.target}/.", f"{self.target}/node"])
            self.assertEqual(self.install()[1], [])

    def test_checking_installs_nothing(self):
        result, calls = self.install("--check")
        self.assertEqual((result.returncode, calls), (1, []))
        self.assertIn("missing", result.stdout)
        self.assertFalse(self.target.exists())

    def test_what_npm_says_is_shown_when_it_fails_and_it_is_tried_again(self):
        (self.programs / "fails").touch()
        result, _ = self.install()
        self.assertEqual(result.returncode, 1)
        self.assertIn("npm error network", result.stderr)
        (self.programs / "fails").unlink()
        self.assertEqual(self.install()[0].returncode, 0)

    def test_locks_name_no_registry(self):
        for lock in SOURCE.rglob("package-lock.json"):
            self.assertNotIn('"resolved"', lock.read_text())


if __name__ == "__main__":
    unittest.main()
