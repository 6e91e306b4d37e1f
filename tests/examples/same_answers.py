"""Runs the example host on SQLite and on another database, and compares what it says.

SPDX-License-Identifier: MIT

    same_answers.py PROGRAM DRIVER

The server is that of tests/servers, told by ZIN_TEST_<DRIVER>_...; it is reached by its socket, by TCP, and by TCP with a
verified certificate.
"""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM, DRIVER = os.path.realpath(sys.argv[1]), sys.argv[2]


def server(name):
    return os.environ[f"ZIN_TEST_{DRIVER.upper()}_{name}"]


def answers_of(output):
    """All but who served it and how long it took."""
    lines = output.splitlines()
    return [line for line in lines if not line.startswith(("driver ", "plugin ", "time "))]


@unittest.skipUnless(Path("/var/lib/dpkg/status").exists(), "this machine has no dpkg")
class SameAnswers(unittest.TestCase):
    def run_example(self, *arguments, **variables):
        clean = {name: v for name, v in os.environ.items() if not name.startswith(("DB_", "APP_"))}
        with tempfile.TemporaryDirectory(prefix="zin-answers-") as folder:
            result = subprocess.run(
                [PROGRAM, *arguments], cwd=folder, env=clean | variables, capture_output=True, text=True, check=False
            )
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def compare(self, **variables):
        login = {
            "DB_CONNECTION": DRIVER,
            "DB_PORT": server("PORT"),
            "DB_DATABASE": server("DATABASE"),
            "DB_USERNAME": server("USER"),
            "DB_PASSWORD": server("PASSWORD"),
        }
        for arguments in ((), ("dpkg",), ("no-such-thing",)):
            output = self.run_example(*arguments, **login, **variables)
            self.assertEqual(answers_of(output), answers_of(self.run_example(*arguments)))
            self.assertIn(f"\ndriver {DRIVER} ", output)

    def test_over_tcp(self):
        self.compare(DB_HOST=server("HOST"))

    def test_over_the_socket(self):
        self.compare(DB_HOST=server("SOCKET"))

    def test_over_tls_with_a_verified_certificate(self):
        self.compare(DB_HOST="localhost", DB_SSL="true", DB_SSL_CA=server("CA"))

    def test_the_next_host_serves_when_the_first_is_dead(self):
        self.compare(DB_HOST=f"127.0.0.2,{server('HOST')}")  # nobody listens there


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
