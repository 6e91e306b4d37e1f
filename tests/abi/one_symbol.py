#!/usr/bin/env python3
# Sees that a plugin exports its entry and nothing else: usage one_symbol.py PLUGIN...
# SPDX-License-Identifier: MIT
import subprocess
import sys

ENTRY = "zin_plugin_entry_v0"


def main() -> int:
    bad = 0
    for plugin in sys.argv[1:]:
        listing = subprocess.run(
            ["nm", "-D", "--defined-only", plugin], text=True, capture_output=True, check=True
        ).stdout
        symbols = [line.split()[-1] for line in listing.splitlines() if line]
        if symbols != [ENTRY]:
            bad += 1
            print(f"{plugin} exports {symbols}, not {ENTRY} alone")
    return 1 if bad else 0


sys.exit(main())
