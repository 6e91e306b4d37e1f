"""Runs zin-conform on a driver with a server of tests/servers, over TCP with TLS and over the socket.

SPDX-License-Identifier: MIT

    beside_server.py ZIN-CONFORM PLUGIN.so DRIVER
"""

import os
import subprocess
import sys
from urllib.parse import quote

CONFORM, PLUGIN, DRIVER = sys.argv[1:4]


def server(name):
    return os.environ[f"ZIN_TEST_{DRIVER.upper()}_{name}"]


def main():
    login = f"{quote(server('USER'), safe='')}:{quote(server('PASSWORD'), safe='')}"
    database = server("DATABASE")
    ways = {
        "TCP with TLS": [
            "--dsn",
            f"{DRIVER}://{login}@{server('HOST')}:{server('PORT')}/{database}",
            "--option",
            "ssl_mode=require",
        ],
        "the socket": [
            "--dsn",
            f"{DRIVER}://{login}@localhost:{server('PORT')}/{database}",
            "--option",
            f"socket={server('SOCKET')}",
        ],
    }
    failed = 0
    for way, options in ways.items():
        result = subprocess.run([CONFORM, PLUGIN, *options], capture_output=True, text=True, check=False)
        lines = result.stdout.splitlines()
        print(f"{way}: {sum(line.startswith('ok ') for line in lines)} ok")
        if result.returncode != 0:
            failed = 1
            print(result.stdout, result.stderr, sep="\n")
    return failed


if __name__ == "__main__":
    sys.exit(main())
