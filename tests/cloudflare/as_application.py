#!/usr/bin/env python3
"""Runs a command as an application would run before the Cloudflare peer: with an application's own variables.

SPDX-License-Identifier: MIT

    tests/servers/run.py cloudflare -- tests/cloudflare/as_application.py NUMBER COMMAND [ARGUMENT...]

NUMBER, 0 to 7, is the database, the namespace and the proxy that the command gets.
"""

import os
import sys

PREFIX = "ZIN_TEST_CLOUDFLARE_"


def main(number, *command):
    def told(name, index=None):
        value = os.environ[PREFIX + name]
        return value if index is None else value.split(",")[index]

    index = int(number)
    os.environ.update({
        "CLOUDFLARE_API_BASE_URL": told("URL"),
        "CLOUDFLARE_API_TOKEN_FILE": told("TOKEN_FILE"),
        "CLOUDFLARE_ACCOUNT_ID": told("ACCOUNT"),
        "D1_DATABASE_ID": told("DATABASES", index),
        "KV_NAMESPACE_ID": told("NAMESPACES", index),
    })
    for service in ("D1", "KV"):
        os.environ.update({
            f"{service}_REMOTE_URL": told("PROXY_URLS", index),
            f"{service}_REMOTE_KEY_ID": told("PROXY_KEY_ID"),
            f"{service}_REMOTE_SECRET": told("PROXY_SECRET"),
        })
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
