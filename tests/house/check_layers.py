"""tools/check_layers.py refuses every kind of violation, and nothing else.

SPDX-License-Identifier: MIT
"""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CHECKER = Path(__file__).parents[2] / "tools" / "check_layers.py"
HEAD = "// What lives here.\n// SPDX-License-Identifier: MIT\n"

# A tree without fault; a test adds or replaces files.
SOUND = {
    "core/zin/zin.hpp": ["zin/runtime/rows.hpp"],
    "core/zin/manager.cpp": ["zin/host/loader.hpp", "zin/cache/lock.hpp", "fmt/format.h"],
    "core/zin/base/error.hpp": ["string"],
    "core/zin/config/env.hpp": ["zin/base/error.hpp"],
    "core/zin/host/loader.hpp": ["zin/abi/driver.h", "zin/config/env.hpp"],
    "core/zin/host/loader.cpp": ["zin/host/loader.hpp", "boost/dll/shared_library.hpp"],
    "core/zin/runtime/rows.hpp": ["zin/base/error.hpp"],
    "core/zin/runtime/rows.cpp": ["zin/runtime/rows.hpp", "zin/abi/driver.h"],
    "core/zin/cache/lock.hpp": ["zin/host/loader.hpp"],
    "core/zin/query/page.cpp": ["zin/runtime/rows.hpp"],
    "sdk/zin/abi/driver.h": ["stdint.h"],
    "sdk/zin/plugin/guard.hpp": ["zin/abi/driver.h"],
    "plugins/sqlite/opening.cpp": ["zin/plugin/guard.hpp", "sqlite3.h"],
    "tools/cli/main.cpp": ["zin/zin.hpp"],
}
CORE_BUILD = (
    "# SPDX-License-Identifier: MIT\n"
    "install_headers('zin/zin.hpp', 'zin/base/error.hpp', 'zin/runtime/rows.hpp')\n"
)
SDK_BUILD = (
    "# SPDX-License-Identifier: MIT\n"
    "install_headers(\n  'zin/abi/driver.h',\n  'zin/plugin/guard.hpp',\n)\n"
)


class CheckLayers(unittest.TestCase):
    def run_checker(self, changes, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            tree = {path: source(includes) for path, includes in SOUND.items()}
            tree |= {"core/meson.build": CORE_BUILD, "sdk/meson.build": SDK_BUILD}
            for path, content in changes.items():
                tree[path] = content if isinstance(content, str) else source(content)
            for path, text in tree.items():
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            return subprocess.run(
                [sys.executable, CHECKER, *arguments, folder],
                capture_output=True,
                text=True,
                check=False,
            )

    def refused(self, changes, *words):
        """The tree with these changes is refused with one line that holds all of the words."""
        result = self.run_checker(changes)
        self.assertEqual(result.returncode, 1, result.stderr)
        lines = result.stderr.splitlines()
        self.assertEqual(len(lines), 1, result.stderr)
        for word in words:
            self.assertIn(word, lines[0])

    def test_a_sound_tree_passes(self):
        result = self.run_checker({})
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_an_include_does_not_go_up(self):
        self.refused(
            {"core/zin/base/log.cpp": ["zin/runtime/rows.hpp"]},
            "core/zin/base/log.cpp",
            "zin/runtime/rows.hpp",
        )

    def test_an_include_does_not_go_across(self):
        self.refused({"core/zin/config/dsn.cpp": ["zin/sql/lexer.hpp"]}, "zin/sql/lexer.hpp")

    def test_a_layer_does_not_include_the_top(self):
        self.refused({"core/zin/model/model.cpp": ["zin/manager.hpp"]}, "zin/manager.hpp")

    def test_a_lower_layer_that_is_not_listed_is_refused(self):
        self.refused({"core/zin/query/page.cpp": ["zin/host/loader.hpp"]}, "zin/host/loader.hpp")

    def test_an_include_is_found_however_it_is_written(self):
        text = HEAD + "  #  include <zin/runtime/rows.hpp>\n"
        self.refused({"core/zin/base/log.cpp": text}, "zin/runtime/rows.hpp")

    def test_an_include_in_a_comment_is_none(self):
        text = HEAD + '// #include "zin/runtime/rows.hpp"\n'
        self.assertEqual(self.run_checker({"core/zin/base/log.cpp": text}).returncode, 0)

    def test_a_folder_that_is_no_layer_is_refused(self):
        self.refused({"core/zin/misc/log.cpp": []}, "core/zin/misc/log.cpp", "no layer")

    def test_the_core_names_its_headers_from_the_root(self):
        self.refused({"core/zin/host/loader.cpp": ["loader.hpp"]}, "from the root")

    def test_the_core_does_not_include_the_sdk_for_authors(self):
        self.refused({"core/zin/host/loader.cpp": ["zin/plugin/guard.hpp"]}, "driver authors")

    def test_the_abi_stays_in_the_layers_that_speak_to_drivers(self):
        self.refused({"core/zin/query/page.cpp": ["zin/abi/driver.h"]}, "zin/abi/driver.h")
        self.refused({"core/zin/manager.cpp": ["zin/abi/driver.h"]}, "zin/abi/driver.h")

    def test_a_public_header_does_not_reach_the_abi(self):
        self.refused({"core/zin/runtime/rows.hpp": [
            "zin/base/error.hpp", "zin/abi/driver.h"]}, "zin/zin.hpp reaches")

    def test_a_public_header_does_not_reach_boost_or_fmt(self):
        for header in ("boost/json.hpp", "fmt/format.h"):
            self.refused({"core/zin/base/error.hpp": [header]}, header, "zin/zin.hpp reaches")

    def test_only_the_async_header_may_reach_asio(self):
        build = CORE_BUILD.replace("'zin/zin.hpp'", "'zin/zin.hpp', 'zin/async.hpp'")
        changes = {"core/meson.build": build, "core/zin/async.hpp": ["boost/asio.hpp"]}
        self.assertEqual(self.run_checker(changes).returncode, 0)
        self.refused(changes | {"core/zin/async.hpp": ["boost/any.hpp"]}, "boost/any.hpp")

    def test_boost_dll_is_for_the_host_layer(self):
        self.refused({"core/zin/runtime/rows.cpp": ["boost/dll/import.hpp"]}, "Boost.DLL")

    def test_the_sdk_stands_alone(self):
        self.refused({"sdk/zin/plugin/guard.hpp": ["zin/base/error.hpp"]}, "stands alone")
        self.refused({"sdk/zin/plugin/guard.hpp": ["fmt/format.h"]}, "needs no library")
        self.refused({"sdk/zin/abi/driver.h": ["zin/plugin/guard.hpp"]}, "below the C++ layer")

    def test_a_plugin_does_not_include_the_core(self):
        for include in ("zin/base/error.hpp", "zin/zin.hpp", "../../core/zin/base/error.hpp"):
            self.refused({"plugins/sqlite/opening.cpp": [include]}, "never the core")

    def test_a_file_stem_is_used_once(self):
        self.refused({"core/zin/sql/loader.cpp": []}, "core/zin/host and core/zin/sql")
        self.refused({"core/zin/runtime/error.cpp": []}, "core/zin/base and core/zin/runtime")

    def test_a_file_names_its_licence(self):
        for path in ("core/zin/base/log.cpp", "tools/bench/run.py", "tests/unit/meson.build"):
            self.refused({path: "// Nothing.\n"}, path, "SPDX")

    def test_every_public_header_is_installed_and_no_other(self):
        self.refused({"core/zin/base/error.hpp": ["zin/base/errc.hpp"],
                      "core/zin/base/errc.hpp": []}, "lacks zin/base/errc.hpp")
        build = CORE_BUILD.replace("'zin/zin.hpp'", "'zin/zin.hpp', 'zin/host/loader.hpp'")
        self.refused({"core/meson.build": build}, "installs zin/host/loader.hpp")

    def test_the_public_headers_are_those_that_zin_hpp_reaches(self):
        result = self.run_checker({}, "--public")
        self.assertEqual(
            result.stdout.split(), ["zin/base/error.hpp", "zin/runtime/rows.hpp", "zin/zin.hpp"]
        )


def source(includes):
    return HEAD + "".join(f'#include "{include}"\n' for include in includes)


if __name__ == "__main__":
    unittest.main()
