"""PostgreSQL whose data, but for its write-ahead log, lie on a small disk: see small_disk.py.

SPDX-License-Identifier: MIT

Without room for the log the whole server would end. Its variables are those of postgres.py.
"""

import postgres
from small_disk import SmallDisk


class Server(SmallDisk, postgres.Server):
    def make(self):
        super().make(postgres.SETTINGS, postgres.ACCESS, ["--waldir", str(self.folder / "wal")])

    def _make_data(self, *arguments):
        self.own(self.data, 0o700)
        super()._make_data(*arguments)
