#!/usr/bin/env python3
"""Checks that includes only go down the layers, and the other rules of the tree.

SPDX-License-Identifier: MIT

    tools/check_layers.py [ROOT]           prints every violation; exit code 1 if there is one
    tools/check_layers.py --public [ROOT]  prints the headers that applications reach
    tools/check_layers.py --free [ROOT]    prints those of them that need no other library
"""

import argparse
import re
import sys
from collections import defaultdict
from functools import cached_property
from pathlib import Path

TOP = "the top layer"  # files directly in core/zin/

# What the files of a layer in core/zin/ may include besides their own layer.
LAYERS = {
    "base": set(),
    "loop": {"base"},
    "config": {"base"},
    "sql": {"base"},
    "host": {"base", "loop", "config", "sql"},
    "runtime": {"base", "loop", "config", "sql", "host"},
    "cache": {"base", "loop", "config", "host"},
    "query": {"base", "sql", "runtime"},
    "schema": {"base", "sql", "runtime"},
    "migrate": {"base", "loop", "config", "sql", "runtime", "query", "schema"},
    "model": {"base", "runtime", "query"},
    "testing": {"base", "sql", "runtime", "query"},
    "cli": {"base", "config", "sql", "host", "runtime", "query", "schema", "migrate", TOP},
}

# Layers that speak to drivers: their sources and private headers may include zin/abi/.
ABI_LAYERS = {"host", "runtime", "cache", "cli"}

# What applications include, and the third-party headers that each of these may reach.
UMBRELLAS = {
    "zin/zin.hpp": (),
    "zin/testing.hpp": (),
    "zin/cli.hpp": (),
    "zin/async.hpp": ("boost/asio",),
    "zin/boost_json.hpp": ("boost/json",),
}
THIRD_PARTY = ("boost/", "fmt/", "toml++/", "openssl/", "CLI/", "Poco/", "sqlite3.h")

SOURCES = (".h", ".hpp", ".hpp.in", ".c", ".cpp")
LICENSED = SOURCES + (".py", ".sh", "meson.build")
TREES = ("core", "sdk", "plugins", "tools", "tests")

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^">]+)[">]', re.MULTILINE)
STRING = re.compile(r"'([^']+)'")


class Tree:
    """The files of a checkout and what each of them includes."""

    def __init__(self, root):
        self.root = root
        self.violations = []

    def files(self, folder, suffixes=SOURCES):
        """Paths below a folder of the tree, relative to its root, in order."""
        return sorted(
            path.relative_to(self.root)
            for path in (self.root / folder).rglob("*")
            if path.is_file() and path.name.endswith(suffixes)
        )

    def includes(self, path):
        return INCLUDE.findall((self.root / path).read_text(encoding="utf-8"))

    def refuse(self, path, reason):
        self.violations.append(f"{path}: {reason}")

    @cached_property
    def public(self):
        """Headers that applications reach: path below core/ -> (umbrella, allowed third party)."""
        reached = {}
        for umbrella, allowed in UMBRELLAS.items():
            rest = [umbrella]
            while rest:
                header = rest.pop()
                if header in reached or not (self.root / "core" / header).is_file():
                    continue
                reached[header] = (umbrella, allowed)
                rest += self.includes(Path("core") / header)
        return reached


def layer_of(include):
    """The layer that an include names: "base", TOP, or None for what is no part of the core."""
    parts = include.split("/")
    if parts[0] != "zin" or parts[1] in ("abi", "plugin"):
        return None
    return parts[1] if len(parts) > 2 else TOP


def check_core(tree):
    for path in tree.files("core"):
        if path.is_relative_to("core/pch"):
            continue  # speeds up the compiler and is part of no layer
        name = path.relative_to("core").as_posix()
        layer = layer_of(name) if name.startswith("zin/") else None
        if layer not in LAYERS and layer != TOP:
            tree.refuse(path, f"belongs to no layer; the layers are {', '.join(LAYERS)}")
            continue
        for include in tree.includes(path):
            check_core_include(tree, path, name, layer, include)


def check_core_include(tree, path, name, layer, include):
    if include.startswith("zin/plugin/"):
        tree.refuse(path, f"includes {include}, which is for driver authors")
    elif include.startswith("zin/abi/"):
        if layer not in ABI_LAYERS:
            tree.refuse(path, f"includes {include}: only {', '.join(sorted(ABI_LAYERS))} may")
        elif name in tree.public:
            tree.refuse(path, f"includes {include}, but {tree.public[name][0]} reaches this header")
    elif include.startswith("boost/dll"):
        if layer != "host":
            tree.refuse(path, f"includes {include}: Boost.DLL is for the layer host alone")
    elif include.startswith("zin/"):
        target = layer_of(include)
        if target not in LAYERS and target != TOP:
            tree.refuse(path, f"includes {include}, which belongs to no layer")
        elif layer != TOP and target != layer and target not in LAYERS[layer]:
            allowed = ", ".join(sorted(LAYERS[layer])) or "no other layer"
            tree.refuse(path, f"includes {include}: the layer {layer} may include {allowed}")
    elif (tree.root / path.parent / include).is_file():
        tree.refuse(path, f"includes {include}: name it from the root, zin/...")


def check_public(tree):
    for header, (umbrella, allowed) in tree.public.items():
        for include in tree.includes(Path("core") / header):
            if include.startswith(THIRD_PARTY) and not include.startswith(allowed or ("\0",)):
                tree.refuse(f"core/{header}", f"includes {include}, but {umbrella} reaches it")


def check_installed(tree):
    """What core/meson.build and sdk/meson.build install is what can be included, no more, no less."""
    sdk = [path.relative_to("sdk").as_posix() for path in tree.files("sdk/zin")]
    for folder, wanted in (("core", set(tree.public)), ("sdk", set(sdk))):
        build_file = tree.root / folder / "meson.build"
        if not build_file.is_file():
            continue
        listed = set()
        for call in re.findall(r"install_headers\((.*?)\)", build_file.read_text(), re.DOTALL):
            listed |= {name for name in STRING.findall(call) if name.startswith("zin/")}
        for name in sorted(wanted - listed):
            tree.refuse(f"{folder}/meson.build", f"install_headers() lacks {name}")
        for name in sorted(listed - wanted):
            tree.refuse(f"{folder}/meson.build", f"installs {name}, which nobody can need")


def check_sdk(tree):
    for path in tree.files("sdk"):
        abi = path.parts[1:3] == ("zin", "abi")
        for include in tree.includes(path):
            target = layer_of(include)
            if target is not None:
                tree.refuse(path, f"includes {include}: the SDK stands alone")
            elif abi and include.startswith("zin/plugin/"):
                tree.refuse(path, f"includes {include}: the C ABI stands below the C++ layer")
            elif include.startswith(THIRD_PARTY):
                tree.refuse(path, f"includes {include}: the SDK needs no library")


def check_plugins(tree):
    for path in tree.files("plugins"):
        for include in tree.includes(path):
            inside = (tree.root / path.parent / include).resolve()
            if layer_of(include) is not None or inside.is_relative_to(tree.root / "core"):
                tree.refuse(path, f"includes {include}: a plugin includes the SDK, never the core")


def check_stems(tree):
    """In each of the two trees; the same word may name both sides of the ABI (abi/cache.h)."""
    for folder in ("core", "sdk/zin"):
        places = defaultdict(set)
        for path in tree.files(folder):
            places[path.name.split(".")[0]].add(path.parent.as_posix())
        for stem, folders in sorted(places.items()):
            if len(folders) > 1:
                tree.refuse(stem, f"is the name of files in {' and '.join(sorted(folders))}")


def check_licence(tree):
    for folder in TREES:
        for path in tree.files(folder, LICENSED):
            with open(tree.root / path, encoding="utf-8") as file:
                head = "".join(line for line, _ in zip(file, range(8)))
            if "SPDX-License-Identifier: MIT" not in head:
                tree.refuse(path, "has no line `SPDX-License-Identifier: MIT` at its top")


CHECKS = (
    check_core,
    check_public,
    check_installed,
    check_sdk,
    check_plugins,
    check_stems,
    check_licence,
)


def main():
    parser = argparse.ArgumentParser(description="Checks the layers of the tree.")
    parser.add_argument("root", nargs="?", type=Path, default=Path(__file__).parents[1])
    parser.add_argument("--public", action="store_true", help="print the public headers")
    parser.add_argument("--free", action="store_true", help="print those that need no other library")
    options = parser.parse_args()
    tree = Tree(options.root.resolve())
    if options.public or options.free:
        public = tree.public.items()
        print("\n".join(sorted(header for header, (_, needs) in public if options.public or not needs)))
        return 0
    for check in CHECKS:
        check(tree)
    for violation in tree.violations:
        print(violation, file=sys.stderr)
    return 1 if tree.violations else 0


if __name__ == "__main__":
    sys.exit(main())
