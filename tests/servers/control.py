"""Lets the command beside the servers do things to them: end one of them and start it again, say.

SPDX-License-Identifier: MIT

ZIN_TEST_<NAME>_CONTROL is the path of a Unix socket. A connection to it sends one line, a command with its
arguments (`stop`, or `promote b`: what the server's commands() have), and reads one when that is done: `ok`, or
why it is not. One command runs at a time, in the order of their connections.
"""

import contextlib
import inspect
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
        self.commands = server.commands()
        self.path = path
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen()
        self.client = None
        self.thread = threading.Thread(target=self._serve, daemon=True)

    def close(self):
        """Waits for a command that runs, not for one that is never sent."""
        self.listener.shutdown(socket.SHUT_RDWR)
        client = self.client
        if client is not None:
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RD)
        self.thread.join()
        self.listener.close()

    def _serve(self):
        while True:
            try:
                self.client, _ = self.listener.accept()
            except OSError:
                return
            # A client may be gone before it has its answer.
            with contextlib.suppress(OSError), self.client, self.client.makefile("rw", encoding="utf-8") as talk:
                talk.write(self._obey(talk.readline().strip()) + "\n")

    def _obey(self, order):
        try:
            verb, *arguments = order.split() or [""]
            if verb not in self.commands:
                raise ValueError(f"no such command; there are {', '.join(self.commands)}")
            command = self.commands[verb]
            inspect.signature(command).bind(*arguments)
            command(*arguments)
            return "ok"
        except Exception as failure:  # noqa: BLE001: whatever it is, the test must hear of it
            return f"{order}: {str(failure) or repr(failure)}".replace("\n", " ")
