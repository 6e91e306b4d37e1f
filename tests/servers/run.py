#!/usr/bin/env python3
"""Runs a command beside real database servers of its own, and ends these behind it.

SPDX-License-Identifier: MIT

    tests/servers/run.py NAME... -- COMMAND [ARGUMENT...]

NAME is a module of this folder, which has a class Server (see server.py). Each server runs on loopback,
on a port of its own, in one scratch folder that is removed at the end; its variables, all called
ZIN_TEST_<NAME>_..., go to the command. A server that an outer call started already is used as it is.
The command may end a server and start it again, and more: see control.py.
The exit code is that of the command; 77 (skipped) when a server is not installed.
"""

import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from control import Control  # noqa: E402
from server import NotInstalled  # noqa: E402

RUNNING = "ZIN_TEST_SERVERS"
SKIPPED = 77


def usage():
    print(__doc__.split("\n\n")[2].strip(), file=sys.stderr)
    sys.exit(2)


def scratch_folder():
    """A folder that the servers' users may enter, outside of home folders."""
    folder = Path(tempfile.mkdtemp(prefix="zin-servers-"))
    folder.chmod(0o755)
    return folder


def end_on(signum, _frame):
    raise SystemExit(128 + signum)


def run_beside(servers, folder, command, environment):
    """Starts all at once, runs the command, and stops what was started whatever happens."""
    try:
        # The threads stay: a server is ended with the thread that started it (PR_SET_PDEATHSIG).
        with ThreadPoolExecutor(len(servers) or 1) as pool:
            for variables in pool.map(lambda server: server.start(), servers.values()):
                environment.update(variables)
            with Control(servers, folder) as control:
                environment.update(control.variables())
                return subprocess.run(command, env=environment, check=False).returncode
    finally:
        for server in servers.values():
            server.stop()


def main(arguments):
    if "--" not in arguments[1:-1]:
        usage()
    names = arguments[: arguments.index("--")]
    command = arguments[arguments.index("--") + 1 :]
    for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(signum, end_on)

    environment = dict(os.environ)
    running = environment.get(RUNNING, "").split()
    missing = [name for name in names if name not in running]
    environment[RUNNING] = " ".join(running + missing)
    folder = scratch_folder()
    try:
        servers = {name: importlib.import_module(name).Server(folder / name) for name in missing}
        status = run_beside(servers, folder, command, environment)
        return 128 - status if status < 0 else status
    except NotInstalled as missing_program:
        print(f"skipped: {missing_program}; tools/setup installs it", file=sys.stderr)
        return SKIPPED
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
