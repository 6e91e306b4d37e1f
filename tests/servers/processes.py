"""All processes of a server at once: stopped, continued, killed.

SPDX-License-Identifier: MIT

They are found by their parents: PostgreSQL's sessions leave the process group of the postmaster.
"""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

GONE = "ZX"  # a zombie holds no socket and no file
STOPPED = "Tt" + GONE


def state(pid):
    """As /proc/PID/stat has it, behind a name that may have any character in it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return "X"


def _family(root):
    """It and everything that descends from it, parents first."""
    family = [root]
    for pid in family:
        for thread in Path(f"/proc/{pid}/task").glob("*"):
            with contextlib.suppress(OSError):
                family += map(int, (thread / "children").read_text().split())
    return family


def _send(pids, signum, states, patience=20):
    """Signals all, and waits until each is in one of these states."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signum)
    end = time.monotonic() + patience
    while late := [pid for pid in pids if state(pid) not in states]:
        if time.monotonic() > end:
            raise RuntimeError(f"{signal.Signals(signum).name} has no effect on {late} in {patience} s")
        time.sleep(0.005)


def stop_all(root):
    """Stops a process and its descendants, those too that are born meanwhile. Gives their ids."""
    stopped = []
    while new := [pid for pid in _family(root) if pid not in stopped]:
        _send(new, signal.SIGSTOP, STOPPED)
        stopped += new
    return stopped


def continue_all(pids):
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


def kill_all(pids):
    """Returns when they are gone. The root is the caller's to wait for."""
    _send(pids, signal.SIGKILL, GONE)


class Guard:
    """Kills stopped processes when this process dies: no other signal would reach them."""

    def __init__(self, pids):
        # It reads the end of its input when nobody is left who could write there.
        self.process = subprocess.Popen(
            ["sh", "-c", 'read -r line || kill -s KILL "$@"', "guard", *map(str, pids)],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def dismiss(self):
        self.process.communicate(b"\n")
