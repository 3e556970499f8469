"""`hb --version`."""

from heartbeat_cli.cli.result import print_result
from heartbeat_cli.version import __version__


def show_version() -> None:
    """Print which `hb` this is."""
    from heartbeat_cli.sheets import VersionDocument, version_sheet

    print_result(__version__, document=VersionDocument, sheet=version_sheet)
