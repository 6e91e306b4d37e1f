"""MariaDB: a primary and two replicas that follow it by GTID. See replicated.py.

SPDX-License-Identifier: MIT

How far a replica is: SHOW REPLICA STATUS asks for SLAVE MONITOR (since 10.5), a global right that all rights on a
database do not include; _USER has it, _LIMITED_USER has not. Neither may write to a server that is read-only;
_ADMIN may.
"""

import subprocess
from pathlib import Path

import replicated
from folders import mirror
from mariadb import DATABASE, PASSWORD, USER, Daemon, quoted
from replicated import PATIENCE, Replicated, wait_for

ADMIN = "zin_admin"
LIMITED_USER = "zin_limited"
REPLICATION = "zin_replication"  # a user, whose password is its name

USERS = f"""
flush privileges;
create database {DATABASE} character set utf8mb4;
create user {USER}@'127.0.0.1' identified by {quoted(PASSWORD)};
grant all on {DATABASE}.* to {USER}@'127.0.0.1';
grant slave monitor on *.* to {USER}@'127.0.0.1';
create user {LIMITED_USER}@'127.0.0.1' identified by {quoted(PASSWORD)};
grant select on {DATABASE}.* to {LIMITED_USER}@'127.0.0.1';
create user {ADMIN}@'127.0.0.1' identified by {quoted(PASSWORD)};
grant all on *.* to {ADMIN}@'127.0.0.1' with grant option;
create user {REPLICATION}@'127.0.0.1' identified by {quoted(REPLICATION)};
grant replication slave on *.* to {REPLICATION}@'127.0.0.1';
"""

ER_MASTER_FATAL_ERROR_READING_BINLOG = "1236"  # the primary has not what the replica has


class Node(replicated.Node, Daemon):
    def __init__(self, name, number, folder, template):
        Daemon.__init__(self, folder, template.folder)
        replicated.Node.__init__(self, name)
        self.number = number
        self.template = template

    def command(self):
        return [
            *super().command(),
            f"--server-id={self.number}",
            f"--read-only={int(self.read_only)}",
            # Each can be promoted, and be followed from the beginning.
            "--log-slave-updates",
            "--gtid-strict-mode=1",
            f"--relay-log={self.data / 'relay'}",
            "--slave-net-timeout=5",
            # A write that was told survives a kill: without a flush that costs next to nothing.
            "--innodb-flush-log-at-trx-commit=2",
            "--innodb-buffer-pool-size=32M",
            "--innodb-log-file-size=8M",
            "--innodb-buffer-pool-load-at-startup=0",
            "--innodb-buffer-pool-dump-at-shutdown=0",
        ]

    def make(self):
        self.folder.mkdir(exist_ok=True)
        mirror(self.template.data, self.data)
        self.hand_over()
        self.resume()

    def link(self):
        """From what its own log has: of the whole history if it is new."""
        if self._try_link():
            return
        # It has what the primary has not. The primary's log reaches back to the template, with which it starts anew.
        self.kill()
        self.make()
        if not self._try_link():
            raise RuntimeError(f"{self} cannot follow {self.primary}: {self._status()}")

    def answers(self):
        return self.query("select 1") == "1"

    def stop(self):
        self.query("shutdown wait for all slaves", patience=PATIENCE)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"{self} goes on for {PATIENCE} s after it was told to end") from None

    def set_paused(self, paused):
        self.query(f"{'stop' if paused else 'start'} slave sql_thread")
        state = "No" if paused else "Yes"
        wait_for(lambda: self._status().get("Slave_SQL_Running") == state, f"{self} shows {self._status()}")

    def promote(self):
        if self.primary is not None:
            self.query("stop slave io_thread; start slave sql_thread")
            received = self._status()["Gtid_IO_Pos"]
            self._wait_for_position(received)
            self.query("stop slave; reset slave all")
        self.query("set global read_only = 0")
        self.primary, self.read_only = None, False

    def demote(self):
        """In place: its clients stay connected."""
        self.query("set global read_only = 1", patience=PATIENCE)
        self.primary, self.read_only = None, True

    def follow(self, primary):
        self.primary, self.read_only = primary, True
        if self.running:
            self.query("set global read_only = 1", patience=PATIENCE)
        else:
            self.resume()
        self.link()

    def catch_up(self):
        self._wait_for_position(self.primary.query("select @@gtid_binlog_pos"))

    def _wait_for_position(self, position):
        wait = f"select master_gtid_wait({quoted(position)}, {PATIENCE})"
        if self.query(wait, patience=2 * PATIENCE) != "0":
            raise RuntimeError(f"after {PATIENCE} s {self} has not come to {position}: {self._status()}")

    def _try_link(self):
        """False when what it has is not the beginning of what its primary has."""
        self.query(
            "stop slave; set global gtid_slave_pos = @@gtid_binlog_pos;"
            f"change master to master_host = '127.0.0.1', master_port = {self.primary.port},"
            f" master_user = '{REPLICATION}', master_password = '{REPLICATION}',"
            " master_use_gtid = slave_pos, master_connect_retry = 1;"
            "start slave",
            patience=PATIENCE,
        )
        status = {}

        def decided():
            nonlocal status
            status = self._status()
            running = status["Slave_IO_Running"] == status["Slave_SQL_Running"] == "Yes"
            return running or status["Last_IO_Errno"] == ER_MASTER_FATAL_ERROR_READING_BINLOG

        wait_for(decided, f"{self} does not follow {self.primary}")
        return status["Slave_IO_Running"] == "Yes"

    def _status(self):
        lines = self.query("show slave status", form="--vertical").splitlines()
        return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}


class Server(Replicated):
    name = "MARIADB_REPLICATED"

    def __init__(self, folder):
        self.template = Daemon(Path(folder) / "template")
        nodes = enumerate("abc", start=1)
        super().__init__([Node(name, number, Path(folder) / name, self.template) for number, name in nodes])

    def make_template(self):
        users = self.template.folder / "users.sql"
        users.parent.mkdir(parents=True)
        users.write_text(USERS, encoding="utf-8")
        self.template.make(f"--extra-file={users}", "--innodb-log-file-size=8M")
        return {
            "DATABASE": DATABASE,
            "USER": USER,
            "LIMITED_USER": LIMITED_USER,
            "PASSWORD": PASSWORD,
            "ADMIN": ADMIN,
            "ADMIN_PASSWORD": PASSWORD,
            "CA": str(self.template.folder / "ca.pem"),
        }
