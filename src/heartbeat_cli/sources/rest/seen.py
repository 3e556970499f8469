"""What a paginator sees of an answer, and what it may read from it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
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
        if isinstance(found, int | Decimal) and not isinstance(found, bool) and found >= 0 and found == int(found):
            return int(found)
        raise ApiFailedError(
            f"'{path}' of the answer is no count",
            hint="Take that path out of `paginator` where the service does not say.",
        )

    def lacks(self, path: str) -> bool:
        """Whether there is nothing at a path, or null."""
        return first_at(path, self.body) in (MISSING, None)

    def truth(self, path: str) -> bool:
        """The truth value at a path. Raises ApiFailedError where there is none."""
        found = self.at(path)
        words = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
        known = words.get(str(found).lower())
        if known is None:
            raise ApiFailedError(f"'{path}' of the answer is neither true nor false")
        return known

    def reference(self, path: str) -> int | str | None:
        """The cursor or URL at a path; None where there is none, or nothing in it. Raises ApiFailedError for others."""
        found = first_at(path, self.body)
        if found is MISSING or found is None or found is False or found in ("", [], {}):
            return None
        if isinstance(found, int | str) and not isinstance(found, bool):
            return found
        inside = f", which has {names_of(found)}" if isinstance(found, dict) else ""
        raise ApiFailedError(
            f"'{path}' of the answer names no next page that could be asked for{inside}",
            hint="In `paginator` the path leads to the cursor or the URL itself.",
        )


def _names(body: Any) -> str:
    return f": it has {names_of(body)}" if isinstance(body, dict) and body else ""


def names_of(body: Iterable[str]) -> str:
    """The first names of an answer, as a message shows them: a service may call them anything."""
    text = ", ".join(list(body)[:12])
    return shown("".join(c if c.isprintable() else " " for c in text))


def says_yes(found: Any) -> bool:
    """Whether a value, or MISSING, stands for something that is."""
    return found is not MISSING and bool(found) and str(found).lower() not in ("false", "no", "0")
