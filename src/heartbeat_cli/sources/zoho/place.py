"""Where a pull of a module stands: what a page says to go on with, as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Self

LIST: Final = "list"
DELETED: Final = "deleted"


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Behind a page.

    `phase` is the list of records, then that of the deleted ones. `started` is when the pull began, ISO 8601. `pages`
    are where each list of fields goes on: a number, or a page token. `read` are the records so far, `last` is the id of
    the last, `time` its Modified_Time. `count` is how many there were when it was `counted`, None where nobody knows.
    `by_time` lists by Modified_Time, and `since` is then where the list began anew.
    """

    started: str
    phase: str = LIST
    pages: tuple[int | str, ...] = ()
    read: int = 0
    last: str | None = None
    time: str | None = None
    counted: bool = False
    count: int | None = None
    by_time: bool = False
    since: str | None = None

    @classmethod
    def of(cls, resume: Any) -> Self | None:
        """What was written down, None where there is nothing or it is of another version."""
        if not isinstance(resume, Mapping) or set(resume) != set(cls.__dataclass_fields__):
            return None
        return cls(**{**resume, "pages": tuple(resume["pages"])})

    def as_json(self) -> dict[str, Any]:
        """What to write down."""
        return {**asdict(self), "pages": list(self.pages)}

    def deleted(self) -> Self:
        """At the first page of what was deleted."""
        return replace(self, phase=DELETED, pages=(1,))
