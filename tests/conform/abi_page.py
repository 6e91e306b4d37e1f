#!/usr/bin/env python3
"""sdk/ABI.md speaks of every rule, and every test that it names exists. Usage: abi_page.py ABI.md ZIN_CONFORM."""
# SPDX-License-Identifier: MIT
import pathlib
import re
import subprocess
import sys


def main():
    page = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    listed = subprocess.run([sys.argv[2], "--list"], check=True, stdout=subprocess.PIPE,
                            text=True).stdout
    tests = {line.split()[0] for line in listed.splitlines()}
    groups = {test.split("/")[0] for test in tests}
    problems = [f"rule R{n} is missing" for n in range(1, 12)
                if not re.search(rf"^\*\*R{n}, ", page, re.MULTILINE)]
    named = set(re.findall(r"`([a-z]+/[a-z0-9_]+)`", page))
    named = {name for name in named if name.split("/")[0] in groups}
    if len(named) < 20:
        problems.append(f"only {len(named)} tests are named")
    problems += [f"there is no test {name}" for name in sorted(named - tests)]
    if problems:
        sys.exit("\n".join(problems))


main()
