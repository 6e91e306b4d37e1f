"""Does with a copy of this tree what the README and docs/embedding.md tell who has just cloned it.

SPDX-License-Identifier: MIT

It builds all of it twice: only tools/test --long runs it.
"""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATUS = Path("/var/lib/dpkg/status")


def run(*command, **kwargs):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **kwargs)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


@unittest.skipUnless(os.environ.get("ZIN_TEST_LONG"), "only in tools/test --long")
@unittest.skipUnless((ROOT / ".git").exists(), "this is no checkout")
class FreshClone(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="zin-clone-")
        self.addCleanup(folder.cleanup)
        # As it is on the disk, which need not be committed.
        self.clone = Path(folder.name, "zin")
        for name in run("git", "ls-files", "-z", cwd=ROOT).split("\0"):
            if name and (ROOT / name).exists():
                (self.clone / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.clone / name)
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DB_", "ZIN_", "APP_", "DATABASE_URL", "CC", "CXX"))
        }

    def test_quickstart_builds_it_and_does_the_main_job(self):
        def quickstart(*arguments):
            return run(self.clone / "tools/quickstart", *arguments, cwd="/", env=self.environment)

        output = quickstart()
        if STATUS.exists():
            count = len(run("dpkg-query", "-W").splitlines())
            self.assertIn(f"packages {count} from {STATUS}\n", output)
        plugin = self.clone / "build/quickstart/plugins/sqlite/zin-sqlite.so"
        self.assertIn(f"\nplugin {plugin}\n", output)
        self.assertTrue((self.clone / ".zin/dbs/zin.sqlite").exists())
        again = quickstart("no-such-thing")
        self.assertIn("package no-such-thing is not there\n", again)
        self.assertEqual(again.splitlines()[0], output.splitlines()[0])

    def test_it_is_built_and_installed_as_documented(self):
        page = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")
        commands = re.search(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[1]
        self.assertIn("meson install", commands)
        target = self.clone.parent / "installed"
        run("sh", "-euc", commands, cwd=self.clone, env=self.environment | {"DESTDIR": str(target)})
        for name in ("libzin.so.0", "zin-sqlite.so", "zin-sqlite.toml", "zin.pc", "zin.hpp", "zin"):
            self.assertTrue(list(target.rglob(name)), name)


if __name__ == "__main__":
    unittest.main()
