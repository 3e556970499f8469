"""One story told by every system of the demo: what the bank's databases know, and what others know of the same."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.demo.services.story.bank import (
        Bank,
        Client,
        Review,
        load_bank,
        made_up_bank,
        read_bank,
        save_bank,
    )
    from heartbeat_cli.demo.services.story.telling import tell_bo, tell_ga4, tell_zoho

__getattr__, __dir__ = face(
    __name__,
    {
        "bank": "Bank Client Review load_bank made_up_bank read_bank save_bank",
        "telling": "tell_bo tell_ga4 tell_zoho",
    },
)

__all__ = [
    "Bank",
    "Client",
    "Review",
    "load_bank",
    "made_up_bank",
    "read_bank",
    "save_bank",
    "tell_bo",
    "tell_ga4",
    "tell_zoho",
]
