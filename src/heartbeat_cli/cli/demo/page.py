"""Where the demo stands, after whatever was done to it."""

from typing import TYPE_CHECKING

from heartbeat_cli.cli.result import print_result

if TYPE_CHECKING:
    from heartbeat_cli.demo import Demo


def show_demo(demo: "Demo", next_step: str = "hb profile webbank.core, then hb ingest --source webbank") -> None:
    """Print the demo's servers, and what to do next."""
    from heartbeat_cli.sheets import demo_document, demo_sheet

    print_result(demo, document=demo_document, sheet=lambda d: demo_sheet(demo_document(d), next_step))
