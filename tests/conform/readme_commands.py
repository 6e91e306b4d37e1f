#!/usr/bin/env python3
"""Runs every command of sdk/README.md, in a scratch copy of the SDK; each must succeed.

Then it looks at what is there: a plugin with one symbol beside its manifest. Usage: readme_commands.py
SDK ZIN_CONFORM."""
# SPDX-License-Identifier: MIT
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


def main():
    sdk, conform = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    text = (sdk / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    if len(blocks) < 5:
        sys.exit(f"only {len(blocks)} blocks of commands were found")
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        shutil.copytree(sdk, scratch / "sdk", ignore=shutil.ignore_patterns("meson.build"))
        shutil.copy(sdk / "template" / "meson.build", scratch / "sdk" / "template")
        tools = scratch / "bin"
        tools.mkdir()
        (tools / "zin-conform").symlink_to(conform.resolve())
        environment = {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "HOME": str(scratch),
            "LC_ALL": "C.UTF-8",
        }
        script = "set -eux\n" + "\n".join(blocks)
        run = subprocess.run(["sh"], input=script, cwd=scratch / "sdk", env=environment,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                             timeout=500)
        if run.returncode != 0:
            sys.exit(f"exit code {run.returncode}:\n{run.stdout[-4000:]}")
        built = scratch / "sdk" / "mydb"
        for warning in re.findall(r".*\bwarning:.*", run.stdout, re.IGNORECASE):
            sys.exit(f"a command warns: {warning}")
        if len(re.findall(r"^not ok", run.stdout, re.MULTILINE)) > 0:
            sys.exit("a test of zin-conform failed")
        for plugin in [built / "plugins" / "zin-mydb.so", built / "zin-mydb.so"]:
            names = subprocess.run(["nm", "-D", "--defined-only", plugin], check=True,
                                   stdout=subprocess.PIPE, text=True).stdout.split("\n")
            symbols = [line.split()[-1] for line in names if line]
            if symbols != ["zin_plugin_entry_v0"]:
                sys.exit(f"{plugin.name} exports {symbols}")
        manifest = (built / "plugins" / "zin-mydb.toml").read_text(encoding="utf-8")
        if 'name = "mydb"' not in manifest:
            sys.exit(f"the manifest does not name the driver: {manifest}")


main()
