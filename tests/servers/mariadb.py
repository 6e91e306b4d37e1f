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
    own_port,
    run_tool,
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
        run_tool("openssl", *arguments, cwd=folder)

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


class Daemon:
    """A data folder, and the server on it, with the certificates of a folder."""

    def __init__(self, folder, certificates=None):
        self.folder = Path(folder)
        self.certificates = Path(certificates or folder)
        self.data = self.folder / "data"
        self.process = None
        self.port = own_port()
        self.socket = self.folder / "s.sock"
        self.log = self.folder / "log"

    def make(self, *options):
        """The data folder, and certificates; `options` are the server's."""
        install = find_program("mariadb-install-db")
        find_program("openssl")
        self.folder.mkdir(parents=True, exist_ok=True)
        make_certificates(self.certificates)
        self.hand_over()
        run_tool(
            install,
            "--no-defaults",
            f"--datadir={self.data}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            self._temporary_files(),
            *([f"--user={SYSTEM_USER}"] if os.geteuid() == 0 else []),
            *options,
            cwd=self.folder,
        )

    def resume(self):
        self.programs = {name: find_program(name) for name in ("mariadb-admin", "mariadb")}
        self.programs["mariadbd"] = find_program("mariadbd", "/usr/sbin")
        self.process = start_process(self.command(), self.log, **self._as_user())
        wait_until(self._answers, self.process, self.log)

    def stop(self):
        end_process(self.process)

    def query(self, sql, patience=20, form="-NB"):
        """What root gets: the text of all rows, columns having tabs between them, or what option `form` makes of it."""
        done = subprocess.run(
            [self.programs["mariadb"], "--no-defaults", form, "-uroot", f"--socket={self.socket}"],
            input=sql,
            text=True,
            check=False,
            capture_output=True,
            timeout=patience,
        )
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return done.stdout.strip()

    def hand_over(self):
        """The daemon refuses to be root, and must read its key."""
        if os.geteuid() != 0:
            return
        user = account(SYSTEM_USER)
        for path in [self.folder, *self.folder.iterdir()]:
            os.chown(path, user["user"], user["group"])

    def _temporary_files(self):
        """A server that starts removes what another one keeps in the same folder."""
        return f"--tmpdir={self.folder}"

    def _as_user(self):
        return account(SYSTEM_USER) if os.geteuid() == 0 else {}

    def command(self):
        return [
            self.programs["mariadbd"],
            "--no-defaults",
            f"--datadir={self.data}",
            self._temporary_files(),
            f"--socket={self.socket}",
            f"--port={self.port}",
            "--bind-address=127.0.0.1",
            f"--pid-file={self.folder / 'pid'}",
            "--skip-name-resolve",
            "--innodb-flush-log-at-trx-commit=0",
            "--sync-binlog=0",
            "--debug-no-sync",
            "--innodb-doublewrite=0",
            "--innodb-buffer-pool-size=256M",
            "--local-infile=1",
            f"--secure-file-priv={self.data}",
            "--max-connections=200",
            "--server-id=1",
            f"--log-bin={self.data / 'binlog'}",
            "--binlog-format=ROW",
            "--plugin-load-add=auth_ed25519",
            f"--ssl-ca={self.certificates / 'ca.pem'}",
            f"--ssl-cert={self.certificates / 'server.pem'}",
            f"--ssl-key={self.certificates / 'server.key'}",
        ]

    def _answers(self):
        probe = [self.programs["mariadb-admin"], "--no-defaults", "-uroot", f"--socket={self.socket}", "ping"]
        return subprocess.run(probe, capture_output=True, check=False).returncode == 0


class Server(Daemon):
    def start(self):
        self.make()
        self.resume()
        self._make_user()
        return {
            "ZIN_TEST_MARIADB_HOST": "127.0.0.1",
            "ZIN_TEST_MARIADB_PORT": str(self.port),
            "ZIN_TEST_MARIADB_SOCKET": str(self.socket),
            "ZIN_TEST_MARIADB_USER": USER,
            "ZIN_TEST_MARIADB_PASSWORD": PASSWORD,
            "ZIN_TEST_MARIADB_DATABASE": DATABASE,
            "ZIN_TEST_MARIADB_CA": str(self.certificates / "ca.pem"),
        }

    def commands(self):
        return {"stop": self.stop, "resume": self.resume}

    def _make_user(self):
        """With every right, over TCP and the socket; tests make the lesser users that they need."""
        sql = f"create database {DATABASE} character set utf8mb4;\n"
        for host in ("127.0.0.1", "localhost"):
            name = f"{quoted(USER)}@{quoted(host)}"
            sql += f"create user {name} identified by {quoted(PASSWORD)};\n"
            sql += f"grant all on *.* to {name} with grant option;\n"
        self.query(sql)
