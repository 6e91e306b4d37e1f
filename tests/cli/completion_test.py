# `zin completion`: scripts that shells take, and what bash then completes.
# SPDX-License-Identifier: MIT
import shutil
import subprocess
import unittest

from command import CommandTest


class Completion(CommandTest):
    def completed(self, line):
        script = self.out("completion", "bash") + (
            "COMP_WORDBREAKS=$' \\t\\n\"\\'><=;|&(:'\n"
            f"COMP_LINE='{line}' COMP_POINT={len(line)}\n"
            "_zin_complete\n"
            'printf "%s\\n" "${COMPREPLY[@]}"\n'
        )
        done = subprocess.run(["bash", "-uc", script], capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout.split()

    def test_bash_completes_commands(self):
        self.assertEqual(self.completed("zin mig"), ["migrate", "migrate:repair", "migrate:verify", "migrate:test", "migrate-to-d1"])
        self.assertIn("plugin", self.completed("zin "))

    def test_bash_completes_behind_a_colon(self):
        self.assertEqual(self.completed("zin migrate:re"), ["repair"])

    def test_bash_completes_commands_below_and_options(self):
        self.assertEqual(self.completed("zin create mi"), ["migration"])
        self.assertEqual(self.completed("zin create migration --s"), ["--sql"])
        self.assertEqual(self.completed("zin migrate --re"), ["--reset", "--refresh", "--remote"])

    def test_other_shells_take_their_scripts(self):
        for shell in ("bash", "zsh", "fish"):
            script = self.out("completion", shell)
            self.assertIn("migrate", script)
            if shutil.which(shell):
                done = subprocess.run([shell, "-n"], input=script, capture_output=True, text=True, check=False, timeout=60)
                self.assertEqual((shell, done.returncode, done.stderr), (shell, 0, ""))

    def test_another_shell_is_refused(self):
        self.assertIn("bash, zsh and fish", self.error("completion", "csh", status=2))


if __name__ == "__main__":
    unittest.main()
