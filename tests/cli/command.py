# Runs the command `zin` for the tests: in a folder of its own, with an environment of its own.
# SPDX-License-Identifier: MIT
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ZIN = os.environ["ZIN_COMMAND"]
# Runs a command for each line of standard input.
COMMANDS = os.environ["ZIN_COMMANDS"]
PLUGIN = Path(os.environ["ZIN_SQLITE_PLUGIN"])
MANIFEST = Path(os.environ["ZIN_SQLITE_MANIFEST"])


class CommandTest(unittest.TestCase):
    """Gives each test a folder with a plugin folder in it, and `self.env`."""

    maxDiff = None

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="zin-cli-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.plugins = self.folder / "plugins"
        self.plugins.mkdir(mode=0o755)
        self.put_plugin(self.plugins)
        self.env = {
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "ZIN_PLUGIN_PATH": str(self.plugins),
            "DB_PATH": str(self.folder / "test.sqlite"),
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                self.env[name] = os.environ[name]

    def put_plugin(self, folder, name="sqlite"):
        """Copies the driver as it is installed; another name does not match what is in it."""
        shutil.copy(PLUGIN, folder / f"zin-{name}.so")
        os.chmod(folder / f"zin-{name}.so", 0o755)
        if name == "sqlite":
            shutil.copy(MANIFEST, folder / "zin-sqlite.toml")
            os.chmod(folder / "zin-sqlite.toml", 0o644)

    def run_zin(self, *arguments, stdin="", env=None, **options):
        """Runs it to its end; text in, text out, with every line end as it was written."""
        done = subprocess.run(
            [ZIN, *arguments],
            input=stdin.encode(),
            env=self.env | (env or {}),
            cwd=self.folder,
            capture_output=True,
            timeout=600,
            **options,
        )
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
        return done

    def out(self, *arguments, **options):
        """The output of a run that must be good and say nothing on standard error."""
        done = self.run_zin(*arguments, **options)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        return done.stdout

    def json(self, *arguments, **options):
        return json.loads(self.out(*arguments, "--json", **options))

    def error(self, *arguments, status=1, **options):
        """What a run that must fail says; it must have written nothing else."""
        done = self.run_zin(*arguments, **options)
        self.assertEqual(done.returncode, status, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertNotEqual(done.stderr, "")
        return done.stderr

    def json_error(self, *arguments, **options):
        return json.loads(self.error(*arguments, "--json", **options))["error"]
