#!/usr/bin/env python3
"""Runs zin-conform on the MySQL driver, beside a MariaDB server of its own.

SPDX-License-Identifier: MIT

    mysql.py tcp|tls|socket|as_mysql ZIN-CONFORM PLUGIN.so
"""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

RUN = Path(__file__).parent.parent / "servers" / "run.py"


def beside_the_server(way, conform, plugin):
    """Replaces this process by zin-conform, with the server's variables in a URL."""
    setting = {name: os.environ["ZIN_TEST_MARIADB_" + name] for name in "USER PASSWORD HOST PORT SOCKET DATABASE".split()}
    user, password = (quote(setting[name], safe="") for name in ("USER", "PASSWORD"))
    url = f"mysql://{user}:{password}@{setting['HOST']}:{setting['PORT']}/{setting['DATABASE']}"
    more = {
        "tcp": ["--option", "ssl_mode=disable"],
        "tls": ["--option", "ssl_mode=require"],
        "socket": ["--option", f"socket={setting['SOCKET']}"],
        "as_mysql": ["--option", "ssl_mode=disable", "--option", "dialect=mysql"],
    }[way]
    os.execv(conform, [conform, plugin, "--dsn", url, *more])


def main():
    if "ZIN_TEST_MARIADB_HOST" in os.environ:
        beside_the_server(*sys.argv[1:])
    result = subprocess.run([sys.executable, RUN, "mariadb", "--", sys.executable, *sys.argv], check=False)
    if result.returncode == 77:
        print("1..0 # SKIP no MariaDB server is installed")
        return 0
    return result.returncode


if __name__ == "__main__":
    sys.exit(main())
