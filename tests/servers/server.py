"""What the servers of the tests have in common.

SPDX-License-Identifier: MIT

A module NAME.py of this folder has a class Server:

    Server(folder)     may make that folder, and keeps everything in it
    start() -> dict    starts it, waits until it answers, gives the variables ZIN_TEST_<NAME>_...
    stop()             ends it and waits for its end; again, or before start(): nothing happens
    commands() -> dict what tests may have done to it, by the command's name (see control.py): each returns
                       when it is done, and raises why it cannot be
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

# See own_port(): they are never closed.
_held_ports = []


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


def own_port():
    """A port on loopback that is the caller's as long as this process lives, while its server is down too.

    A bound socket that does not listen keeps it from everybody who asks for any port, clients included (a client
    that is given the very port that it connects to would talk to itself). A server that sets SO_REUSEADDR, as
    PostgreSQL and MariaDB do, may still listen on it.
    """
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", 0))
    _held_ports.append(holder)
    return holder.getsockname()[1]


def account(user):
    """What subprocess needs to run a program as `user`, when this is root; servers refuse to be root."""
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [entry.pw_gid]}


def run_tool(*command, **options):
    """Runs a program to its end; RuntimeError with what it printed when it fails. Gives its end, output as bytes."""
    options = {"stdin": None if "input" in options else subprocess.DEVNULL, **options}
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    if done.returncode != 0:
        printed = (done.stdout + done.stderr).decode(errors="replace")[-4000:]
        raise RuntimeError(f"{Path(command[0]).name} failed with {done.returncode}:\n{printed}")
    return done


def start_process(command, log, end_signal=signal.SIGTERM, **options):
    """Starts a server whose output goes to the file `log`. It gets `end_signal` when the calling thread dies.

    Its session is its own: what a terminal or a test runner sends to this process' group is not for it.
    """
    libc = ctypes.CDLL(None)
    with open(log, "ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
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
