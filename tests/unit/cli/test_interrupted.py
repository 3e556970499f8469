"""Ctrl-C before hb has begun, and after it has ended."""

import subprocess
import sys

WHILE_IMPORTING = """
import sys

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == "heartbeat_cli.cli.main":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
"""

AFTER_THE_END = """
import atexit, os, signal
atexit.register(os.kill, os.getpid(), signal.SIGINT)
"""


def test_while_python_imports_it_is_quiet() -> None:
    assert _run(WHILE_IMPORTING) == (130, "", "")


def test_after_the_end_it_changes_nothing() -> None:
    code, said, told = _run(AFTER_THE_END)
    assert (code, said.split()[0], told) == (0, "hb", "")


def _run(before: str) -> tuple[int, str, str]:
    program = f"{before}\nimport sys\nsys.argv = ['hb', '--no-input', '--version']\n"
    program += "from heartbeat_cli.__main__ import main\nmain()\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr
