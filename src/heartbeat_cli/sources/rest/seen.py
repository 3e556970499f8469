"""What a paginator sees of an answer, and what it may read from it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from heartbeat_cli.discreet import shown
from heartbeat_cli.sources.failures import ApiFailedError
from heartbeat_cli.sources.rest.paths import MISSING, first_at


@dataclass(frozen=True, slots=True)
class PageSeen:
    """What a paginator sees of an answer: its `body`, its `headers` by small names, how many records it brought.

    `url` is the one that was asked, which links are relative to.
    """

    body: Any
    records: int
    headers: Mapping[str, str] = field(default_factory=dict)
    url: str = ""

    def at(self, path: str) -> Any:
        """The value at a path of the body. Raises ApiFailedError where there is none."""
        found = first_at(path, self.body)
        if found is MISSING:
            raise ApiFailedError(
                f"the answer has nothing at '{path}'{_names(self.body)}", hint="Paths begin at the top of the answer."
            )
        return found

    def number(self, path: str) -> int:
        """The whole number at a path. Raises ApiFailedError where there is none."""
        found = self.at(path)
        if isinstance(found, str) and re.fullmatch(r"[0-9]{1,15}", found):
            return int(found)
        if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
            return found
        raise ApiFailedError(f"'{path}' of the answer is no count")

    def truth(self, path: str) -> bool:
        """The truth value at a path. Raises ApiFailedError where there is none."""
        found = self.at(path)
        words = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
        known = words.get(str(found).lower())
        if known is None:
            raise ApiFailedError(f"'{path}' of the answer is neither true nor false")
        return known

    def reference(self, path: str) -> int | str | None:
        """The cursor or URL at a path; None where there is none, or nothing in it."""
        found = first_at(path, self.body)
        return found if isinstance(found, int | str) and not isinstance(found, bool) and found != "" else None


def _names(body: Any) -> str:
    return f": it has {names_of(body)}" if isinstance(body, dict) and body else ""


def names_of(body: Iterable[str]) -> str:
    """The first names of an answer, as a message shows them: a service may call them anything."""
    text = ", ".join(list(body)[:12])
    return shown("".join(c if c.isprintable() else " " for c in text))
