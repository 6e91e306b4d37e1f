#!/usr/bin/env python3
# Compiles each ABI header alone, as C99, C++11 and C++20, without a warning: usage headers_compile.py SDK_DIR.
# SPDX-License-Identifier: MIT
import pathlib
import shutil
import subprocess
import sys

WARNINGS = ["-Wall", "-Wextra", "-pedantic", "-Wpadded", "-Werror", "-fsyntax-only"]
LANGUAGES = [("c", "c99"), ("c++", "c++11"), ("c++", "c++20")]
COMPILERS = ["gcc", "clang-16"]  # the driver of each takes both languages


def main() -> int:
    sdk = pathlib.Path(sys.argv[1])
    headers = sorted((sdk / "zin" / "abi").glob("*.h"))
    compilers = [name for name in COMPILERS if shutil.which(name)]
    if not headers or not compilers:
        print("no headers or no compiler found", file=sys.stderr)
        return 1
    failures = 0
    for header in headers:
        source = f'#include "zin/abi/{header.name}"\n'
        for compiler in compilers:
            for language, standard in LANGUAGES:
                command = [compiler, "-x", language, f"-std={standard}", *WARNINGS, "-I", str(sdk), "-"]
                done = subprocess.run(command, input=source, text=True, capture_output=True)
                if done.returncode != 0:
                    failures += 1
                    print(f"{header.name} as {standard} with {compiler}:\n{done.stderr}")
    return 1 if failures else 0


sys.exit(main())
