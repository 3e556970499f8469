"""`hb` and `python -m heartbeat_cli`. Asking for the version imports nothing else."""

import sys
from typing import NoReturn


def main() -> NoReturn:
    """The entry point of `hb`."""
    if sys.argv[1:] == ["--version"]:
        from heartbeat_cli.version import __version__

        print(f"hb {__version__}")
        raise SystemExit(0)
    try:
        from heartbeat_cli.cli.main import main as run_main

        run_main()
    except KeyboardInterrupt:
        # While the imports run, nobody else is there to end quietly.
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
