"""MariaDB whose data lie on a small disk: see small_disk.py.

SPDX-License-Identifier: MIT

It keeps no binary log, for whose room the server would wait. Its variables are those of mariadb.py.
"""

import mariadb
from small_disk import SmallDisk

FILES = [
    "--innodb-log-file-size=8M",
    "--innodb-temp-data-file-path=ibtmp1:1M:autoextend",
    "--innodb-autoextend-increment=1",  # MB, and not 64
]


class Server(SmallDisk, mariadb.Server):
    def make(self):
        super().make(*FILES)

    def command(self):
        return [word for word in super().command() if not word.startswith("--log-bin=")] + FILES
