#!/usr/bin/env python3
"""The Cloudflare peer: what ends it, what stays, and that the gate does what it is told.

SPDX-License-Identifier: MIT
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from cloudflare import Server
from server import NotInstalled

STARTS_AND_DIES = """
import os, sys
from cloudflare import Server
server = Server(sys.argv[1])
server.start()
print(server.process.pid, flush=True)
os.kill(os.getpid(), 9)
"""


def members(group):
    """Processes of this group that are not dead."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, own_group = stat.read_text(errors="replace").rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(own_group) == group and state not in "ZX":
            found.append(int(stat.parent.name))
    return found


def wait_for(condition, patience=30):
    end = time.monotonic() + patience
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


class PeerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory(prefix="zin-peer-")
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = Path(scratch.name)
        cls.server = Server(cls.folder / "peer")
        cls.addClassCleanup(cls.server.stop)
        cls.variables = {
            name.removeprefix("ZIN_TEST_CLOUDFLARE_"): value for name, value in cls.server.start().items()
        }

    def ask(self, method, url, body=None, token=None):
        """The status, and the JSON or the text of the answer."""
        request = urllib.request.Request(url, method=method, data=None if body is None else body.encode())
        if token is not None:
            request.add_header("authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                status, text = answer.status, answer.read().decode()
        except urllib.error.HTTPError as failure:
            status, text = failure.code, failure.read().decode()
        try:
            return status, json.loads(text)
        except ValueError:
            return status, text

    def query(self, body, verb="raw", database=0):
        ids = self.variables["DATABASES"].split(",")
        url = f"{self.variables['URL']}/accounts/{self.variables['ACCOUNT']}/d1/database/{ids[database]}/{verb}"
        return self.ask("POST", url, json.dumps(body), self.variables["TOKEN"])

    def gate(self, method, path, body=None):
        return self.ask(method, self.variables["GATE"] + path, body)[1]

    def test_a_batch_is_all_or_nothing(self):
        self.query({"sql": "create table pair (id integer primary key)"})
        status, told = self.query({"batch": [{"sql": "insert into pair values (?)", "params": [1]},
                                             {"sql": "insert into pair values (1)"}]})
        self.assertEqual((status, told["errors"][0]["code"]), (400, 7500))
        self.assertIn("UNIQUE constraint failed: pair.id", told["errors"][0]["message"])
        _, told = self.query({"sql": "select count(*) as n from pair"}, "query")
        self.assertEqual(told["result"][0]["results"], [{"n": 0}])

    def test_statements_in_one_text_are_told_apart(self):
        trigger = ("create table noted (a); create trigger t after insert on noted begin "
                   "insert into noted select case when 1 then ';' end where 0; end; -- the last; one\n"
                   "insert into noted values ('a;b')")
        status, told = self.query({"sql": trigger}, database=1)
        self.assertEqual((status, len(told["result"])), (200, 3))

    def test_who_does_not_belong_here_is_turned_away(self):
        url = f"{self.variables['URL']}/accounts/{self.variables['ACCOUNT']}/d1/database"
        self.assertEqual(self.ask("GET", url)[0], 400)
        status, told = self.ask("GET", url, token="another")
        self.assertEqual((status, told["errors"][0]["code"]), (403, 10000))
        self.assertEqual(len(self.ask("GET", url, token=self.variables["TOKEN"])[1]["result"]), 8)

    def value(self, method, key, body=None, query="", content_type="application/octet-stream"):
        """The status and the message of a call for one value."""
        base = f"{self.variables['URL']}/accounts/{self.variables['ACCOUNT']}/storage/kv/namespaces"
        url = f"{base}/{self.variables['NAMESPACE']}/values/{key}{query}"
        request = urllib.request.Request(url, method=method, data=body)
        request.add_header("authorization", f"Bearer {self.variables['TOKEN']}")
        request.add_header("content-type", content_type)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as failure:
            return failure.code, json.loads(failure.read())["errors"][0]["message"]

    def test_kv_has_the_limits_that_its_documents_tell(self):
        largest = b"x" * (25 << 20)
        self.assertEqual(self.value("PUT", "k" * 512, largest)[0], 200)
        self.assertEqual(self.value("GET", "k" * 512), (200, largest))
        for status, words, arguments in (
            (414, "key length limit of 512", ("k" * 513, b"x")),
            (413, "exceeds limit of 26214400", ("k", largest + b"x")),
            (400, "must be at least 60", ("k", b"x", "?expiration_ttl=59")),
            (400, "greater than 0", ("k", b"x", "?expiration_ttl=-1")),
            (400, "at least 60 seconds in the future", ("k", b"x", f"?expiration={int(time.time()) + 30}")),
        ):
            told = self.value("PUT", *arguments)
            self.assertEqual(told[0], status, told)
            self.assertIn(words, told[1])
        self.assertEqual(self.value("GET", "absent"), (404, "get: 'key not found'"))
        for bytes_of_metadata, status in ((1024, 200), (1025, 413)):
            text = '"' + "m" * (bytes_of_metadata - 2) + '"'
            form = "".join(f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{content}\r\n'
                           for name, content in (("metadata", text), ("value", "v")))
            told = self.value("PUT", "m", f"{form}--b--\r\n".encode(), content_type="multipart/form-data; boundary=b")
            self.assertEqual(told[0], status, told)

    def test_a_fault_happens_once_and_is_counted(self):
        self.gate("DELETE", "/faults")
        self.gate("DELETE", "/requests")
        self.gate("POST", "/faults", '{"path": "/raw", "status": 503, "body": "gone"}')
        self.assertEqual(self.query({"sql": "select 1"}), (503, "gone"))
        self.assertEqual(self.query({"sql": "select 1"})[0], 200)
        counts = self.gate("GET", "/counts?path=/raw")
        self.assertEqual((counts["requests"], counts["forwarded"]), (2, 1))
        log = self.gate("GET", "/requests")
        self.assertEqual([entry["fault"] for entry in log], [True, False])
        self.assertNotIn(self.variables["TOKEN"], json.dumps(log))

    def test_rows_and_ports_outlive_a_power_cut(self):
        self.query({"sql": "create table kept (a)"}, database=2)
        group = self.server.process.pid
        self.server.kill()
        self.assertTrue(wait_for(lambda: not members(group)), members(group))
        self.server.resume()
        self.assertEqual(self.query({"sql": "insert into kept values (1)"}, database=2)[0], 200)

    def test_nothing_is_left_when_who_started_it_dies(self):
        dead = subprocess.run(
            [sys.executable, "-c", STARTS_AND_DIES, self.folder / "orphan"],
            cwd=Path(__file__).parent, capture_output=True, text=True, check=False,
        )
        self.assertEqual(dead.returncode, -signal.SIGKILL, dead.stderr)
        group = int(dead.stdout)
        self.addCleanup(lambda: [os.kill(pid, signal.SIGKILL) for pid in members(group)])
        self.assertTrue(wait_for(lambda: not members(group)), members(group))


if __name__ == "__main__":
    try:
        unittest.main()
    except NotInstalled as missing:
        print(f"skipped: {missing}")
        sys.exit(77)
