"""`hb` and `python -m heartbeat_cli`. Asking for the version imports nothing else."""

import os
import sys
from contextlib import suppress
from typing import NoReturn


def main() -> NoReturn:
    """The entry point of `hb`."""
    if sys.argv[1:] == ["--version"]:
        from heartbeat_cli.version import __version__

        # What cannot be written is told the long way.
        with suppress(OSError):
            os.write(1, f"hb {__version__}\n".encode())
            raise SystemExit(0)
    try:
        from heartbeat_cli.cli.main import main as run_main

        run_main()
    except KeyboardInterrupt:
        # While the imports run, nobody else is there to end quietly.
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
