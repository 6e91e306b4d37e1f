"""Runs tools/bench/run --load beside a PostgreSQL, and looks at what it prints.

SPDX-License-Identifier: MIT
"""

import re
import unittest

from bench_runs import bench

LINE = re.compile(
    r"^(libpq|zin), (threads|coroutines) +(\d+) +(\d+) +(\d+) +([\d.]+)x" + r" +(\d+)" * 4 + "$", re.MULTILINE
)


class Load(unittest.TestCase):
    def test_both_sides_carry_every_load_on_as_many_connections(self):
        lines = LINE.findall(bench("--load", "--selects", "512", "--rounds", "1"))
        self.assertEqual(
            [(side, kind, int(callers), int(connections)) for side, kind, callers, connections, *_ in lines],
            [
                (side, kind, callers, min(callers, 10))
                for callers in (1, 4, 16, 64, 256)
                for kind in ("threads", "coroutines")
                for side in ("libpq", "zin")
            ],
        )
        for *_, per_second, ratio, cpu, p50, p99, p999 in lines:
            self.assertGreater(float(per_second) * float(ratio) * float(cpu), 0)
            self.assertTrue(0 < float(p50) <= float(p99) <= float(p999), (p50, p99, p999))


if __name__ == "__main__":
    unittest.main()
