#!/usr/bin/env python3
"""What servers are handled with: their processes, their folders, their ports.

SPDX-License-Identifier: MIT
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from folders import mirror
from processes import GONE, continue_all, kill_all, state, stop_all
from replicated import wait_for
from server import own_port

FAMILY = "setsid sleep 1000 & sleep 1000 & wait"
DIES_WITH_STOPPED = """
import os, subprocess, sys
from processes import Guard, stop_all
child = subprocess.Popen(["sleep", "1000"], stdout=subprocess.DEVNULL)
Guard(stop_all(child.pid))
print(child.pid, flush=True)
os.kill(os.getpid(), 9)
"""


def states(pids):
    return {state(pid) for pid in pids}


class ProcessesTest(unittest.TestCase):
    def test_a_process_and_its_descendants_are_stopped_continued_and_killed(self):
        with subprocess.Popen(["sh", "-c", FAMILY]) as root:
            found = []

            def all_are_there():
                continue_all(found)
                found[:] = stop_all(root.pid)
                return len(found) == 3

            wait_for(all_are_there, lambda: f"the shell has not two children: {found}")
            self.assertEqual(states(found), {"T"})
            continue_all(found)
            self.assertNotIn("T", states(found))
            kill_all(found)
            self.assertEqual(root.wait(), -signal.SIGKILL)
            self.assertLessEqual(states(found), set(GONE))

    def test_stopped_processes_die_with_who_stopped_them(self):
        command = [sys.executable, "-c", DIES_WITH_STOPPED]
        dead = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
        self.assertEqual((dead.returncode, dead.stderr), (-signal.SIGKILL, ""))
        wait_for(lambda: states([int(dead.stdout)]) <= set(GONE), lambda: "the stopped process is there")


class FoldersTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.source, self.target = Path(scratch.name, "source"), Path(scratch.name, "target")
        (self.source / "inner").mkdir(parents=True)
        for name in ("one", "two", "inner/three"):
            (self.source / name).write_text(name, encoding="utf-8")
        (self.source / "one").chmod(0o600)
        mirror(self.source, self.target)

    def files(self):
        names = [path for path in self.target.rglob("*") if path.is_file()]
        return {str(path.relative_to(self.target)): path.read_text(encoding="utf-8") for path in names}

    def test_a_copy_has_the_files_and_their_modes(self):
        self.assertEqual(self.files(), {name: name for name in ("one", "two", "inner/three")})
        self.assertEqual((self.target / "one").stat().st_mode & 0o777, 0o600)

    def test_what_was_changed_added_or_removed_is_as_in_the_source_again(self):
        before = (self.target / "two").stat().st_ctime_ns
        (self.target / "one").write_text("eno", encoding="utf-8")
        (self.target / "inner/three").unlink()
        (self.target / "inner/three").mkdir()
        (self.target / "more/deep").mkdir(parents=True)
        mirror(self.source, self.target)
        self.test_a_copy_has_the_files_and_their_modes()
        self.assertFalse((self.target / "more").exists())
        self.assertEqual((self.target / "two").stat().st_ctime_ns, before)


class PortTest(unittest.TestCase):
    def test_a_port_is_kept_from_others_and_serves_its_owner_again_and_again(self):
        port = own_port()
        with socket.socket() as other:
            self.assertRaises(OSError, other.bind, ("127.0.0.1", port))
        for _ in range(2):
            self.assertRaises(ConnectionRefusedError, socket.create_connection, ("127.0.0.1", port))
            # create_server sets SO_REUSEADDR.
            with socket.create_server(("127.0.0.1", port)):
                socket.create_connection(("127.0.0.1", port)).close()


if __name__ == "__main__":
    unittest.main()
