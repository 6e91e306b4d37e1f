"""Lets the command beside the servers end one of them and start it again.

SPDX-License-Identifier: MIT

ZIN_TEST_<NAME>_CONTROL is the path of a Unix socket. A connection to it sends one line, `stop` or `resume`,
and reads one when that is done: `ok`, or why it is not.
"""

import socket
import threading


class Control:
    """Serves while the `with` lasts. One thread a server, so that what it starts lives as long as it."""

    def __init__(self, servers, folder):
        self.desks = {name: Desk(server, folder / f"{name}.control") for name, server in servers.items()}

    def variables(self):
        return {f"ZIN_TEST_{name.upper()}_CONTROL": str(desk.path) for name, desk in self.desks.items()}

    def __enter__(self):
        for desk in self.desks.values():
            desk.thread.start()
        return self

    def __exit__(self, *_):
        for desk in self.desks.values():
            desk.close()


class Desk:
    def __init__(self, server, path):
        self.server = server
        self.path = path
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen()
        self.thread = threading.Thread(target=self._serve, daemon=True)

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.listener.close()

    def _serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            with client, client.makefile("rw", encoding="utf-8") as talk:
                talk.write(self._obey(talk.readline().strip()) + "\n")

    def _obey(self, order):
        try:
            {"stop": self.server.stop, "resume": self.server.resume}[order]()
            return "ok"
        except Exception as failure:  # noqa: BLE001: whatever it is, the test must hear of it
            return f"{order}: {failure!r}".replace("\n", " ")
