"""PostgreSQL: a primary and two streaming replicas. See replicated.py.

SPDX-License-Identifier: MIT

How far a replica is: pg_last_wal_replay_lsn() and its like answer everybody; the columns of pg_stat_wal_receiver are
null without pg_read_all_stats, which _USER has by way of pg_monitor, and _LIMITED_USER has not.
"""

import ctypes
import re
import shutil
import signal
import subprocess
from pathlib import Path

import replicated
from folders import mirror
from postgres import ACCESS, DATABASE, LIMITED_USER, PASSWORD, SETTINGS, USER, Cluster, programs, quoted
from replicated import PATIENCE, Replicated, wait_for
from server import end_process

ADMIN = "zin_admin"
REPLICATION = "zin_replication"  # a user, whose password is its name

# A write that was told survives a kill: without fsync that costs nothing. A replica that was away finds all it needs.
# Links are missed and made anew soon. Shared memory is in the data folder, which goes away with the rest.
MORE_SETTINGS = """
synchronous_commit = on
full_page_writes = on
wal_keep_size = 1GB
wal_sender_timeout = 5s
wal_receiver_timeout = 5s
wal_retrieve_retry_interval = 100ms
wal_receiver_status_interval = 1s
shared_buffers = 32MB
dynamic_shared_memory_type = mmap
lc_messages = 'C'
"""

LINKED, DIVERGED = "linked", "diverged"

# What a replica's log says when it has what its primary's timeline has not.
SAYS_DIVERGED = re.compile(
    "forked off|is not in this server's history|is not a child of this server's history|is behind recovery timeline"
)

# The timeline that a replica streams from the primary at {port}, if it does, and its position; those of a primary, or
# of a replica that others follow.
RECEIVED = """
select
  (select received_tli from pg_stat_wal_receiver where status = 'streaming' and sender_port = {port}),
  greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
"""
HAS = """
select
  case when pg_is_in_recovery() then (select received_tli from pg_stat_wal_receiver)
    else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int end,
  case when pg_is_in_recovery() then greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
    else pg_current_wal_lsn() end
"""


def number(position):
    """Of a position in the log, "16/B374D848"."""
    high, low = position.split("/")
    return int(high, 16) << 32 | int(low, 16)


class Node(replicated.Node, Cluster):
    def __init__(self, name, folder, template):
        Cluster.__init__(self, folder, ADMIN)
        replicated.Node.__init__(self, name)
        self.template = template

    def make(self):
        self.make_folder()
        mirror(self.template.data, self.data)
        if self.read_only:
            self._write_link()
        self.resume()

    def link(self):
        if self._wait_for_standing() == DIVERGED:
            self._copy_primary()
            if self._wait_for_standing() == DIVERGED:
                raise RuntimeError(f"{self} has diverged from {self.primary} at once")

    def answers(self):
        return self.query("select 1") == "1"

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"{self} goes on for {PATIENCE} s after it was told to end") from None

    def kill(self):
        super().kill()
        self._forget_shared_memory()

    def clear(self):
        self.query(f"drop owned by {USER} cascade", database=DATABASE)

    def set_paused(self, paused):
        self.query(f"select pg_wal_replay_{'pause' if paused else 'resume'}()")
        state = "paused" if paused else "not paused"
        is_so = f"select pg_get_wal_replay_pause_state() = '{state}'"
        wait_for(lambda: self.query(is_so) == "t", lambda: f"{self} is not {state}")

    def promote(self):
        if self.query(f"select pg_promote(true, {PATIENCE})", patience=2 * PATIENCE) != "t":
            raise RuntimeError(f"{self} is in recovery after {PATIENCE} s")
        self.primary, self.read_only = None, False

    def demote(self):
        """A restart: PostgreSQL has no other way."""
        self.stop()
        self.primary, self.read_only = None, True
        self._write_link()
        self.resume()

    def follow(self, primary):
        was_primary = not self.read_only
        self.primary, self.read_only = primary, True
        if was_primary:
            if self.running:
                self.stop()
            self._copy_primary()
        else:
            self._write_link()
            if self.running:
                self.query("select pg_reload_conf()")
            else:
                self._resume_unless_diverged()
        self.link()

    def catch_up(self):
        # A commit that waits for its WAL: what was committed before without waiting is behind it.
        target = self.primary.query(
            "select pg_logical_emit_message(true, 'caught_up', '') where not pg_is_in_recovery()",
            "select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_flush_lsn() end",
        ).splitlines()[-1]
        shown = f"select pg_last_wal_replay_lsn() >= '{target}'"
        wait_for(lambda: self.query(shown) == "t", lambda: f"{self} has not replayed {target}")

    def _write_link(self):
        """Connection settings for the start or the next reload, and that it is a replica."""
        self.log_read = self.log.stat().st_size if self.log.exists() else 0
        text = ""
        if self.primary is not None:
            login = f"sslmode=disable user={REPLICATION} password={REPLICATION} application_name={self.name}"
            text = f"primary_conninfo = 'host=127.0.0.1 port={self.primary.port} {login}'\n"
        for name, content in {"postgresql.auto.conf": text, "standby.signal": ""}.items():
            (self.data / name).write_text(content, encoding="utf-8")
            self.own(self.data / name, 0o600)

    def _wait_for_standing(self):
        standing = None

        def is_decided():
            nonlocal standing
            standing = self._standing()
            return standing is not None

        wait_for(is_decided, lambda: f"{self} does not follow {self.primary}")
        return standing

    def _standing(self):
        """LINKED, DIVERGED, or None as long as that is open."""
        if self._says_it_diverged():
            return DIVERGED
        streamed, mine = self.query(RECEIVED.format(port=self.primary.port)).split("|")
        timeline, its = self.primary.query(HAS).split("|")
        if number(mine) > number(its):
            return DIVERGED
        # A replica that is followed has no timeline to tell while its own primary is away.
        return LINKED if streamed and timeline in ("", streamed) else None

    def _says_it_diverged(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            log.seek(self.log_read)
            return SAYS_DIVERGED.search(log.read()) is not None

    def _resume_unless_diverged(self):
        try:
            self.resume()
        except RuntimeError:
            if not self._says_it_diverged():
                raise

    def _copy_primary(self):
        """All of it; the link is the replica's own."""
        self.kill()
        shutil.rmtree(self.data)
        source = ["-h", self.primary.folder, "-p", str(self.primary.port), "-U", REPLICATION]
        copy = programs("pg_basebackup")["pg_basebackup"]
        self.run(copy, *source, "-D", self.data, "-X", "stream", "-c", "fast", "--no-sync",
                 env={"PGPASSWORD": REPLICATION}, timeout=PATIENCE)
        self._write_link()
        self.resume()

    def _forget_shared_memory(self):
        """A server that was killed leaves a System V segment, which postmaster.pid names in its 7th line."""
        lock = self.data / "postmaster.pid"
        if not lock.exists():
            return
        lines = lock.read_text(encoding="utf-8").splitlines()
        if len(lines) > 6 and lines[6].split():
            ctypes.CDLL(None).shmctl(int(lines[6].split()[1]), 0, None)
        lock.unlink()


class Server(Replicated):
    name = "POSTGRES_REPLICATED"

    def __init__(self, folder):
        self.template = Cluster(Path(folder) / "template", ADMIN)
        super().__init__([Node(name, Path(folder) / name, self.template) for name in "abc"])

    def make_template(self):
        # Small segments: less to copy.
        self.template.make(SETTINGS + MORE_SETTINGS, ACCESS, ["--wal-segsize=1"])
        self._run_alone(
            "postgres",
            f"create role {USER} login password {quoted(PASSWORD)} in role pg_monitor",
            f"create role {LIMITED_USER} login password {quoted(PASSWORD)} in role pg_read_all_data",
            f"create role {REPLICATION} login replication password {quoted(REPLICATION)}",
            f"create database {DATABASE} owner {USER}",
        )
        return {
            "DATABASE": DATABASE,
            "USER": USER,
            "LIMITED_USER": LIMITED_USER,
            "PASSWORD": PASSWORD,
            "ADMIN": ADMIN,
            "ADMIN_PASSWORD": PASSWORD,
            "CA": str(self.template.folder / "ca.crt"),
        }

    def _run_alone(self, database, *statements):
        """Statements, a line each, without a server: one that starts and ends takes longer."""
        command = [self.template.programs["postgres"], "--single", "-D", self.template.data, database]
        lines = "".join(statement + "\n" for statement in statements).encode()
        done = self.template.run(*command, input=lines)
        # It goes on after an error.
        if b"ERROR" in done.stderr:
            raise RuntimeError(done.stderr.decode())
