"""A primary with two replicas, and what tests may have done to them.

SPDX-License-Identifier: MIT

The nodes are a, b and c; at the start a is the primary, b and c are replicas of it. Variables, NAME being that of
the module: ZIN_TEST_<NAME>_HOST (127.0.0.1), _PRIMARY_PORT (a), _REPLICA1_PORT (b), _REPLICA2_PORT (c), _DATABASE,
_USER (an ordinary user to whom the database belongs, and who may ask how far a replica is), _LIMITED_USER (may only
read), _PASSWORD (of both), _ADMIN and _ADMIN_PASSWORD (a superuser), _CA (who signed the certificate of all three,
for localhost), and _CONTROL, to which these are told (see control.py):

    kill NODE            it is gone at once; its clients hear nothing but that the connection is closed
    stop NODE            an orderly end: its replicas have everything, its clients are told
    start NODE           as it was before: as a primary or as a replica; a pause is over then
    freeze NODE          it takes connections and never answers
    thaw NODE
    pause NODE           a replica receives what is written, and does not show it
    unpause NODE
    promote NODE         a replica shows what it has received, and takes writes; it knows no primary any more
    demote NODE          a primary takes no writes any more, and knows no primary
    follow NODE PRIMARY  it is a replica of PRIMARY; what it has and PRIMARY has not is lost
    caught_up NODE       waits until a replica shows what its primary had at this moment
    reset                as at the start, with an empty database, and the same ports
"""

import functools
import time
from concurrent.futures import ThreadPoolExecutor

from processes import Guard, continue_all, kill_all, stop_all

PATIENCE = 30  # seconds, of every wait


def wait_for(true, what):
    """Calls true() until it is; RuntimeError with what() says when that takes too long."""
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise RuntimeError(f"after {PATIENCE} s {what()}")
        time.sleep(0.02)


class Node:
    """What nodes of all servers have in common, beside a class that has process, port, resume() and stop().

    The class of a node has, too:

        make()           anew from the template and running; a replica, once linked, if its primary is set
        link()           waits until it follows its primary
        answers()        asks it
        clear()          removes what is in the database
        set_paused(bool), promote(), demote(), follow(primary), catch_up()
    """

    def __init__(self, name):
        self.name = name
        self.primary = None
        self.read_only = False
        self.stopped = []
        self.guard = None

    def __str__(self):
        return self.name

    @property
    def running(self):
        return self.process is not None and self.process.poll() is None

    @property
    def frozen(self):
        return bool(self.stopped)

    def freeze(self):
        self.stopped = stop_all(self.process.pid)
        self.guard = Guard(self.stopped)

    def thaw(self):
        continue_all(self.stopped)
        self._dismiss()
        wait_for(self.answers, lambda: f"{self} does not answer")

    def kill(self):
        """Also when it does not run."""
        if self.running:
            # Stopped first: none of them is to see the end of another, and to tell its client.
            kill_all(self.stopped or stop_all(self.process.pid))
            self.process.wait()
        self._dismiss()

    def _dismiss(self):
        self.stopped = []
        if self.guard is not None:
            self.guard.dismiss()
            self.guard = None


class Replicated:
    """Is the Server of a module, whose class says how nodes and what they are copies of are made."""

    name = ""  # the <NAME> of the variables

    def __init__(self, nodes):
        self.nodes = {node.name: node for node in nodes}
        # Its threads stay: a server is ended with the thread that started it.
        self.pool = ThreadPoolExecutor(len(nodes))
        self.as_made = False  # but for what is in the database

    def make_template(self):
        """Makes what the nodes' make() copies. Gives the variables that are not ports."""
        raise NotImplementedError

    def start(self):
        variables = self.make_template()
        self._reset()
        names = ("PRIMARY_PORT", "REPLICA1_PORT", "REPLICA2_PORT")
        variables |= {"HOST": "127.0.0.1"} | {n: str(node.port) for n, node in zip(names, self.nodes.values())}
        return {f"ZIN_TEST_{self.name}_{name}": value for name, value in variables.items()}

    def stop(self):
        """Without good-byes: what they have is thrown away."""
        for node in self.nodes.values():
            node.kill()
        self.pool.shutdown()

    def commands(self):
        changes = {
            "kill": self._kill,
            "stop": self._stop,
            "start": self._start,
            "freeze": self._freeze,
            "thaw": self._thaw,
            "pause": self._pause,
            "unpause": self._unpause,
            "promote": self._promote,
            "demote": self._demote,
            "follow": self._follow,
        }
        commands = {name: self._changing(change) for name, change in changes.items()}
        return commands | {"caught_up": self._caught_up, "reset": self._reset}

    def _changing(self, change):
        @functools.wraps(change)  # its arguments are what control.py checks
        def changing(*arguments):
            self.as_made = False
            change(*arguments)

        return changing

    def _node(self, name):
        if name not in self.nodes:
            raise ValueError(f"no node {name}; there are {', '.join(self.nodes)}")
        return self.nodes[name]

    def _running(self, name):
        node = self._node(name)
        if not node.running:
            raise ValueError(f"{node} does not run")
        return node

    def _answering(self, name):
        node = self._running(name)
        if node.frozen:
            raise ValueError(f"{node} is frozen; thaw it first")
        return node

    def _replica(self, name):
        node = self._answering(name)
        if not node.read_only:
            raise ValueError(f"{node} is a primary")
        return node

    def _kill(self, node):
        self._running(node).kill()

    def _stop(self, node):
        self._answering(node).stop()

    def _start(self, node):
        if self._node(node).running:
            raise ValueError(f"{node} runs already")
        self._node(node).resume()

    def _freeze(self, node):
        self._answering(node).freeze()

    def _thaw(self, node):
        if not self._running(node).frozen:
            raise ValueError(f"{node} is not frozen")
        self._node(node).thaw()

    def _pause(self, node):
        self._replica(node).set_paused(True)

    def _unpause(self, node):
        self._replica(node).set_paused(False)

    def _promote(self, node):
        self._replica(node).promote()

    def _demote(self, node):
        if self._answering(node).read_only:
            raise ValueError(f"{node} is not a primary")
        self._node(node).demote()

    def _follow(self, node, primary):
        replica, ahead = self._node(node), self._answering(primary)
        if replica.frozen:
            raise ValueError(f"{node} is frozen; thaw it first")
        while ahead is not None:
            if ahead is replica:
                raise ValueError(f"{primary} is {node} or follows it")
            ahead = ahead.primary
        replica.follow(self._node(primary))

    def _caught_up(self, node):
        replica = self._replica(node)
        if replica.primary is None:
            raise ValueError(f"{node} has no primary")
        self._answering(replica.primary.name)
        replica.catch_up()

    def _reset(self):
        first, *others = self.nodes.values()
        if self.as_made:  # No server has to start again.
            first.clear()
            list(self.pool.map(lambda node: node.catch_up(), others))
            return
        list(self.pool.map(lambda node: node.kill(), self.nodes.values()))
        for node in self.nodes.values():
            node.primary = None if node is first else first
            node.read_only = node is not first
        list(self.pool.map(lambda node: node.make(), self.nodes.values()))
        list(self.pool.map(lambda node: node.link(), others))
        self.as_made = True
