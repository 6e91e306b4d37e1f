#!/usr/bin/env python3
"""zin-conform's command line: exit codes, and what is said. Usage: command_line.py ZIN_CONFORM PLUGIN."""
# SPDX-License-Identifier: MIT
import subprocess
import sys

CONFORM, PLUGIN = sys.argv[1:3]
ENTRY = "load/a_host_accepts_it"

# Arguments, exit code, what standard output holds, what standard error holds.
CASES = [
    ([], 2, "", "which plugin?"),
    (["--help"], 0, "usage: zin-conform PLUGIN.so", ""),
    ([PLUGIN, "--nothing"], 2, "", "unknown option --nothing"),
    ([PLUGIN, PLUGIN], 2, "", "one plugin at a time"),
    ([PLUGIN, "--group"], 2, "", "--group needs a value"),
    ([PLUGIN, "--group", "nothing"], 2, "", "there is no group 'nothing'"),
    ([PLUGIN, "--test", "load/nothing"], 2, "", "there is no test 'load/nothing'"),
    ([PLUGIN, "--option", "novalue"], 2, "", "--option takes key=value"),
    ([PLUGIN, "--timeout", "0"], 2, "", "--timeout takes seconds"),
    ([PLUGIN, "--dsn", "mydb://user:s3cret@host:port:1/x"], 2, "", "--dsn"),
    ([PLUGIN, "--test", ENTRY], 0, f"1..1\nok 1 - {ENTRY} [R7]\n", ""),
    ([PLUGIN, "--driver", "other", "--test", "errors/bad_syntax_is_syntax"], 1,
     "the plugin has no driver named ''other''", ""),
    ([PLUGIN, "--option", "nothing=1", "--test", "errors/bad_syntax_is_syntax"], 1,
     "conn_new answered -4", ""),
    ([PLUGIN, "--option", "max_rows=1", "--test", "cursors/rows_last_tells_the_truth"], 1,
     "is full: raise the option max_rows", ""),
    (["zin-missing.so"], 1, "Bail out!", ""),
]


def main():
    problems = []
    for arguments, code, out, err in CASES:
        run = subprocess.run([CONFORM] + arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             text=True, timeout=60)
        if run.returncode != code or out not in run.stdout or err not in run.stderr:
            problems.append(f"{arguments}: {run.returncode}\n{run.stdout}{run.stderr}")
        if "s3cret" in run.stdout + run.stderr:
            problems.append(f"{arguments}: shows the password")
    listed = subprocess.run([CONFORM, "--list"], check=True, stdout=subprocess.PIPE,
                            text=True).stdout.splitlines()
    if len(listed) != len(set(listed)) or len(listed) < 100:
        problems.append(f"--list shows {len(listed)} tests, {len(set(listed))} different ones")
    if problems:
        sys.exit("\n".join(problems))


main()
