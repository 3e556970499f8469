"""`hb` and `python -m heartbeat_cli`: the version imports nothing else, and nothing is imported before `main`."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> "NoReturn":
    """The entry point of `hb`."""
    try:
        if sys.argv[1:] == ["--version"]:
            _say_version()
        from heartbeat_cli.cli.main import main as run_main

        run_main()
    except KeyboardInterrupt:
        # While the imports run, nobody else is there to end quietly.
        raise SystemExit(130) from None


def _say_version() -> None:
    from heartbeat_cli.version import __version__

    try:
        os.write(1, f"hb {__version__}\n".encode())
    except OSError:
        return  # It is told the long way.
    raise SystemExit(0)


if __name__ == "__main__":
    main()
