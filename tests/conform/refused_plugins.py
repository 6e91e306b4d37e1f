#!/usr/bin/env python3
"""Offers zin-conform every bad plugin, and files that are none: it exits with 1 and says why."""
# SPDX-License-Identifier: MIT
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# What the loader says of some of them.
WORDS = {
    "no-entry": "no entry symbol zin_plugin_entry_v0",
    "null-entry": "client library is too old",
    "other-minor": "built for version 0.2",
    "required-function-missing": "",
    "throwing-entry": "",
    "undefined-symbol": "",
    "no-elf": "ELF",
    "writable": "writ",
}


def specimens(modules, folder):
    """The plugins as files named zin-<name>.so."""
    for module in sorted(modules.glob("*.so")):
        if module.stem.startswith("lib"):
            continue  # what a specimen depends on
        plugin = folder / f"zin-{module.stem.replace('_', '-')}.so"
        shutil.copy(module, plugin)
        yield plugin
    text = folder / "zin-no-elf.so"
    text.write_text("this is a text\n", encoding="utf-8")
    yield text
    writable = folder / "zin-writable.so"
    shutil.copy(modules / "sound.so", writable)
    writable.chmod(0o666)
    yield writable


def problem(conform, plugin):
    """What is wrong with zin-conform's answer; None if nothing is."""
    run = subprocess.run([conform, plugin, "--group", "load", "--timeout", "20"],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=60)
    name = plugin.stem.removeprefix("zin-")
    if name == "sound":
        accepted = "\nok 1 - load/a_host_accepts_it" in run.stdout
        return None if accepted else f"the sound one was refused: {run.stdout}"
    if run.returncode != 1:
        return f"exit code {run.returncode}, not 1: {run.stdout}{run.stderr}"
    message = re.search(r"^not ok 1 - .*\n  ---\n  message: '(.*)'$", run.stdout, re.MULTILINE)
    if not message:
        return f"the first test does not say why: {run.stdout}"
    if not re.search(r"^Bail out! ", run.stdout, re.MULTILINE):
        return "it did not bail out"
    if name not in message[1].replace("_", "-"):
        return f"the file is not named: {message[1]}"
    if WORDS.get(name, "") not in message[1]:
        return f"not the loader's words: {message[1]}"
    return None


def main():
    conform, modules = sys.argv[1], pathlib.Path(sys.argv[2])
    problems, seen = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for plugin in specimens(modules, pathlib.Path(folder)):
            seen += 1
            if found := problem(conform, plugin):
                problems.append(f"{plugin.name}: {found}")
    if seen < 15:
        problems.append(f"only {seen} bad plugins were found")
    if problems:
        sys.exit("\n".join(problems))


main()
