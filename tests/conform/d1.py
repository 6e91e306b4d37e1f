"""Runs zin-conform on a driver for D1, beside D1's own engine.

SPDX-License-Identifier: MIT

    d1.py ZIN-CONFORM PLUGIN.so DRIVER

Is run beside the engine (tests/servers/run.py cloudflare -- ...).
"""

import os
import sys


# Not `types`: D1 tells no types of columns, so that values come back as integers, reals, texts and bytes. Not `statements`:
# what a statement gives back is known only when it has run.
GROUPS = ("cursors", "errors", "lifecycle", "lifetimes", "load", "stepping", "structs", "transactions", "views")


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
    groups = [word for group in GROUPS for word in ("--group", group)]
    os.execv(conform, [conform, plugin, "--driver", driver, *given, *groups])


if __name__ == "__main__":
    main()
