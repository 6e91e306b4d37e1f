# `zin config`: what is in force and who set it; the reference and the templates.
# SPDX-License-Identifier: MIT
import unittest

from command import CommandTest


class Config(CommandTest):
    def value(self, variable, env=None):
        rows = [v for v in self.json("config", env=env) if v["variable"] == variable]
        self.assertEqual(len(rows), 1, variable)
        return rows[0]["value"], rows[0]["origin"]

    def test_each_value_comes_with_who_set_it(self):
        (self.folder / ".env").write_text("\nDB_POOL_MIN=2\nDB_POOL_MAX=7\n")
        env = {"DB_POOL_MAX": "5"}
        self.assertEqual(self.value("DB_POOL_MAX", env), ("5", "environment"))
        self.assertEqual(self.value("DB_POOL_MIN", env), ("2", ".env line 2"))
        self.assertEqual(self.value("DB_IDLE_TIMEOUT", env), ("30000", "default"))

    def test_named_connections_have_a_group_of_their_own(self):
        env = {"DB_CONNECTIONS": "reports", "DB_REPORTS_DRIVER": "sqlite", "DB_REPORTS_POOL_MAX": "3"}
        rows = self.json("config", env=env)
        row = next(v for v in rows if v["variable"] == "DB_REPORTS_POOL_MAX")
        self.assertEqual((row["group"], row["value"]), ("connection reports", "3"))
        self.assertEqual({v["group"] for v in rows if v["group"].startswith("connection")},
                         {"connection default", "connection reports"})

    def test_text_shows_the_same_values(self):
        shown = self.out("config", env={"DB_POOL_MAX": "5"})
        self.assertRegex(shown, r"(?m)^connection default$")
        self.assertRegex(shown, r"(?m)^  DB_POOL_MAX +5 +environment$")

    def test_a_value_that_cannot_be_right_is_named_with_its_source(self):
        error = self.json_error("config", env={"DB_POOL_MAX": "many"})
        self.assertEqual(error["code"], "invalid_config")
        for part in ("DB_POOL_MAX", "many", "environment"):
            self.assertIn(part, error["message"])

    def test_the_reference_and_the_templates_name_the_variables(self):
        self.assertIn("`DB_POOL_MAX`", self.out("config", "--reference"))
        self.assertEqual(self.json("config", "--reference"),
                         {"reference": self.out("config", "--reference")})
        self.assertIn("DB_CONNECTION=postgres", self.out("config", "--template", "postgres"))
        self.assertIn("postgres", self.error("config", "--template", "oracle", status=2))

    def test_a_template_can_be_used_as_it_is(self):
        (self.folder / ".env").write_text(self.out("config", "--template", "sqlite"))
        del self.env["DB_PATH"]  # it would contradict DB_DATABASE of the template
        self.assertEqual(self.value("DB_CONNECTION"), ("sqlite", ".env line 5"))

    def test_no_driver_is_needed(self):
        self.assertIn("DB_CONNECTION", self.out("config", env={"ZIN_PLUGIN_PATH": "/nonexistent"}))


if __name__ == "__main__":
    unittest.main()
