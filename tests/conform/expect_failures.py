#!/usr/bin/env python3
"""Runs zin-conform on a driver that breaks rules: exactly the expected tests fail, with the expected words."""
# SPDX-License-Identifier: MIT
import json
import re
import subprocess
import sys


def parse_tap(output):
    """The plan, the tests that are ok, and those that are not with their messages."""
    plan, passed, failed, bailed = None, [], {}, False
    last = None
    for line in output.splitlines():
        if match := re.fullmatch(r"1\.\.(\d+)", line):
            plan = int(match[1])
        elif match := re.fullmatch(r"(not ok|ok) (\d+) - (\S+) \[.*", line):
            last = match[3]
            if int(match[2]) != len(passed) + len(failed) + 1:
                sys.exit(f"test numbers are not in order: {line}")
            if match[1] == "ok":
                passed.append(last)
            else:
                failed[last] = ""
        elif match := re.fullmatch(r"  message: '(.*)'", line):
            failed[last] = match[1].replace("''", "'")
        elif line.startswith("Bail out!"):
            bailed = True
    return plan, passed, failed, bailed


def main():
    conform, plugin, expected_file, name = sys.argv[1:5]
    with open(expected_file, encoding="utf-8") as file:
        expected = json.load(file)[name]
    # The one that hangs is given up soon, the others may be slow.
    timeout = "3" if name == "hangs" else "30"
    command = [conform, plugin, "--timeout", timeout] + sys.argv[5:]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                         timeout=1000)
    plan, passed, failed, bailed = parse_tap(run.stdout)
    problems = []
    if run.returncode != 1:
        problems.append(f"exit code {run.returncode}, not 1")
    if bailed:
        problems.append("it bailed out")
    if plan != len(passed) + len(failed):
        problems.append(f"{plan} tests were planned, {len(passed) + len(failed)} were told of")
    for test in sorted(failed.keys() - expected.keys()):
        problems.append(f"{test} failed, and should not: {failed[test]}")
    for test, words in expected.items():
        if test not in failed:
            problems.append(f"{test} did not fail")
        elif not re.search(words, failed[test]):
            problems.append(f"{test} failed with other words: {failed[test]}")
    if problems:
        sys.exit("\n".join([f"{name}:"] + problems + [run.stderr[-2000:]]))


main()
