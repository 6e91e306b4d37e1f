"""Runs the example host twice and compares what it says with dpkg and with the sqlite3 shell.

SPDX-License-Identifier: MIT

    run_packages.py PROGRAM PLUGIN.so
"""

import os
import re
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path

STATUS = Path("/var/lib/dpkg/status")
PROGRAM, PLUGIN = (os.path.realpath(path) for path in sys.argv[1:3])


def output_of(*command, **kwargs):
    result = subprocess.run(command, capture_output=True, text=True, check=False, **kwargs)
    if result.returncode != 0:
        raise AssertionError(f"{' '.join(command)}\n{result.stdout}{result.stderr}")
    return result.stdout


def names_in(relations):
    """What a Depends field names: without versions, architectures and the kind of alternative."""
    return {re.split(r"[ (:\[]", part.strip())[0] for part in re.split(r"[,|]", relations)} - {""}


def dependencies():
    """(package, architecture) -> names of what it depends on, read by dpkg itself."""
    text = output_of(
        "dpkg-query", "-W", "-f", "${Package}\t${Architecture}\t${Depends},${Pre-Depends}\n"
    )
    fields = [line.split("\t") for line in text.splitlines()]
    return {(package, arch): names_in(relations) for package, arch, relations in fields}


@unittest.skipUnless(STATUS.exists(), "this machine has no dpkg")
class Packages(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="zin-packages-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.database = Path(self.folder, ".zin/dbs/zin.sqlite")
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("DB_", "APP_"))
        }

    def run_example(self, *arguments, **variables):
        return output_of(
            PROGRAM, *arguments, cwd=self.folder, env=self.environment | variables
        )

    def stored(self, sql, database=None):
        return output_of("sqlite3", str(database or self.database), sql).splitlines()

    def test_the_count_is_that_of_dpkg_query(self):
        output = self.run_example()
        count = len(output_of("dpkg-query", "-W").splitlines())
        self.assertIn(f"packages {count} from {STATUS}\n", output)
        self.assertEqual(self.stored("select count(*) from packages"), [str(count)])

    def test_running_twice_leaves_the_same_data_once(self):
        self.run_example()
        first = self.stored(".dump")
        self.run_example()
        self.assertEqual(self.stored(".dump"), first)

    def test_packages_and_dependencies_are_those_of_dpkg(self):
        self.run_example()
        versions = output_of("dpkg-query", "-W", "-f", "${Package}|${Architecture}|${Version}\n")
        stored = self.stored("select name, architecture, version from packages")
        self.assertEqual(sorted(stored), sorted(versions.splitlines()))
        expected = [
            f"{package}|{architecture}|{other}"
            for (package, architecture), others in dependencies().items()
            for other in others
        ]
        self.assertEqual(sorted(self.stored("select * from dependencies")), sorted(expected))

    def test_the_ten_most_needed_are_in_order(self):
        output = self.run_example()
        told = re.findall(r"^ +(\d+) (\S+)$", output, re.MULTILINE)
        known = dependencies()
        packages = {package for package, _ in known}
        needed = Counter(other for others in known.values() for other in others & packages)
        ranked = sorted(needed.items(), key=lambda item: (-item[1], item[0]))[:10]
        self.assertEqual(told, [(str(count), name) for name, count in ranked])

    def test_one_package_is_shown_by_name(self):
        fields = output_of(
            "dpkg-query", "-W", "-f", "${Version} (${Architecture}, ${db:Status-Status})", "dpkg"
        )
        self.assertIn(f"package dpkg {fields} depends on ", self.run_example("dpkg"))
        self.assertIn("package no-such-thing is not there\n", self.run_example("no-such-thing"))

    def test_it_tells_who_served_it_and_how_long_it_took(self):
        output = self.run_example()
        self.assertRegex(output, r"(?m)^driver sqlite \d+\.\d+\.\d+$")
        self.assertIn(f"\nplugin {PLUGIN}\n", output)
        self.assertRegex(output, r"(?m)^time \d+\.\d ms \(stored in \d+\.\d, asked in \d+\.\d\)$")

    def test_the_environment_names_the_database(self):
        other = Path(self.folder, "elsewhere.sqlite")
        self.run_example(DB_CONNECTION="sqlite3", DB_DATABASE=str(other))
        self.assertFalse(self.database.exists())
        self.assertNotEqual(self.stored("select count(*) from packages", other), ["0"])

    def test_a_failure_half_way_leaves_what_was_there(self):
        self.run_example()
        output_of("sqlite3", str(self.database), "update packages set version = 'before'; "
                  "create trigger refuses before insert on dependencies "
                  "begin select raise(abort, 'no'); end")
        before = self.stored(".dump")
        done = subprocess.run([PROGRAM], cwd=self.folder, env=self.environment,
                              capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(self.stored(".dump"), before)

    def test_without_dpkg_it_reads_another_real_file(self):
        services = Path("/etc/services")
        hide = "mount -t tmpfs none /var/lib/dpkg"
        if not services.exists() or subprocess.run(
            ["unshare", "-r", "-m", "sh", "-c", hide], capture_output=True, check=False
        ).returncode:
            self.skipTest("there is no /etc/services, or nothing may be hidden here")
        output = output_of("unshare", "-r", "-m", "sh", "-c", f"{hide} && exec '{PROGRAM}' ssh",
                           cwd=self.folder, env=self.environment)
        lines = [line.split("#")[0].split() for line in services.read_text().splitlines()]
        names = {
            (name, words[1].split("/")[1])
            for words in lines if len(words) > 1 for name in (words[0], *words[2:])
        }
        self.assertIn(f"packages {len(names)} from {services}\n", output)
        self.assertIn("package ssh 22 (tcp, service) depends on nothing\n", output)

    def test_a_driver_that_is_not_there_is_one_line_of_error(self):
        result = subprocess.run(
            [PROGRAM],
            cwd=self.folder,
            env=self.environment | {"DB_CONNECTION": "oracel"},
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertIn("oracel", result.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
