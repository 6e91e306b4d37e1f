"""Every C and C++ file is as clang-format would write it.

SPDX-License-Identifier: MIT
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SUFFIXES = {".h", ".hpp", ".c", ".cpp"}
TREES = ("core", "sdk", "plugins", "tools", "tests")
# The C ABI is set as tables, with its comments in columns.
BY_HAND = "sdk/zin/abi/"


def main():
    files = sorted(
        path.relative_to(ROOT).as_posix()
        for tree in TREES
        for path in (ROOT / tree).rglob("*")
        if path.suffix in SUFFIXES
    )
    files = [file for file in files if not file.startswith(BY_HAND)]
    check = ["clang-format", "--dry-run", "--Werror", "--ferror-limit=1", *files]
    result = subprocess.run(check, cwd=ROOT, check=False)
    if result.returncode != 0:
        print("run `clang-format -i` on the files above", file=sys.stderr)
    return result.returncode


if __name__ == "__main__":
    sys.exit(main())
