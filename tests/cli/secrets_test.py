# No output of any command holds a password, wherever it was set.
# SPDX-License-Identifier: MIT
import json
import os
import subprocess
import unittest

from command import ZIN, CommandTest

PASSWORD = "hunter2-discrete"
URL_PASSWORD = "hunter3-url"
TOKEN = "hunter4-token"
FILE_PASSWORD = "hunter5-file"
DOTENV_PASSWORD = "hunter6-dotenv"
SECRETS = (PASSWORD, URL_PASSWORD, TOKEN, FILE_PASSWORD, DOTENV_PASSWORD)

COMMANDS = (
    ["config"],
    ["config", "--reference"],
    ["config", "--template", "postgres"],
    ["drivers"],
    ["plugin", "list"],
    ["plugin", "install", "zin-nothing.so"],
    ["plugin", "uninstall", "nothing"],
    ["doctor"],
    ["doctor", "-c", "reports"],
    ["doctor", "-c", "nope"],
    ["sql", "select 1"],
    ["sql", "selec 1"],
    ["sql", "-c", "reports", "select 1"],
    ["sql", "-c", "nope", "select 1"],
    ["help"],
)
# One for each way in which a command gets its settings.
READING_SETTINGS = (["config"], ["drivers"], ["doctor"], ["sql", "select 1"])


class Secrets(CommandTest):
    def everything(self, env, commands):
        said = ""
        for command in commands:
            for form in ([], ["--json"]):
                done = self.run_zin(*command, *form, env=env)
                self.assertIn(done.returncode, (0, 1, 2))
                said += done.stdout + done.stderr
        return said

    def check(self, env, commands=COMMANDS):
        said = self.everything(env, commands)
        for secret in SECRETS:
            self.assertNotIn(secret, said)
        return said

    def test_secrets_of_a_connection_that_works_stay_inside(self):
        said = self.check({
            "DB_PASSWORD": PASSWORD, "CLOUDFLARE_API_TOKEN": TOKEN, "DB_CONNECTIONS": "reports",
            "DB_REPORTS_DRIVER": "sqlite", "DB_REPORTS_PATH": ":memory:",
            "DB_REPORTS_PASSWORD": PASSWORD, "APP_KEY": TOKEN, "D1_REMOTE_SECRET": TOKEN})
        self.assertIn("***", said)

    def test_the_password_of_a_url_stays_inside(self):
        self.check({
            "DB_CONNECTION": "postgres",
            "DATABASE_URL": f"postgres://app:{URL_PASSWORD}@db.invalid:5432/app?sslmode=require"})

    def test_a_url_that_cannot_be_right_is_told_without_its_password(self):
        for url in (f"postgres://app:{URL_PASSWORD}@db.invalid:port/app",
                    f"postgres://app:{URL_PASSWORD}@[::1/app",
                    f"nonsense:{URL_PASSWORD}",
                    f"postgres://app:{URL_PASSWORD}@db.invalid/app?pool_max=x"):
            with self.subTest(url):
                self.check({"DATABASE_URL": url}, READING_SETTINGS)

    def test_secrets_of_files_stay_inside(self):
        (self.folder / "password").write_text(FILE_PASSWORD + "\n")
        os.chmod(self.folder / "password", 0o600)
        (self.folder / ".env").write_text(
            f"DB_PASSWORD_FILE={self.folder}/password\nDB_REPORTS_PASSWORD={DOTENV_PASSWORD}\n"
            "DB_CONNECTIONS=reports\nDB_REPORTS_DRIVER=sqlite\nDB_REPORTS_PATH=:memory:\n")
        self.check({})

    def test_what_is_wrong_on_the_command_line_is_told_without_its_values(self):
        for arguments in (["sql", "--password", PASSWORD, "select 1"],
                          ["sql", f"--password={PASSWORD}", "select 1"],
                          ["doctor", f"postgres://app:{PASSWORD}@db.invalid/app"],
                          ["config", "--template", PASSWORD],
                          [PASSWORD],
                          ["help", PASSWORD]):
            with self.subTest(arguments):
                self.assertNotIn(PASSWORD, self.error(*arguments, status=2))

    def test_the_log_of_statements_has_no_values(self):
        env = {"DB_LOG_QUERIES": "true", "DB_LOG_LEVEL": "debug", "DB_PASSWORD": PASSWORD}
        done = self.run_zin("sql", "select ?", "--param", TOKEN, env=env)
        self.assertNotIn(TOKEN, done.stderr)
        self.assertNotIn(PASSWORD, done.stderr + done.stdout)

    def test_config_shows_that_a_secret_is_set_and_by_whom(self):
        values = self.json("config", env={"DB_PASSWORD": PASSWORD})
        row = next(v for v in values if v["variable"] == "DB_PASSWORD")
        self.assertEqual((row["value"], row["secret"], row["origin"]),
                         ("***", True, "environment"))

    def test_nothing_puts_it_into_the_list_of_processes(self):
        with subprocess.Popen([ZIN, "sql"], env=self.env | {"DB_PASSWORD": PASSWORD},
                              cwd=self.folder, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as process:
            process.stdin.write(b"select 1;")
            process.stdin.flush()
            process.stdout.readline()
            with open(f"/proc/{process.pid}/cmdline", "rb") as line:
                self.assertNotIn(PASSWORD.encode(), line.read())
            process.stdin.close()
            process.stdout.read()

    def test_json_errors_are_json_whatever_the_settings_are(self):
        done = self.run_zin("config", "--json", env={"DB_PORT": PASSWORD + "\x01"})
        self.assertEqual(done.returncode, 1)
        self.assertEqual(json.loads(done.stderr)["error"]["code"], "invalid_config")


if __name__ == "__main__":
    unittest.main()
