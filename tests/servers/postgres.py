"""PostgreSQL with passwords, TLS and a socket, tuned for throw-away data.

SPDX-License-Identifier: MIT

Its variables: ZIN_TEST_POSTGRES_HOST (127.0.0.1), _PORT, _SOCKET (a folder), _USER and _PASSWORD (a superuser),
_DATABASE, _CA (the authority that signed the server's certificate, whose name is localhost), _LIMITED_USER (may
log in, with the same password, and owns nothing).
"""

import os
import subprocess
from pathlib import Path

from server import account, end_process, find_program, free_port, start_process, wait_until

import signal

USER = "zin"
LIMITED_USER = "zin_limited"
DATABASE = "zin_test"
PASSWORD = "a pass'word\\"  # needs quoting wherever it goes

SETTINGS = """
listen_addresses = '127.0.0.1'
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 60
wal_level = replica
max_wal_senders = 5
max_prepared_transactions = 4
deadlock_timeout = 200ms
password_encryption = scram-sha-256
ssl = on
ssl_cert_file = 'server.crt'
ssl_key_file = 'server.key'
"""

# Everyone proves the password, over the socket too; replication is for a replica beside this server.
ACCESS = """
local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
local replication all scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
"""


def newest_programs():
    """Folders of the installed servers, the newest first."""
    root = Path("/usr/lib/postgresql")
    versions = [folder for folder in root.glob("*") if folder.name.isdigit()]
    return [str(folder / "bin") for folder in sorted(versions, key=lambda f: -int(f.name))]


class Server:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.port = 0
        self.process = None
        self.user = account("postgres") if os.geteuid() == 0 and self._has_account() else {}

    @staticmethod
    def _has_account():
        try:
            account("postgres")
            return True
        except KeyError:
            return False

    def start(self):
        folders = newest_programs()
        initdb = find_program("initdb", *folders)
        postgres = find_program("postgres", *folders)
        openssl = find_program("openssl")
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.user:
            os.chown(self.folder, self.user["user"], self.user["group"])
        self._make_cluster(initdb)
        self._make_certificates(openssl)
        self.port = free_port()
        self.command = [postgres, "-D", self.data, "-p", str(self.port), "-k", self.folder]
        self.resume()
        self._make_database(folders)
        return {
            "ZIN_TEST_POSTGRES_HOST": "127.0.0.1",
            "ZIN_TEST_POSTGRES_PORT": str(self.port),
            "ZIN_TEST_POSTGRES_SOCKET": str(self.folder),
            "ZIN_TEST_POSTGRES_USER": USER,
            "ZIN_TEST_POSTGRES_LIMITED_USER": LIMITED_USER,
            "ZIN_TEST_POSTGRES_PASSWORD": PASSWORD,
            "ZIN_TEST_POSTGRES_DATABASE": DATABASE,
            "ZIN_TEST_POSTGRES_CA": str(self.folder / "ca.crt"),
        }

    def resume(self):
        # SIGINT is PostgreSQL's fast shutdown: sessions are ended, not waited for.
        self.process = start_process(self.command, self.log, signal.SIGINT, cwd=self.folder, **self.user)
        wait_until(lambda: self._answers(newest_programs()), self.process, self.log)

    def stop(self):
        end_process(self.process, signal.SIGINT)
        self.process = None

    def _run(self, *command, **options):
        subprocess.run(
            command,
            check=True,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            **self.user,
            **options,
        )

    def _own(self, path, mode):
        if self.user:
            os.chown(path, self.user["user"], self.user["group"])
        path.chmod(mode)

    def _make_cluster(self, initdb):
        secret = self.folder / "password"
        secret.write_text(PASSWORD + "\n", encoding="utf-8")
        self._own(secret, 0o600)
        options = ["-U", USER, "--pwfile", secret, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"]
        self._run(initdb, "-D", self.data, "--no-sync", *options)
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as settings:
            settings.write(SETTINGS)
        (self.data / "pg_hba.conf").write_text(ACCESS, encoding="utf-8")

    def _make_certificates(self, openssl):
        """An authority of our own and a certificate for localhost that it signed."""
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
        authority, server = self.folder / "ca", self.data / "server"
        quiet = {"stderr": subprocess.DEVNULL}
        self._run(openssl, "req", "-x509", *key, "-subj", "/CN=zin test authority",
                  "-keyout", f"{authority}.key", "-out", f"{authority}.crt", **quiet)
        self._run(openssl, "req", *key, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                  "-keyout", f"{server}.key", "-out", f"{server}.csr", **quiet)
        self._run(openssl, "x509", "-req", "-in", f"{server}.csr", "-CA", f"{authority}.crt",
                  "-CAkey", f"{authority}.key", "-CAcreateserial", "-days", "2", "-copy_extensions", "copy",
                  "-out", f"{server}.crt", **quiet)
        for path, mode in ((server, 0o600), (authority, 0o644)):
            self._own(Path(f"{path}.key"), 0o600)
            self._own(Path(f"{path}.crt"), mode)

    def _answers(self, folders):
        ready = find_program("pg_isready", *folders)
        probe = subprocess.run(
            [ready, "-q", "-h", self.folder, "-p", str(self.port)], check=False, stdout=subprocess.DEVNULL
        )
        return probe.returncode == 0

    def _make_database(self, folders):
        psql = find_program("psql", *folders)
        environment = dict(os.environ, PGPASSWORD=PASSWORD)
        quoted = PASSWORD.replace("'", "''")
        for statement in (
            f"create database {DATABASE}",
            f"create role {LIMITED_USER} login password '{quoted}'",
        ):
            self._run(psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-p", str(self.port),
                      "-U", USER, "-d", "postgres", "-c", statement, env=environment)
