# No output of any command holds a password, wherever it was set.
# SPDX-License-Identifier: MIT
import json
import os
import subprocess
import unittest

from command import COMMANDS as IN_ONE_PROCESS
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
# A connection beside the default one, with a password that its driver takes.
REPORTS = {"DB_CONNECTIONS": "reports", "DB_REPORTS_DRIVER": "postgres",
           "DB_REPORTS_HOST": "db.invalid"}


class Secrets(CommandTest):
    def everything(self, env, commands):
        """What all of them say, one behind the other in one process: starting it takes longest."""
        lines = [json.dumps([*command, *form]) for command in commands for form in ([], ["--json"])]
        done = subprocess.run([IN_ONE_PROCESS], input="\n".join(lines) + "\n", env=self.env | env,
                              cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, timeout=600, check=False)
        self.assertEqual(done.returncode, 0, done.stdout)
        statuses = [line for line in done.stdout.splitlines() if line.startswith("status: ")]
        self.assertEqual(len(statuses), len(lines), done.stdout)
        self.assertLessEqual(set(statuses), {"status: 0", "status: 1", "status: 2"})
        return done.stdout

    def check(self, env, commands=COMMANDS):
        said = self.everything(env, commands)
        for secret in SECRETS:
            self.assertNotIn(secret, said)
        return said

    def test_secrets_of_a_connection_that_works_stay_inside(self):
        said = self.check(REPORTS | {
            "DB_REPORTS_PASSWORD": PASSWORD, "CLOUDFLARE_API_TOKEN": TOKEN, "APP_KEY": TOKEN,
            "D1_REMOTE_SECRET": TOKEN})
        self.assertIn("***", said)
        self.assertIn("all is well", said)

    def test_a_password_that_the_driver_has_no_use_for_is_refused_and_stays_inside(self):
        said = self.check({"DB_PASSWORD": PASSWORD})
        self.assertIn("password (DB_PASSWORD) is not accepted: the driver sqlite has no option "
                      "password", said)

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
                self.check({"DATABASE_URL": url})

    def test_a_credential_in_a_setting_that_takes_none_stays_inside(self):
        for name in ("DB_HOST", "DB_READ_HOSTS", "DB_CONNECTION", "DB_PORT", "DB_SSL", "DB_CONNECTIONS"):
            for text in (f"user:{PASSWORD}@host", f"{PASSWORD}@host", f"postgres:u:{PASSWORD}@h/db"):
                with self.subTest(name=name, text=text):
                    self.check({name: text}, (["config"], ["doctor"], ["sql", "select 1"], ["drivers"]))

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

    def test_the_log_of_statements_has_values_only_where_that_was_asked_for(self):
        def log_of(**env):
            done = self.run_zin("sql", "select ?", "--param", TOKEN, env=env)
            self.assertEqual(done.returncode, 0, done.stderr)
            return done.stderr

        self.assertEqual(log_of(), "")
        said = log_of(DB_LOG_QUERIES="true", DB_LOG_LEVEL="debug")
        self.assertRegex(said, r"(?m)^.*query: \w+ on default took [\d.]+ ms, 0 rows: select \?$")
        self.assertNotIn(TOKEN, said)
        self.assertIn(f"select ? with '{TOKEN}'", log_of(DB_LOG_QUERIES="true", DB_LOG_BINDINGS="true"))
        self.assertEqual(log_of(DB_LOG_QUERIES="true", DB_LOG_LEVEL="warn"), "")
        self.assertEqual(log_of(DB_SLOW_QUERY="60000"), "")

    def test_a_slow_statement_is_logged_as_such(self):
        count = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) select count(*) from n"
        done = self.run_zin("sql", count, env={"DB_SLOW_QUERY": "1"})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("slow write on default took ", done.stderr)
        self.assertNotIn("slow", self.run_zin("sql", "select 1", env={"DB_SLOW_QUERY": "60000"}).stderr)

    def test_config_shows_that_a_secret_is_set_and_by_whom(self):
        values = self.json("config", env={"DB_PASSWORD": PASSWORD})
        row = next(v for v in values if v["variable"] == "DB_PASSWORD")
        self.assertEqual((row["value"], row["secret"], row["origin"]),
                         ("***", True, "environment"))

    def test_nothing_puts_it_into_the_list_of_processes(self):
        env = self.env | REPORTS | {"DB_REPORTS_PASSWORD": PASSWORD}
        with subprocess.Popen([ZIN, "sql"], env=env, cwd=self.folder, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as process:
            process.stdin.write(b"select 1;")
            process.stdin.flush()
            process.stdout.readline()
            with open(f"/proc/{process.pid}/cmdline", "rb") as file:
                line = file.read()
            self.assertIn(b"\0sql\0", line)
            self.assertNotIn(PASSWORD.encode(), line)
            process.stdin.close()
            process.stdout.read()

    def test_json_errors_are_json_whatever_the_settings_are(self):
        done = self.run_zin("config", "--json", env={"DB_PORT": PASSWORD + "\x01"})
        self.assertEqual(done.returncode, 1)
        self.assertEqual(json.loads(done.stderr)["error"]["code"], "invalid_config")


if __name__ == "__main__":
    unittest.main()
