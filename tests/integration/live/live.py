#!/usr/bin/env python3
"""Runs a test program before Cloudflare itself, when CF_LIVE=1 asks for that and an account is named.

SPDX-License-Identifier: MIT

    CF_LIVE=1 CLOUDFLARE_ACCOUNT_ID=... CLOUDFLARE_API_TOKEN=... KV_NAMESPACE_ID=... D1_DATABASE_ID=... \\
      meson test -C build/NAME live

The namespace and the database should be there for this alone: keys and tables that begin with `zin_live` are
written and removed. Without CF_LIVE=1, or without one of the variables, the test is skipped (exit code 77).
"""

import os
import sys

SKIPPED = 77


def main(command):
    if os.environ.get("CF_LIVE") != "1":
        print("skipped: CF_LIVE=1 is not set")
        return SKIPPED
    token = "CLOUDFLARE_API_TOKEN_FILE" if "CLOUDFLARE_API_TOKEN_FILE" in os.environ else "CLOUDFLARE_API_TOKEN"
    wanted = ("CLOUDFLARE_ACCOUNT_ID", token, "KV_NAMESPACE_ID", "D1_DATABASE_ID")
    missing = [name for name in wanted if not os.environ.get(name)]
    if missing:
        print(f"skipped: {', '.join(missing)} must be set for CF_LIVE=1")
        return SKIPPED
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
