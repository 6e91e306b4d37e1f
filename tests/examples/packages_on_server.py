"""Runs the example host on SQLite and on a MariaDB of its own: but for driver and time they say the same.

SPDX-License-Identifier: MIT

    packages_on_server.py PROGRAM

Is run beside the server (tests/servers/run.py mariadb -- ...).
"""

import os
import subprocess
import sys
import tempfile

ENVIRONMENT = {n: v for n, v in os.environ.items() if not n.startswith(("DB_", "APP_"))}


def setting(name):
    return os.environ["ZIN_TEST_MARIADB_" + name]


def answers(folder, **variables):
    """The output without its last three lines: the driver, its file, and the time."""
    result = subprocess.run(
        [os.path.realpath(sys.argv[1])],
        cwd=folder,
        env=ENVIRONMENT | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        sys.exit(f"{variables}: {result.stdout}{result.stderr}")
    return result.stdout.splitlines()[:-3]


def main():
    login = {
        "DB_USERNAME": setting("USER"),
        "DB_PASSWORD": setting("PASSWORD"),
        "DB_DATABASE": setting("DATABASE"),
    }
    tcp = login | {"DB_CONNECTION": "mysql", "DB_HOST": setting("HOST"), "DB_PORT": setting("PORT")}
    ways = {
        "TCP": tcp,
        "TLS": tcp | {"DB_SSL": "verify-full", "DB_SSL_CA": setting("CA")},
        "socket": login | {"DB_CONNECTION": "mariadb", "DB_HOST": setting("SOCKET")},
    }
    with tempfile.TemporaryDirectory(prefix="zin-packages-") as folder:
        expected = answers(folder)
        for way, variables in ways.items():
            # Twice: what is there already is replaced.
            for _ in range(2):
                found = answers(folder, **variables)
                if found != expected:
                    sys.exit(f"over {way} it says {found}, not {expected}")


if __name__ == "__main__":
    main()
