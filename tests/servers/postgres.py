"""PostgreSQL with passwords, TLS and a socket, tuned for throw-away data.

SPDX-License-Identifier: MIT

Its variables: ZIN_TEST_POSTGRES_HOST (127.0.0.1), _PORT, _SOCKET (a folder), _USER and _PASSWORD (a superuser),
_DATABASE, _CA (the authority that signed the server's certificate, whose name is localhost), _LIMITED_USER (may
log in, with the same password, and owns nothing).
"""

import os
import signal
import subprocess
from pathlib import Path

from server import account, end_process, find_program, own_port, run_tool, start_process, wait_until

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
deadlock_timeout = 20ms
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


def programs(*names):
    """Their paths, by name."""
    folders = newest_programs()
    return {name: find_program(name, *folders) for name in names}


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


class Cluster:
    """A data folder, and the server on it."""

    def __init__(self, folder, superuser=USER):
        self.folder = Path(folder)
        self.superuser = superuser
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.port = own_port()
        self.process = None
        self.user = account("postgres") if os.geteuid() == 0 and self._has_account() else {}

    @staticmethod
    def _has_account():
        try:
            account("postgres")
            return True
        except KeyError:
            return False

    def make_folder(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.own(self.folder, 0o755)

    def make(self, settings=SETTINGS, access=ACCESS, options=()):
        """The data folder, with certificates; `options` are initdb's."""
        self.programs = programs("initdb", "postgres", "openssl", "pg_isready", "psql")
        self.make_folder()
        self._make_data(settings, access, options)
        self._make_certificates(self.programs["openssl"])

    def resume(self):
        self.programs = programs("postgres", "pg_isready", "psql")
        command = [self.programs["postgres"], "-D", self.data, "-p", str(self.port), "-k", self.folder]
        # SIGINT is PostgreSQL's fast shutdown: sessions are ended, not waited for.
        self.process = start_process(command, self.log, signal.SIGINT, cwd=self.folder, **self.user)
        wait_until(self._answers, self.process, self.log)

    def stop(self):
        end_process(self.process, signal.SIGINT)
        self.process = None

    def query(self, *statements, database="postgres", patience=20):
        """What the superuser gets, each statement being a transaction: the text of all rows."""
        command = [self.programs["psql"], "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-p", str(self.port),
                   "-U", self.superuser, "-d", database]
        for statement in statements:
            command += ["-c", statement]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                              timeout=patience, env=dict(os.environ, PGPASSWORD=PASSWORD))
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return done.stdout.strip()

    def run(self, *command, **options):
        """A program, as the server's user: see run_tool()."""
        return run_tool(*command, cwd=self.folder, **self.user, **options)

    def own(self, path, mode):
        if self.user:
            os.chown(path, self.user["user"], self.user["group"])
        path.chmod(mode)

    def _make_data(self, settings, access, options):
        secret = self.folder / "password"
        secret.write_text(PASSWORD + "\n", encoding="utf-8")
        self.own(secret, 0o600)
        options = ["-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", *options]
        self.run(self.programs["initdb"], "-D", self.data, "--no-sync", "-U", self.superuser, "--pwfile", secret,
                 *options)
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as file:
            file.write(settings)
        (self.data / "pg_hba.conf").write_text(access, encoding="utf-8")

    def _make_certificates(self, openssl):
        """An authority of our own and a certificate for localhost that it signed."""
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
        authority, server = self.folder / "ca", self.data / "server"
        self.run(openssl, "req", "-x509", *key, "-subj", "/CN=zin test authority",
                  "-keyout", f"{authority}.key", "-out", f"{authority}.crt")
        self.run(openssl, "req", *key, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                  "-keyout", f"{server}.key", "-out", f"{server}.csr")
        self.run(openssl, "x509", "-req", "-in", f"{server}.csr", "-CA", f"{authority}.crt",
                  "-CAkey", f"{authority}.key", "-CAcreateserial", "-days", "2", "-copy_extensions", "copy",
                  "-out", f"{server}.crt")
        for path, mode in ((server, 0o600), (authority, 0o644)):
            self.own(Path(f"{path}.key"), 0o600)
            self.own(Path(f"{path}.crt"), mode)

    def _answers(self):
        probe = [self.programs["pg_isready"], "-q", "-h", self.folder, "-p", str(self.port)]
        return subprocess.run(probe, check=False, stdout=subprocess.DEVNULL).returncode == 0


class Server(Cluster):
    def start(self):
        self.make()
        self.resume()
        self.query(
            f"create database {DATABASE}",
            f"create role {LIMITED_USER} login password {quoted(PASSWORD)}",
        )
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

    def commands(self):
        return {"stop": self.stop, "resume": self.resume}
