"""Installs the build, then does with it what a host and a driver author do.

SPDX-License-Identifier: MIT
"""

import argparse
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
SYMBOLS = Path(__file__).with_name("libzin.symbols")
EXAMPLE = ROOT / "tests/examples/packages"
DPKG_STATUS = Path("/var/lib/dpkg/status")
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"]
FOREIGN = re.compile(r"/(boost|fmt|toml\+\+|openssl|zin/abi|zin/plugin)/")

options = None


def run(*command, **kwargs):
    """Runs a command that must succeed and gives what it prints."""
    result = subprocess.run(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        **kwargs,
    )
    if result.returncode != 0:
        words = " ".join(str(word) for word in command)
        raise AssertionError(f"{words}\n{result.stdout}{result.stderr}")
    return result.stdout


def block_of(page, language, part=""):
    """The first fenced block of a page in this language that holds `part`."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for block in re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        if part in block:
            return block
    raise AssertionError(f"{page} has no such {language} block")


def in_parallel(function, items):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(function, items))


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="zin-install-")
        cls.addClassCleanup(cls.scratch.cleanup)
        root = Path(cls.scratch.name)
        run("meson", "install", "-C", options.build, "--no-rebuild", "--destdir", root / "to")
        cls.prefix = Path(f"{root}/to{options.prefix}")
        cls.libdir = cls.prefix / options.libdir
        cls.plugins = cls.libdir / "zin/plugins"
        cls.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DB_", "ZIN_", "APP_", "DATABASE_URL"))
        } | {
            # The tree lies below the folder that it was configured for.
            "PKG_CONFIG_SYSROOT_DIR": str(root / "to"),
            "PKG_CONFIG_PATH": str(cls.libdir / "pkgconfig"),
            "CMAKE_PREFIX_PATH": str(cls.prefix),
            "LD_LIBRARY_PATH": str(cls.libdir),
            "PATH": f"{cls.prefix / 'bin'}:{os.environ['PATH']}",
            # A sanitized library needs a sanitized host.
            "CXXFLAGS": options.host_flags,
        }

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(dir=self.scratch.name))

    def shell(self, command, folder=None):
        return run("sh", "-euc", command, cwd=folder or self.folder, env=self.environment)

    # --- What is installed

    def test_the_installed_files_are_those_that_users_need(self):
        for path in (
            self.prefix / "include/zin/zin.hpp",
            self.prefix / "include/zin/abi/driver.h",
            self.libdir / "libzin.so.0",
            self.libdir / "pkgconfig/zin.pc",
            self.libdir / "cmake/zin/zin-config.cmake",
            self.plugins / "zin-sqlite.so",
            self.plugins / "zin-sqlite.toml",
            self.prefix / "share/zin/conf/sqlite.env",
            self.prefix / "share/zin/sdk/template/meson.build",
            self.prefix / "share/doc/zin/README.md",
            self.prefix / "share/doc/zin/docs/embedding.md",
        ):
            self.assertTrue(path.exists(), path)
        self.assertEqual(list(self.prefix.rglob("*.a")), [])

    def test_the_headers_are_those_that_hosts_and_authors_can_reach(self):
        checker = ROOT / "tools/check_layers.py"
        public = run(sys.executable, checker, "--public", ROOT).split()
        sdk = [path.relative_to(ROOT / "sdk").as_posix() for path in (ROOT / "sdk/zin").rglob("*.h*")]
        include = self.prefix / "include"
        installed = [path.relative_to(include).as_posix() for path in include.rglob("*.h*")]
        self.assertEqual(sorted(installed), sorted(public + sdk))

    def test_the_soname_is_that_of_version_0(self):
        dynamic = run("readelf", "-d", self.libdir / "libzin.so")
        self.assertIn("Library soname: [libzin.so.0]", dynamic)

    def test_the_library_exports_the_listed_symbols_alone(self):
        self.assertEqual(exported_by(self.libdir / "libzin.so.0"), SYMBOLS.read_text().splitlines())

    def test_a_plugin_exports_its_entry_alone(self):
        symbols = run("nm", "-D", "--defined-only", self.plugins / "zin-sqlite.so").split("\n")
        self.assertEqual([line.split()[-1] for line in symbols if line], ["zin_plugin_entry_v0"])

    # --- Headers

    def public_headers(self, kind="--public"):
        return run(sys.executable, ROOT / "tools/check_layers.py", kind, ROOT).split()

    def compile_headers(self, compiler, headers):
        """Compiles them in one file; those for all hosts may bring in no header of a library."""
        command = [compiler, "-std=c++20", "-fsyntax-only", *WARNINGS, "-I", self.prefix / "include"]
        # Besides, the names of all files that were read.
        command += ["-MD", "-MF", "/dev/stdout", "-x", "c++", "-"]
        files = run(*command, input="".join(f"#include <{header}>\n" for header in headers))
        if set(headers) <= set(self.public_headers("--free")):
            self.assertIsNone(FOREIGN.search(files), headers)

    def test_the_public_headers_compile_together(self):
        self.compile_headers("g++", self.public_headers("--free"))
        self.compile_headers("g++", self.public_headers())

    @unittest.skipUnless(os.environ.get("ZIN_TEST_LONG"), "only in tools/test --long")
    def test_every_public_header_compiles_alone(self):
        jobs = [(compiler, [header]) for compiler in ("g++", "clang++-16") for header in self.public_headers()]
        in_parallel(lambda job: self.compile_headers(*job), jobs)

    # --- Hosts

    def host_greets(self, command):
        """The program of the README, run in a new folder, prints what it must."""
        self.assertEqual(self.shell(command), "Ada: 120\n")
        self.assertTrue((self.folder / ".zin/dbs/zin.sqlite").exists())

    def write_host(self):
        (self.folder / "main.cpp").write_text(block_of("README.md", "cpp", "int main"))

    def test_a_host_builds_with_pkg_config_as_documented(self):
        self.write_host()
        command = block_of("docs/embedding.md", "sh", "pkg-config")
        self.shell(command.replace("-std=c++20", f"-std=c++20 {options.host_flags}"))
        self.host_greets("./app")

    def test_a_host_builds_with_cmake_as_documented(self):
        self.write_host()
        (self.folder / "CMakeLists.txt").write_text(block_of("docs/embedding.md", "cmake"))
        self.shell("cmake -G Ninja -S . -B build && cmake --build build")
        self.host_greets("build/app")

    def test_a_host_builds_with_meson_as_documented(self):
        self.write_host()
        (self.folder / "meson.build").write_text(block_of("docs/embedding.md", "meson"))
        self.shell("meson setup build -Db_lundef=false && ninja -C build")
        self.host_greets("build/app")

    def test_a_host_has_the_commands_of_zin_over_its_own_connections(self):
        (self.folder / "main.cpp").write_text(block_of("docs/embedding.md", "cpp no_run", "cli::run"))
        command = block_of("docs/embedding.md", "sh", "pkg-config")
        self.shell(command.replace("-std=c++20", f"-std=c++20 {options.host_flags}"))
        output = self.shell(block_of("docs/embedding.md", "sh", "./app"))
        self.assertIn("all is well", output)
        self.shell("./app sql -c shop 'insert into orders values (7)'")
        rows = json.loads(self.shell("./app sql --json -c shop 'select id from orders'"))
        self.assertEqual(rows, [{"id": 7}])
        self.assertIn("Usage: app ", self.shell("./app help"))
        self.assertIn("shop", self.shell("./app config"))
        with self.assertRaisesRegex(AssertionError, 'no connection "nope"'):
            self.shell("./app sql -c nope 'select 1'")
        version = self.shell("./app --version")
        self.assertIn(self.shell("pkg-config --modversion zin").strip(), version)

    def example_counts_packages(self, program, environment=None):
        output = run(program, cwd=self.folder, env=environment or self.environment)
        if DPKG_STATUS.exists():
            count = len(run("dpkg-query", "-W").splitlines())
            self.assertIn(f"packages {count} from {DPKG_STATUS}\n", output)
        return output

    def test_the_example_builds_with_cmake_and_finds_the_driver_in_a_moved_tree(self):
        self.shell(f"cmake -G Ninja -S '{EXAMPLE}' -B . && cmake --build .")
        output = self.example_counts_packages("./packages")
        self.assertIn(f"plugin {self.plugins}/zin-sqlite.so\n", output)

        moved = self.folder / "moved"
        shutil.copytree(self.prefix, moved, symlinks=True)
        environment = self.environment | {"LD_LIBRARY_PATH": str(moved / options.libdir)}
        output = self.example_counts_packages("./packages", environment)
        self.assertIn(f"plugin {moved / options.libdir}/zin/plugins/zin-sqlite.so\n", output)

    def test_cmake_refuses_another_version(self):
        text = block_of("docs/embedding.md", "cmake").replace("zin 0.1", "zin 0.2")
        (self.folder / "CMakeLists.txt").write_text(text)
        with self.assertRaisesRegex(AssertionError, r"compatible\s+with\s+requested\s+version"):
            self.shell("cmake -G Ninja -S . -B build")

    # --- Plugins

    def pkg_config_of_the_tree(self):
        """pkg-config as it answers where the tree lies in the folder that it was configured for."""
        wrapper = self.folder / "bin/pkg-config"
        wrapper.parent.mkdir()
        real = shutil.which("pkg-config", path=self.environment["PATH"])
        wrapper.write_text(f'#!/bin/sh\nexec "{real}" --define-variable=prefix="{self.prefix}" "$@"\n')
        wrapper.chmod(0o755)
        self.environment = self.environment | {
            "PATH": f"{wrapper.parent}:{self.environment['PATH']}",
            "PKG_CONFIG_SYSROOT_DIR": "",
        }

    def test_the_plugins_are_locked_as_documented(self):
        self.pkg_config_of_the_tree()
        self.shell(block_of("docs/plugins.md", "sh", "sha256sum"))
        lines = (self.folder / "plugins.lock").read_text().splitlines()
        plugins = sorted(str(path) for path in self.plugins.glob("zin-*.so"))
        self.assertEqual([line.split("  ")[1] for line in lines], plugins)
        if not (self.prefix / "bin/zin").exists():
            return
        lock = f"ZIN_PLUGIN_LOCK={self.folder}/plugins.lock DB_PATH=:memory: "
        self.assertEqual(self.shell(lock + "zin sql 'select 7 as a'"), "a\n7\n")
        kept = "".join(f"{line}\n" for line in lines if not line.endswith("zin-sqlite.so"))
        (self.folder / "plugins.lock").write_text(kept)
        with self.assertRaisesRegex(AssertionError, "does not list it"):
            self.shell(lock + "zin sql 'select 7'")

    # --- Driver authors

    def test_the_template_driver_builds_against_the_installed_sdk(self):
        shutil.copytree(self.prefix / "share/zin/sdk/template", self.folder / "template")
        self.shell(f"meson setup build template && DESTDIR='{self.folder}' meson install -C build")
        plugindir = self.shell("pkg-config --variable=plugindir zin-sdk").strip()
        plugin = Path(f"{self.folder}{plugindir}/zin-template.so")
        self.assertTrue(plugin.exists())
        self.assertTrue(plugin.with_suffix(".toml").exists())

        if (self.prefix / "bin/zin-conform").exists():
            self.shell(f"zin-conform '{plugin}'")
        if (self.prefix / "bin/zin").exists():
            self.environment = self.environment | {"ZIN_PLUGIN_PATH": str(plugin.parent)}
            drivers = json.dumps(json.loads(self.shell("zin drivers --json")))
            self.assertIn("template", drivers)
            self.assertIn(str(self.plugins / "zin-sqlite.so"), drivers)


    def test_a_driver_builds_with_cmake_as_documented(self):
        folder = self.folder / "mydb"
        shutil.copytree(self.prefix / "share/zin/sdk/template", folder)
        (folder / "CMakeLists.txt").write_text(block_of("sdk/README.md", "cmake"))
        self.shell("cmake -G Ninja -S mydb -B build && cmake --build build")
        self.shell(f"DESTDIR='{self.folder}/to' cmake --install build")
        # The folder is that of the tree, wherever it lies.
        plugin = Path(f"{self.folder}/to{self.plugins.resolve()}/zin-mydb.so")
        self.assertTrue(plugin.exists(), list(self.folder.rglob("zin-mydb.so")))
        self.assertIn('name = "mydb"', plugin.with_suffix(".toml").read_text())
        if (self.prefix / "bin/zin-conform").exists():
            self.shell(f"zin-conform '{plugin}'")


def exported_by(library):
    """The names that a library exports, sorted; without weak ones, which headers make."""
    lines = run("nm", "-D", "--defined-only", "--format=posix", library).splitlines()
    return sorted(line.split()[0] for line in lines if line.split()[1] not in "WVu")


def main():
    global options
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True, type=Path)
    parser.add_argument("--prefix", required=True)
    parser.add_argument("--libdir", required=True)
    parser.add_argument("--compiler", default="gcc")
    parser.add_argument("--sanitize", default="none")
    options, rest = parser.parse_known_args()
    options.sanitized = options.sanitize != "none"
    options.host_flags = f"-fsanitize={options.sanitize}" if options.sanitized else ""
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
