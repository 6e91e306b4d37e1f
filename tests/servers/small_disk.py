"""A disk of its own for a server's data, which tests may fill.

SPDX-License-Identifier: MIT
"""

import errno
import os
import subprocess

from server import NotInstalled, find_program


class SmallDisk:
    """Comes before a class with `folder` and `data`: the data lie on a file system of `disk_mb` in memory.

    Its commands, beside the server's: `fill` leaves `spare_kb` of it, and `free` takes that back.
    """

    disk_mb = 128
    spare_kb = 1024

    def make(self, *options):
        mount = find_program("mount")
        self.data.mkdir(parents=True)
        command = [mount, "-t", "tmpfs", "-o", f"size={self.disk_mb}m,mode=0700", "zin-test", self.data]
        if subprocess.run(command, check=False, capture_output=True).returncode != 0:
            raise NotInstalled("a file system of its own: this user may not mount one, so that this")
        super().make(*options)

    def stop(self):
        super().stop()
        if os.path.ismount(self.data):
            subprocess.run(["umount", self.data], check=True)

    def commands(self):
        # One that is stopped keeps its disk.
        return {"fill": self.fill, "free": self.free}

    def fill(self):
        with open(self.data / "filling", "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(65536))
            except OSError as failure:
                if failure.errno != errno.ENOSPC:
                    raise
            file.truncate(os.path.getsize(file.name) - self.spare_kb * 1024)

    def free(self):
        (self.data / "filling").unlink()
