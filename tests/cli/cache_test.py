# `zin cache`, on a store in memory, which lives as long as one command.
# SPDX-License-Identifier: MIT
import os
import shutil
import unittest
from pathlib import Path

from command import CommandTest

MEMORY = Path(os.environ["ZIN_MEMORY_PLUGIN"])


class Cache(CommandTest):
    def setUp(self):
        super().setUp()
        shutil.copy(MEMORY, self.plugins / "zin-memory.so")
        os.chmod(self.plugins / "zin-memory.so", 0o755)

    def test_a_value_that_is_not_there_is_status_1(self):
        self.assertIn('there is no value "a" in the store "default"', self.error("cache", "get", "a"))
        self.assertEqual(self.json_error("cache", "get", "a")["code"], "not_found")

    def test_setting_says_nothing(self):
        self.assertEqual(self.out("cache", "set", "a", "1"), "")
        self.assertEqual(self.json("cache", "set", "a", '{"x": 1}', "--ttl", "60"), {"stored": True})
        self.assertEqual(self.out("cache", "set", "a", "1", "--text", "--ttl", "0"), "")

    def test_a_ttl_is_a_number_of_seconds(self):
        for ttl in ("x", "-1", "1.5", "999999999999"):
            self.assertIn("--ttl", self.error("cache", "set", "a", "1", f"--ttl={ttl}", status=2))

    def test_forgetting_what_is_not_there_is_good(self):
        self.assertEqual(self.out("cache", "forget", "a"), "")
        self.assertEqual(self.json("cache", "forget", "a"), {"forgotten": False})

    def test_clearing_wants_consent(self):
        self.assertIn("--force", self.error("cache", "clear"))
        self.assertEqual(self.out("cache", "clear", "--force"), "0 removed\n")
        self.assertEqual(self.json("cache", "clear", "--force", "--prefix", "a:"), {"removed": 0})
        self.assertIn("production", self.error("cache", "clear", env={"ZIN_ENV": "production"}))

    def test_figures_and_what_the_store_can(self):
        stats = self.json("cache", "stats")
        self.assertEqual((stats["store"], stats["driver"], stats["items"]), ("default", "memory", 0))
        self.assertTrue(stats["capabilities"]["lock"])
        self.assertFalse(stats["capabilities"]["shared"])
        self.assertRegex(self.out("cache", "stats"), r"(?m)^driver +memory$")

    def test_stores_by_name(self):
        env = {"CACHE_STORES": "pages", "CACHE_PAGES_DRIVER": "tiered",
               "CACHE_PAGES_OPTIONS": "back=memory&stale_ms=2000"}
        stats = self.json("cache", "stats", "--store", "pages", env=env)
        self.assertEqual((stats["driver"], stats["capabilities"]["stale_ms"]), ("tiered", 2000))
        self.assertEqual(self.json("cache", "stats", "--store", "memory")["driver"], "memory")
        self.assertIn("known: default", self.error("cache", "stats", "--store", "nonsense"))
        env["CACHE_PAGES_OPTIONS"] = "stale_ms=5"
        self.assertIn("back", self.error("cache", "stats", "--store", "pages", env=env))

    def test_keys_that_cannot_be_are_refused(self):
        self.assertEqual(self.json_error("cache", "get", "")["code"], "invalid_argument")
        self.assertEqual(self.json_error("cache", "get", "@zin:x")["code"], "invalid_argument")

    def test_a_driver_that_is_missing_is_named(self):
        (self.plugins / "zin-memory.so").unlink()
        self.assertIn("zin-memory.so", self.error("cache", "stats"))


if __name__ == "__main__":
    unittest.main()
