#!/usr/bin/env python3
# Compares what layout.c prints with layout.golden, and sees that no struct is missing in it: usage layout_matches.py
# PROGRAM GOLDEN SDK_DIR.
# SPDX-License-Identifier: MIT
import difflib
import pathlib
import re
import subprocess
import sys


def main() -> int:
    program, golden, sdk = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    printed = subprocess.run([program], text=True, capture_output=True, check=True).stdout
    expected = golden.read_text()
    if printed != expected:
        sys.stdout.writelines(
            difflib.unified_diff(
                expected.splitlines(True), printed.splitlines(True), golden.name, "this build"
            )
        )
        print("The layout of the ABI has changed. If that is meant, change layout.golden too.")
        return 1
    structs = set()
    for header in (sdk / "zin" / "abi").glob("*.h"):
        structs.update(re.findall(r"typedef struct (\w+) \{", header.read_text()))
    listed = {line.split()[0] for line in expected.splitlines() if not line.startswith(" ")}
    missing = sorted(structs - listed)
    if missing:
        print("layout.c does not print:", ", ".join(missing))
    return 1 if missing else 0


sys.exit(main())
