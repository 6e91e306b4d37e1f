# `zin drivers` and `zin plugin`, on real plugin folders.
# SPDX-License-Identifier: MIT
import json
import os
import stat
import unittest

from command import CommandTest


class Drivers(CommandTest):
    def listed(self, **options):
        return {p["path"]: p for p in self.json("drivers", **options)
                if str(self.folder) in (p["path"] or "")}

    def test_a_plugin_is_shown_with_what_it_is_and_can(self):
        (plugin,) = self.listed().values()
        self.assertEqual(
            {k: plugin[k] for k in ("name", "kind", "status", "aliases", "reason", "path")},
            {"name": "sqlite", "kind": "driver", "status": "ok", "aliases": ["sqlite3"],
             "reason": None, "path": str(self.plugins / "zin-sqlite.so")})
        self.assertRegex(plugin["version"], r"^\d+\.\d+\.\d+$")
        self.assertRegex(plugin["abi"], r"^\d+\.\d+$")
        self.assertLessEqual({"txn", "savepoint", "prepare", "stream"}, set(plugin["capabilities"]))
        (one,) = plugin["implementations"]
        self.assertEqual((one["name"], one["dialect"]), ("sqlite", "sqlite"))
        self.assertIn("busy_timeout_ms", one["options"])

    def test_text_shows_the_same(self):
        shown = self.out("drivers")
        for line in (r"^sqlite$", r"^  kind +driver$", r"^  aliases +sqlite3$", r"^  ABI +\d+\.\d+$",
                     r"^  can +.*\btxn\b", rf"^  path +{self.plugins}/zin-sqlite\.so$"):
            self.assertRegex(shown, "(?m)" + line)
        self.assertEqual(self.out("plugin", "list"), shown)

    def test_a_refused_plugin_is_shown_with_the_reason(self):
        (self.plugins / "zin-broken.so").write_text("no library")
        self.put_plugin(self.plugins, "other")
        plugins = self.listed()
        broken = plugins[str(self.plugins / "zin-broken.so")]
        self.assertEqual((broken["name"], broken["status"]), ("broken", "refused"))
        self.assertIn("ELF", broken["reason"])
        other = plugins[str(self.plugins / "zin-other.so")]
        self.assertEqual(other["status"], "refused")
        self.assertIn("sqlite", other["reason"])
        shown = self.out("drivers")
        self.assertRegex(shown, r"(?m)^broken \(refused\)$")
        self.assertRegex(shown, r"(?m)^  reason +plugin ")

    def test_a_plugin_behind_another_of_its_name_is_shown_as_shadowed(self):
        second = self.folder / "second"
        second.mkdir(mode=0o755)
        self.put_plugin(second)
        plugins = self.listed(env={"ZIN_PLUGIN_PATH": f"{self.plugins}:{second}"})
        hidden = plugins[str(second / "zin-sqlite.so")]
        self.assertEqual(hidden["status"], "shadowed")
        self.assertIn(str(self.plugins / "zin-sqlite.so"), hidden["reason"])

    def test_a_missing_driver_names_the_places_that_were_searched(self):
        message = self.error("sql", "select 1", env={"DB_CONNECTION": "postgres"})
        self.assertIn("unknown_driver", message)
        self.assertIn(str(self.plugins / "zin-postgres.so"), message)


class Install(CommandTest):
    def setUp(self):
        super().setUp()
        self.target = self.folder / "target"
        self.target.mkdir(mode=0o755)
        self.source = self.plugins / "zin-sqlite.so"
        self.env["ZIN_PLUGIN_PATH"] = str(self.target)

    def names(self):
        return sorted(os.listdir(self.target))

    def test_an_installed_plugin_is_found_and_serves(self):
        self.error("sql", "select 1", env={"DB_CONNECTION": "sqlite3"})
        done = self.json("plugin", "install", str(self.source))
        self.assertEqual({k: done[k] for k in ("name", "path", "replaced", "in_search_path")},
                         {"name": "sqlite", "path": str(self.target / "zin-sqlite.so"),
                          "replaced": False, "in_search_path": True})
        self.assertEqual(self.names(), ["zin-sqlite.so", "zin-sqlite.toml"])
        self.assertEqual(self.json("sql", "select 1 as a", env={"DB_CONNECTION": "sqlite3"}),
                         [{"a": 1}])

    def test_modes_are_those_that_the_loader_trusts_whatever_the_source_had(self):
        os.chmod(self.source, 0o700)
        os.chmod(self.plugins / "zin-sqlite.toml", 0o600)
        self.run_zin("plugin", "install", str(self.source), umask=0)
        self.assertEqual([stat.S_IMODE(os.stat(self.target / n).st_mode) for n in self.names()],
                         [0o755, 0o644])

    def test_a_relative_path_is_taken_from_the_working_folder(self):
        self.out("plugin", "install", "plugins/zin-sqlite.so")
        self.assertEqual(self.names(), ["zin-sqlite.so", "zin-sqlite.toml"])

    def test_what_does_not_load_is_not_installed(self):
        broken = self.plugins / "zin-broken.so"
        broken.write_text("no library")
        os.chmod(broken, 0o755)
        self.put_plugin(self.plugins, "other")
        for name in ("zin-broken.so", "zin-other.so", "zin-missing.so"):
            with self.subTest(name):
                self.assertIn("plugin_refused", self.error("plugin", "install", f"plugins/{name}"))
                self.assertEqual(self.names(), [])
        for name in ("sqlite.so", "zin-UPPER.so", "zin-sqlite.toml", f"zin-{'x' * 33}.so"):
            with self.subTest(name):
                self.assertIn("zin-<name>.so", self.error("plugin", "install", name))

    def test_a_plugin_that_the_lock_does_not_allow_is_not_installed(self):
        lock = self.folder / "plugins.lock"
        lock.write_text(f"{'0' * 64}  zin-sqlite.so\n")
        os.chmod(lock, 0o644)
        self.error("plugin", "install", str(self.source), env={"ZIN_PLUGIN_LOCK": str(lock)})
        self.assertEqual(self.names(), [])

    def test_a_newer_file_replaces_the_old_one_at_once(self):
        self.out("plugin", "install", str(self.source))
        before = os.stat(self.target / "zin-sqlite.so").st_ino
        self.assertIs(self.json("plugin", "install", str(self.source))["replaced"], True)
        self.assertNotEqual(os.stat(self.target / "zin-sqlite.so").st_ino, before)
        self.assertEqual(self.names(), ["zin-sqlite.so", "zin-sqlite.toml"])

    def test_the_manifest_of_a_former_plugin_goes_when_there_is_none_now(self):
        self.out("plugin", "install", str(self.source))
        (self.plugins / "zin-sqlite.toml").unlink()
        self.out("plugin", "install", str(self.source))
        self.assertEqual(self.names(), ["zin-sqlite.so"])

    def test_a_folder_that_others_may_write_to_is_refused(self):
        os.chmod(self.target, 0o777)
        message = self.error("plugin", "install", str(self.source), "--dir", str(self.target))
        self.assertIn("plugin_refused", message)
        self.assertIn("chmod", message)
        self.assertEqual(self.names(), [])

    def test_a_folder_that_is_not_searched_is_told(self):
        other = self.folder / "other"
        other.mkdir(mode=0o755)
        shown = self.out("plugin", "install", str(self.source), "--dir", "other")
        self.assertIn("ZIN_PLUGIN_PATH", shown)
        self.assertTrue((other / "zin-sqlite.so").exists())
        self.assertIn("no folder", self.error("plugin", "install", str(self.source), "--dir", "none"))

    def test_the_very_file_is_not_installed_over_itself(self):
        message = self.error("plugin", "install", str(self.source), "--dir", str(self.plugins))
        self.assertIn("already", message)
        self.assertTrue(self.source.exists())

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_a_folder_that_is_not_writable_is_named(self):
        os.chmod(self.target, 0o555)
        error = self.json_error("plugin", "install", str(self.source), "--dir", str(self.target))
        self.assertEqual(error["code"], "permission_denied")
        self.assertIn("--dir", error["message"])

    def test_uninstall_removes_both_files_and_nothing_else(self):
        self.out("plugin", "install", str(self.source))
        (self.target / "zin-sqlite.txt").write_text("mine")
        self.assertEqual(self.json("plugin", "uninstall", "sqlite"),
                         {"name": "sqlite", "path": str(self.target / "zin-sqlite.so"),
                          "now_used": None})
        self.assertEqual(self.names(), ["zin-sqlite.txt"])
        error = self.json_error("plugin", "uninstall", "sqlite")
        self.assertEqual(error["code"], "not_found")

    def test_uninstall_tells_what_takes_the_place(self):
        self.out("plugin", "install", str(self.source))
        path = f"{self.target}:{self.plugins}"
        done = self.json("plugin", "uninstall", "sqlite", env={"ZIN_PLUGIN_PATH": path})
        self.assertEqual(done["now_used"], str(self.source))

    def test_uninstall_takes_a_name_and_no_path(self):
        for name in ("../plugins/sqlite", "a/b", "zin-sqlite.so", "x" * 33, ""):
            with self.subTest(name):
                error = self.json_error("plugin", "uninstall", name)
                self.assertEqual(error["code"], "invalid_argument")
        self.assertTrue(self.source.exists())

    def test_a_broken_plugin_can_be_uninstalled(self):
        (self.target / "zin-broken.so").write_text("no library")
        self.out("plugin", "uninstall", "broken")
        self.assertEqual(self.names(), [])


if __name__ == "__main__":
    unittest.main()
