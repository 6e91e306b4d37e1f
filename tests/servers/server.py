"""What the servers of the tests have in common.

SPDX-License-Identifier: MIT

A module NAME.py of this folder has a class Server:

    Server(folder)     may make that folder, and keeps everything in it
    start() -> dict    starts it, waits until it answers, gives the variables ZIN_TEST_<NAME>_...
    stop()             ends it and waits for its end; again, or before start(): nothing happens
    resume()           after a stop(): starts it again on the same port, with its data, and waits
                       until it answers; only servers that tests restart have it
"""

import ctypes
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1


class NotInstalled(Exception):
    """A program of the server is not on this machine."""


def find_program(name, *folders):
    """The path of a program, looked for in `folders` too."""
    for folder in folders:
        if (Path(folder) / name).is_file():
            return str(Path(folder) / name)
    found = shutil.which(name)
    if found is None:
        raise NotInstalled(f"{name} is not installed")
    return found


def free_port():
    """A port on loopback that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def account(user):
    """What subprocess needs to run a program as `user`, when this is root; servers refuse to be root."""
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [entry.pw_gid]}


def start_process(command, log, end_signal=signal.SIGTERM, **options):
    """Starts a server whose output goes to the file `log`. It gets `end_signal` when this process dies."""
    libc = ctypes.CDLL(None)
    with open(log, "ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=lambda: libc.prctl(PR_SET_PDEATHSIG, end_signal),
            **options,
        )


def end_process(process, end_signal=signal.SIGTERM, patience=20):
    """Asks it to end, and kills it when it does not."""
    if process is None or process.poll() is not None:
        return
    process.send_signal(end_signal)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until(ready, process, log, patience=60):
    """Calls ready() until it is true; RuntimeError with the log's end when the server died or takes longer."""
    end = time.monotonic() + patience
    while not ready():
        if process.poll() is not None or time.monotonic() > end:
            tail = Path(log).read_text(errors="replace")[-2000:]
            raise RuntimeError(f"the server does not answer; {log} ends with:\n{tail}")
        time.sleep(0.05)
