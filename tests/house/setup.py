"""tools/setup asks dpkg, calls apt only for what is missing, and says what to do when it may not.

SPDX-License-Identifier: MIT
"""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

SETUP = Path(__file__).parents[2] / "tools" / "setup"
NOBODY = 65534

# dpkg-query as it answers when all packages are installed but those in the file `missing`.
DPKG_QUERY = """#!/bin/bash
folder=$(dirname "$0")
for package in "${@:4}"; do
  grep -qx "$package" "$folder/missing" || echo "installed $package"
done
"""
# apt-get notes how it is called; `install` fails as often as the file `failures` has lines.
APT_GET = """#!/bin/bash
folder=$(dirname "$0")
echo "apt-get $1 ${DEBIAN_FRONTEND:--} ${*: -2}" >>"$folder/calls"
if [[ $1 == install && -s $folder/failures ]]; then
  sed -i 1d "$folder/failures"
  echo 'E: Unable to locate package' >&2
  exit 100
fi
"""
SUDO = """#!/bin/bash
folder=$(dirname "$0")
[[ -e $folder/sudo-works ]] || exit 1
[[ $1 == -n ]] && shift
echo "sudo $1" >>"$folder/calls"
exec "$@"
"""


class Setup(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="zin-setup-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.folder.chmod(0o777)
        for name, text in {"dpkg-query": DPKG_QUERY, "apt-get": APT_GET, "sudo": SUDO}.items():
            (self.folder / name).write_text(text)
            (self.folder / name).chmod(0o755)
        shutil.copy(SETUP, self.folder / "setup")
        (self.folder / "setup").chmod(0o755)
        self.missing()

    def missing(self, *packages):
        (self.folder / "missing").write_text("".join(f"{package}\n" for package in packages))

    def run_setup(self, *arguments, user=None):
        """The result, and the calls of apt-get and sudo."""
        calls = self.folder / "calls"
        calls.write_text("")
        calls.chmod(0o666)
        result = subprocess.run(
            [self.folder / "setup", *arguments],
            env={"PATH": f"{self.folder}:{os.environ['PATH']}"},
            cwd="/",
            user=user,
            capture_output=True,
            text=True,
            check=False,
        )
        return result, calls.read_text().splitlines()

    def test_nothing_missing_is_silent(self):
        for arguments in ((), ("--to-build",), ("--check",)):
            result, calls = self.run_setup(*arguments)
            self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))
            self.assertEqual(calls, [])

    def test_check_only_tells(self):
        self.missing("meson", "cmake")
        result, calls = self.run_setup("--check")
        self.assertEqual(result.returncode, 1)
        self.assertIn("missing: cmake meson\n", result.stdout)
        self.assertEqual(calls, [])

    def test_building_needs_less_than_testing(self):
        self.missing("cmake", "clang-16")
        result, _ = self.run_setup("--to-build", "--check")
        self.assertEqual(result.returncode, 0)

    def test_an_unknown_option_is_refused(self):
        result, _ = self.run_setup("--help-me")
        self.assertEqual(result.returncode, 2)

    @unittest.skipUnless(os.geteuid() == 0, "needs root")
    def test_root_installs_what_is_missing_and_fetches_no_lists(self):
        self.missing("meson", "cmake")
        result, calls = self.run_setup()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(calls, ["apt-get install noninteractive cmake meson"])

    @unittest.skipUnless(os.geteuid() == 0, "needs root")
    def test_the_lists_are_fetched_when_a_package_is_not_found(self):
        self.missing("meson", "cmake")
        (self.folder / "failures").write_text("once\n")
        result, calls = self.run_setup()
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual([call.split()[1] for call in calls], ["install", "update", "install"])

    @unittest.skipUnless(os.geteuid() == 0, "needs root")
    def test_what_apt_says_is_shown_when_it_fails(self):
        self.missing("meson", "cmake")
        (self.folder / "failures").write_text("once\ntwice\n")
        result, _ = self.run_setup()
        self.assertEqual(result.returncode, 1)
        self.assertIn("Unable to locate package", result.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "needs root, to be somebody else")
    def test_who_may_not_install_is_told_the_command(self):
        self.missing("meson", "cmake")
        result, calls = self.run_setup(user=NOBODY)
        self.assertEqual(result.returncode, 1)
        self.assertIn(
            "sudo apt-get install -y --no-install-recommends cmake meson\n", result.stderr
        )
        self.assertEqual(calls, [])

    @unittest.skipUnless(os.geteuid() == 0, "needs root, to be somebody else")
    def test_sudo_that_asks_for_no_password_is_used(self):
        self.missing("meson", "cmake")
        (self.folder / "sudo-works").touch()
        result, calls = self.run_setup(user=NOBODY)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(calls[-2:], ["sudo env", "apt-get install noninteractive cmake meson"])


if __name__ == "__main__":
    unittest.main()
