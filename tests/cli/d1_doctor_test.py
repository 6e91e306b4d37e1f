# What `zin doctor` and `zin config` say of Cloudflare's settings, without a network.
# SPDX-License-Identifier: MIT
import unittest

from command import CommandTest

CONFIG = '{"account_id": "acc",\n"d1_databases": [\n{"binding": "DB", "database_id": "id-1"},\n{"binding": "NEW"}]}\n'


class DoctorTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.env["DB_CONNECTION"] = "d1"

    def checks(self, **env):
        done = self.run_zin("doctor", "--json", env=env)
        return {one["name"]: one for one in __import__("json").loads(done.stdout)["checks"]}

    def configure(self, text=CONFIG, name="wrangler.jsonc"):
        (self.folder / name).write_text(text)

    def test_all_that_is_missing_is_told_with_the_next_step(self):
        checks = self.checks()
        for name in ("token", "account", "database id"):
            self.assertEqual(checks[name]["status"], "fail", name)
        self.assertIn("CLOUDFLARE_API_TOKEN is not set", checks["token"]["detail"])
        self.assertIn("CLOUDFLARE_API_TOKEN_FILE", checks["token"]["next_step"])
        self.assertIn("wrangler whoami", checks["account"]["next_step"])
        self.assertIn("no wrangler config", checks["database id"]["detail"])
        self.assertIn("wrangler d1 list", checks["database id"]["next_step"])
        self.assertEqual(checks["connect"]["status"], "skip")

    def test_ids_are_told_with_their_origin_and_the_token_is_not(self):
        self.configure()
        done = self.run_zin("doctor", env={"CLOUDFLARE_API_TOKEN": "very-secret-token"})
        self.assertNotIn("very-secret", done.stdout + done.stderr)
        self.assertIn("id-1 from wrangler.jsonc line 3", done.stdout)
        self.assertIn("acc from wrangler.jsonc line 1", done.stdout)
        checks = self.checks(CLOUDFLARE_API_TOKEN="Bearer x")
        self.assertIn("blank", checks["token"]["detail"])

    def test_a_binding_that_is_not_there_or_has_no_id(self):
        self.configure()
        missing = self.checks(D1_BINDING="OTHER")["database id"]
        self.assertIn("no binding OTHER", missing["detail"])
        self.assertIn("DB, NEW", missing["detail"])
        self.assertIn("D1_BINDING", missing["next_step"])
        bare = self.checks(D1_BINDING="NEW")["database id"]
        self.assertIn("line 4 binds NEW without an `database_id`", bare["detail"])
        sample = self.checks(D1_DATABASE_ID="your_database_id")["database id"]
        self.assertIn("placeholder", sample["detail"])

    def test_a_broken_config_is_told_with_its_line(self):
        self.configure("{\n  oops")
        self.assertIn("wrangler.jsonc line 2", self.checks()["settings"]["detail"])

    def test_a_proxy_needs_an_address_and_a_secret(self):
        checks = self.checks(DB_CONNECTION="d1-remote")
        self.assertIn("D1_REMOTE_URL is not set", checks["proxy"]["detail"])
        self.assertIn("APP_KEY", checks["secret"]["next_step"])

    def test_stores_of_kv_are_looked_at_too(self):
        self.configure()
        env = {"DB_CONNECTION": "sqlite", "CACHE_DRIVER": "kv"}
        checks = self.checks(**env)
        self.assertEqual(checks["token (store default)"]["status"], "fail")
        self.assertIn("has no binding CACHE", checks["namespace id (store default)"]["detail"])

    def test_config_shows_where_ids_came_from(self):
        self.configure()
        values = {one["variable"]: one for one in self.json("config")}
        self.assertEqual(values["D1_DATABASE_ID"]["value"], "id-1")
        self.assertEqual(values["D1_DATABASE_ID"]["origin"], "wrangler.jsonc line 3")
        self.assertEqual(values["ZIN_WRANGLER_CONFIG"]["origin"], "found upwards from the working folder")


if __name__ == "__main__":
    unittest.main()
