"""Runs the example host on SQLite and on D1's own engine: but for driver and time they say the same.

SPDX-License-Identifier: MIT

    packages_on_d1.py PROGRAM

Is run beside the engine (tests/servers/run.py cloudflare -- ...).
"""

import os
import subprocess
import sys
import tempfile

PREFIXES = ("DB_", "APP_", "CLOUDFLARE_", "D1_")
ENVIRONMENT = {n: v for n, v in os.environ.items() if not n.startswith(PREFIXES)}


def engine(name):
    return os.environ["ZIN_TEST_CLOUDFLARE_" + name]


def answers(folder, *arguments, **variables):
    """The output without its last three lines, which name the driver, its file, and the time; and the driver."""
    result = subprocess.run(
        [os.path.realpath(sys.argv[1]), *arguments],
        cwd=folder,
        env=ENVIRONMENT | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        sys.exit(f"{variables.get('DB_CONNECTION')}: {result.stdout}{result.stderr}")
    lines = result.stdout.splitlines()
    return lines[:-3], lines[-3]


def main():
    d1 = {
        "DB_CONNECTION": "d1",
        "CLOUDFLARE_API_BASE_URL": engine("URL"),
        "CLOUDFLARE_ACCOUNT_ID": engine("ACCOUNT"),
        "CLOUDFLARE_API_TOKEN": engine("TOKEN"),
        "D1_DATABASE_ID": engine("DATABASES").split(",")[6],
    }
    with tempfile.TemporaryDirectory(prefix="zin-packages-") as folder:
        for arguments in ((), ("dpkg",), ("no-such-thing",)):  # again: what is there already is replaced
            expected, _ = answers(folder, *arguments)
            found, driver = answers(folder, *arguments, **d1)
            if found != expected:
                sys.exit(f"on D1 it says {found}, not {expected}")
            if not driver.startswith("driver d1-http "):
                sys.exit(driver)


if __name__ == "__main__":
    main()
