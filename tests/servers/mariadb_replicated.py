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
    def __init__(self, name, server_id, folder, template):
        Daemon.__init__(self, folder, template.folder)
        replicated.Node.__init__(self, name)
        self.server_id = server_id
        self.template = template

    def command(self):
        return [
            *super().command(),
            f"--server-id={self.server_id}",
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
        # It has what the primary has not. The primary's log reaches back to the template, with which it starts anew,
        # under another id: with the old one it would skip what it once wrote itself.
        self.kill()
        self.server_id += 3
        self.make()
        if not self._try_link():
            raise RuntimeError(f"{self} cannot follow {self.primary}: {self._troubles()}")

    def answers(self):
        return self.query("select 1") == "1"

    def stop(self):
        self.query("shutdown wait for all slaves", patience=PATIENCE)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"{self} goes on for {PATIENCE} s after it was told to end") from None

    def clear(self):
        self.query(f"drop database {DATABASE}; create database {DATABASE} character set utf8mb4")

    def set_paused(self, paused):
        self.query(f"{'stop' if paused else 'start'} slave sql_thread")
        state = "No" if paused else "Yes"
        wait_for(lambda: self._status()["Slave_SQL_Running"] == state, self._troubles)

    def promote(self):
        if self.primary is not None:
            # What was received is thrown away where one of two stopped threads is started: never both stop.
            self.query("start slave sql_thread; stop slave io_thread")
            self._wait_for_position(self._status()["Gtid_IO_Pos"])
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
            raise RuntimeError(f"after {PATIENCE} s {self} has not come to {position}: {self._troubles()}")

    def _try_link(self):
        """False when what it has is not the beginning of what its primary has."""
        start = self.query("select @@gtid_binlog_pos")
        self.query(
            f"stop slave; set global gtid_slave_pos = {quoted(start)};"
            f"change master to master_host = '127.0.0.1', master_port = {self.primary.port},"
            f" master_user = '{REPLICATION}', master_password = '{REPLICATION}',"
            " master_use_gtid = slave_pos, master_connect_retry = 1;"
            "start slave",
            patience=PATIENCE,
        )
        linked = None

        def is_decided():
            nonlocal linked
            status = self._status()
            if status["Last_IO_Errno"] == ER_MASTER_FATAL_ERROR_READING_BINLOG:
                linked = False
            elif status["Slave_IO_Running"] == status["Slave_SQL_Running"] == "Yes":
                # The primary refuses some positions only when it comes to send what is next.
                received = status["Gtid_IO_Pos"]
                is_accepted = received not in ("", start) or received == self.primary.query("select @@gtid_binlog_pos")
                linked = True if is_accepted else None
            return linked is not None

        wait_for(is_decided, lambda: f"{self} does not follow {self.primary}: {self._troubles()}")
        return linked

    def _status(self):
        lines = self.query("show slave status", form="--vertical").splitlines()
        return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}

    def _troubles(self):
        status = self._status()
        told = ("Slave_IO_Running", "Slave_SQL_Running", "Gtid_IO_Pos", "Last_IO_Error", "Last_SQL_Error")
        return ", ".join(f"{name}: {status.get(name)}" for name in told)


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
