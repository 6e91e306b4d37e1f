"""A MariaDB server with TLS, a user with a password, and a binary log that a replica could follow.

SPDX-License-Identifier: MIT
"""

import os
import subprocess
from pathlib import Path

from server import (
    account,
    end_process,
    find_program,
    free_port,
    start_process,
    wait_until,
)

USER = "zin"
PASSWORD = "zin's \"pass\\word\""
DATABASE = "zin_test"
SYSTEM_USER = "mysql"


def quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def make_certificates(folder):
    """A CA, and a server's certificate for 127.0.0.1 and localhost that it has signed."""

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    openssl(
        *"req -x509 -newkey rsa:2048 -nodes -days 2 -keyout ca.key -out ca.pem".split(),
        *["-subj", "/CN=zin test CA"],
    )
    openssl(
        *"req -newkey rsa:2048 -nodes -keyout server.key -out server.csr".split(),
        *["-subj", "/CN=localhost"],
    )
    (folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl(
        *"x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2".split(),
        *"-extfile names -out server.pem".split(),
    )


class Server:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.process = None
        self.port = 0
        self.socket = self.folder / "s.sock"
        self.log = self.folder / "log"

    def start(self):
        install = find_program("mariadb-install-db")
        daemon = find_program("mariadbd", "/usr/sbin")
        self.admin = find_program("mariadb-admin")
        self.client = find_program("mariadb")
        find_program("openssl")
        self.folder.mkdir(parents=True, exist_ok=True)
        make_certificates(self.folder)
        self._hand_over()
        subprocess.run(
            [
                install,
                "--no-defaults",
                f"--datadir={self.folder / 'data'}",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                *([f"--user={SYSTEM_USER}"] if os.geteuid() == 0 else []),
            ],
            check=True,
            capture_output=True,
            cwd=self.folder,
        )
        self.daemon = daemon
        self._start_daemon()
        self._make_user()
        return {
            "ZIN_TEST_MARIADB_HOST": "127.0.0.1",
            "ZIN_TEST_MARIADB_PORT": str(self.port),
            "ZIN_TEST_MARIADB_SOCKET": str(self.socket),
            "ZIN_TEST_MARIADB_USER": USER,
            "ZIN_TEST_MARIADB_PASSWORD": PASSWORD,
            "ZIN_TEST_MARIADB_DATABASE": DATABASE,
            "ZIN_TEST_MARIADB_CA": str(self.folder / "ca.pem"),
        }

    def stop(self):
        end_process(self.process)

    def _hand_over(self):
        """The daemon refuses to be root, and must read its key."""
        if os.geteuid() != 0:
            return
        user = account(SYSTEM_USER)
        for path in [self.folder, *self.folder.iterdir()]:
            os.chown(path, user["user"], user["group"])

    def resume(self):
        self.process = start_process(self._command(), self.log, **self._as_user())
        wait_until(self._answers, self.process, self.log)

    def _start_daemon(self):
        """Another process may take the port between the asking and the starting: then the next one."""
        for attempt in range(3):
            self.port = free_port()
            try:
                self.resume()
                return
            except RuntimeError:
                end_process(self.process)
                if attempt == 2:
                    raise

    def _as_user(self):
        return account(SYSTEM_USER) if os.geteuid() == 0 else {}

    def _command(self):
        folder = self.folder
        return [
            self.daemon,
            "--no-defaults",
            f"--datadir={folder / 'data'}",
            f"--socket={self.socket}",
            f"--port={self.port}",
            "--bind-address=127.0.0.1",
            f"--pid-file={folder / 'pid'}",
            "--skip-name-resolve",
            "--innodb-flush-log-at-trx-commit=0",
            "--sync-binlog=0",
            "--innodb-doublewrite=0",
            "--innodb-buffer-pool-size=256M",
            "--local-infile=1",
            "--max-connections=200",
            "--server-id=1",
            f"--log-bin={folder / 'data' / 'binlog'}",
            "--binlog-format=ROW",
            "--plugin-load-add=auth_ed25519",
            f"--ssl-ca={folder / 'ca.pem'}",
            f"--ssl-cert={folder / 'server.pem'}",
            f"--ssl-key={folder / 'server.key'}",
        ]

    def _answers(self):
        command = [self.admin, "--no-defaults", "-uroot", f"--socket={self.socket}", "ping"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def _make_user(self):
        """With every right, over TCP and the socket; tests make the lesser users that they need."""
        sql = f"create database {DATABASE} character set utf8mb4;\n"
        for host in ("127.0.0.1", "localhost"):
            name = f"{quoted(USER)}@{quoted(host)}"
            sql += f"create user {name} identified by {quoted(PASSWORD)};\n"
            sql += f"grant all on *.* to {name} with grant option;\n"
        subprocess.run(
            [self.client, "--no-defaults", "-uroot", f"--socket={self.socket}"],
            input=sql,
            text=True,
            check=True,
            capture_output=True,
        )
