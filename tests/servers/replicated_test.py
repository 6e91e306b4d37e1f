#!/usr/bin/env python3
"""Each command to replicated servers does what replicated.py says, as their own clients see it.

SPDX-License-Identifier: MIT

    replicated_test.py postgres_replicated|mariadb_replicated [--inside FILE]

Runs itself by run.py (--inside), and looks afterwards for what was left behind.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

NAME = sys.argv[1]
IS_POSTGRES = NAME.startswith("postgres")
NODES = {"a": "PRIMARY_PORT", "b": "REPLICA1_PORT", "c": "REPLICA2_PORT"}


def setting(name):
    return os.environ[f"ZIN_TEST_{NAME.upper()}_{name}"]


def answer_to(command):
    with socket.socket(socket.AF_UNIX) as control:
        control.connect(setting("CONTROL"))
        control.sendall(command.encode() + b"\n")
        return control.makefile(encoding="utf-8").read().strip()


def tell(*commands):
    for command in commands:
        answer = answer_to(command)
        if answer != "ok":
            raise AssertionError(answer)


def client(node, user="USER"):
    """The command and the environment of a client that reads SQL and writes rows, columns having tabs between them."""
    login = {"host": setting("HOST"), "port": setting(NODES[node]), "user": setting(user)}
    options = [f"--{key}={value}" for key, value in login.items()]
    if IS_POSTGRES:
        command = ["psql", "-XqAt", "-F\t", "-vON_ERROR_STOP=1", f"--dbname={setting('DATABASE')}", *options]
        return command, os.environ | {"PGPASSWORD": setting("PASSWORD"), "PGCONNECT_TIMEOUT": "20"}
    command = ["mariadb", "--no-defaults", "-NB", "--unbuffered", *options, f"--database={setting('DATABASE')}"]
    return command, os.environ | {"MYSQL_PWD": setting("PASSWORD")}


class Failed(Exception):
    """What the client says."""


def query(node, sql, user="USER"):
    command, environment = client(node, user)
    done = subprocess.run(command, input=sql, env=environment, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0:
        raise Failed(done.stderr)
    return done.stdout.split()


class Session:
    """A client that stays."""

    def __init__(self, node):
        command, environment = client(node)
        self.process = subprocess.Popen(
            command,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self.ask("select 1;") == "1"

    def ask(self, sql):
        self.process.stdin.write(sql + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def last_words(self, sql):
        """What it says of a statement, and its end."""
        return self.process.communicate(sql + "\n", timeout=60)[1]


class ReplicatedTest(unittest.TestCase):
    def setUp(self):
        tell("reset")
        query("a", "create table seen (n integer primary key)")
        self.catch_up("b", "c")

    def catch_up(self, *nodes):
        tell(*(f"caught_up {node}" for node in nodes))

    def add(self, node, number):
        query(node, f"insert into seen values ({number})")

    def seen(self, node):
        return [int(number) for number in query(node, "select n from seen order by n")]

    def assert_read_only(self, *nodes):
        for node in nodes:
            with self.assertRaisesRegex(Failed, "read-only"):
                self.add(node, 1000)

    def assert_refused(self, node):
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection((setting("HOST"), setting(NODES[node])))

    def test_replicas_show_what_the_primary_took_and_take_nothing_themselves(self):
        self.add("a", 1)
        self.catch_up("b", "c")
        self.assertEqual([self.seen(node) for node in "abc"], [[1], [1], [1]])
        self.assert_read_only("b", "c")
        self.assertEqual(query("b", "select n from seen", "LIMITED_USER"), ["1"])

    def test_the_ordinary_user_may_ask_how_far_a_replica_is_and_the_limited_user_may_not(self):
        if IS_POSTGRES:
            status = "select status from pg_stat_wal_receiver"
            self.assertEqual(query("b", status), ["streaming"])
            self.assertEqual(query("b", status, "LIMITED_USER"), [])
            self.assertTrue(query("b", "select pg_last_wal_replay_lsn()", "LIMITED_USER"))
            return
        self.assertIn("Yes", query("b", "show replica status"))
        with self.assertRaisesRegex(Failed, "SLAVE MONITOR"):
            query("b", "show replica status", "LIMITED_USER")

    def test_a_killed_node_says_nothing_and_has_what_it_told_when_it_is_back(self):
        session = Session("a")
        self.add("a", 1)
        tell("kill a")
        self.assert_refused("a")
        self.assertNotRegex(session.last_words("select 1;"), "terminating|shutdown|shutting down")
        tell("kill b", "start a")
        self.assertEqual(self.seen("a"), [1])
        self.add("a", 2)
        tell("start b")
        self.catch_up("b", "c")
        self.assertEqual([self.seen("b"), self.seen("c")], [[1, 2], [1, 2]])
        self.assert_read_only("b")

    def test_a_stopped_primary_has_given_everything_to_its_replicas(self):
        self.add("a", 1)
        tell("stop a")
        self.assert_refused("a")
        tell("promote b", "promote c")
        self.assertEqual([self.seen("b"), self.seen("c")], [[1], [1]])
        tell("start a")
        self.add("a", 2)
        self.assertEqual([self.seen(node) for node in "abc"], [[1, 2], [1], [1]])

    def test_a_frozen_node_takes_connections_and_never_answers(self):
        tell("freeze b", "freeze a")
        for node in "ab":
            with socket.create_connection((setting("HOST"), setting(NODES[node]))) as talk:
                talk.settimeout(0.3)
                # PostgreSQL is to be asked (for TLS); MariaDB speaks first.
                talk.sendall(bytes.fromhex("0000000804d2162f"))
                self.assertRaises(TimeoutError, talk.recv, 1)
        self.assertIn("b is frozen", answer_to("stop b"))
        tell("thaw a", "thaw b")
        self.add("a", 1)
        self.catch_up("b")
        self.assertEqual(self.seen("b"), [1])

    def test_a_frozen_node_can_be_killed(self):
        tell("freeze b", "kill b")
        self.assert_refused("b")
        tell("start b")
        self.assertEqual(self.seen("b"), [])

    def test_a_paused_replica_shows_nothing_new(self):
        tell("pause b")
        self.add("a", 1)
        self.catch_up("c")
        self.assertEqual([self.seen("b"), self.seen("c")], [[], [1]])
        tell("unpause b")
        self.catch_up("b")
        self.assertEqual(self.seen("b"), [1])

    def test_roles_change_without_a_loss(self):
        session = Session("a")
        tell("pause b")
        self.add("a", 1)
        tell("demote a")
        self.assert_read_only("a", "b", "c")
        # Only MariaDB does this without a restart.
        self.assertEqual(session.ask("select 2;"), "" if IS_POSTGRES else "2")
        session.process.communicate()
        self.catch_up("c")
        tell("promote b", "follow a b", "follow c b")
        self.add("b", 2)
        self.catch_up("a", "c")
        self.assertEqual([self.seen(node) for node in "abc"], [[1, 2], [1, 2], [1, 2]])
        self.assert_read_only("a", "c")

    def test_what_the_new_primary_never_had_is_lost_to_all(self):
        tell("stop b")
        self.add("a", 1)
        self.catch_up("c")
        tell("kill a", "start b", "promote b")
        self.add("b", 2)
        self.assertEqual([self.seen("b"), self.seen("c")], [[2], [1]])
        tell("follow c b", "follow a b")
        self.catch_up("a", "c")
        self.assertEqual([self.seen("a"), self.seen("c")], [[2], [2]])
        self.assert_read_only("a", "c")
        tell("reset")
        for node in "abc":
            with self.assertRaisesRegex(Failed, "exist"):
                self.seen(node)

    def test_a_running_primary_can_follow_another(self):
        tell("promote b")
        self.add("b", 1)
        self.add("a", 2)
        tell("follow a b")
        self.catch_up("a")
        self.assertEqual(self.seen("a"), [1])
        self.assert_read_only("a")

    def test_a_node_that_was_ahead_of_the_replica_that_it_follows_has_what_that_has(self):
        tell("stop b")
        self.add("a", 1)
        self.catch_up("c")
        tell("kill a", "start b", "follow c b", "promote b")
        self.add("b", 2)
        self.catch_up("c")
        self.assertEqual([self.seen("b"), self.seen("c")], [[2], [2]])

    def test_what_cannot_be_is_told(self):
        for command, reason in {
            "promote a": "a is a primary",
            "pause a": "a is a primary",
            "caught_up a": "a is a primary",
            "demote b": "b is not a primary",
            "start a": "a runs already",
            "thaw a": "a is not frozen",
            "follow a a": "a is a or follows it",
            "follow a b": "b is a or follows it",
            "kill d": "no node d; there are a, b, c",
            "kill": "missing a required argument",
            "dance a": "no such command",
        }.items():
            self.assertIn(reason, answer_to(command), command)
        tell("stop c")
        self.assertIn("c does not run", answer_to("kill c"))


def run_inside(file):
    program = unittest.main(argv=sys.argv[:1], exit=False, verbosity=2)
    # The worst that can be left: one frozen, one killed, one that runs.
    tell("reset")
    folder = Path(setting("CONTROL")).parent
    locks = [lock.read_text(encoding="utf-8").splitlines() for lock in folder.glob("*/*/data/postmaster.pid")]
    tell("freeze c", "kill b")
    traces = {"folder": str(folder), "segments": [lock[6].split()[1] for lock in locks]}
    Path(file).write_text(json.dumps(traces), encoding="utf-8")
    return 0 if program.result.wasSuccessful() else 1


def left_behind(folder, segments):
    """Processes, shared memory and files of servers that have ended."""
    if Path(folder).exists():
        yield folder
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if folder in command or os.readlink(process / "cwd").startswith(folder):
                yield f"{process.name}: {command}"
        except OSError:
            continue  # it ends just now
    lines = Path("/proc/sysvipc/shm").read_text(encoding="utf-8").splitlines()
    there = {line.split()[1] for line in lines}
    yield from (f"System V segment {segment}" for segment in segments if segment in there)


def main():
    if "--inside" in sys.argv:
        return run_inside(sys.argv[-1])
    with tempfile.NamedTemporaryFile() as file:
        run = Path(__file__).parent / "run.py"
        inside = [sys.executable, __file__, NAME, "--inside", file.name]
        # Servers of an outer call would not end with this one.
        environment = {name: value for name, value in os.environ.items() if name != "ZIN_TEST_SERVERS"}
        status = subprocess.run([sys.executable, run, NAME, "--", *inside], env=environment, check=False).returncode
        if status == 77:
            return status
        for what in left_behind(**json.load(file)):
            print(f"left behind: {what}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
