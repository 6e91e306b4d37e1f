"""Runs zin-conform on a driver for D1, beside D1's own engine.

SPDX-License-Identifier: MIT

    d1.py ZIN-CONFORM PLUGIN.so DRIVER

Is run beside the engine (tests/servers/run.py cloudflare -- ...). Exactly the tests of d1_expected.json fail: D1 tells no
types of columns, so that values come back as integers, reals, texts and bytes, and what a statement gives back is known only
when it has run. The proxy takes 128 KiB at most, and its answers have no columns where there are no rows.
"""

import os
import sys


def engine(name):
    return os.environ["ZIN_TEST_CLOUDFLARE_" + name]


def main():
    conform, plugin, driver = sys.argv[1:]
    options = {
        "d1-http": {
            "base_url": engine("URL"),
            "account_id": engine("ACCOUNT"),
            "api_token": engine("TOKEN"),
            "database": engine("DATABASES").split(",")[3],
        },
        "d1-remote": {
            "base_url": engine("PROXY_URLS").split(",")[4],
            "key_id": engine("PROXY_KEY_ID"),
            "secret": engine("PROXY_SECRET"),
            "mode": "sql",
        },
    }[driver]
    given = [word for key, value in options.items() for word in ("--option", f"{key}={value}")]
    here = os.path.dirname(os.path.abspath(__file__))
    runner = [sys.executable, f"{here}/expect_failures.py", conform, plugin, f"{here}/d1_expected.json", driver]
    # Each row is a request.
    os.execv(sys.executable, [*runner, "--timeout", "200", "--driver", driver, *given])


if __name__ == "__main__":
    main()
