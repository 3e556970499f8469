"""Questions as values: what is asked, what may be answered, and what is said around it. Imports next to nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from heartbeat_cli.errors import HbError
    from heartbeat_cli.pgschema import QName, Table

Reply = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """A table as somebody sees it who has to choose one; the reply is a Sight, or None where there is no such table."""

    source: str
    table: "QName"


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers a person can choose from.

    `preview` is what is shown beside the list while it is pointed at: a text (SQL), or what is to be looked up.
    """

    value: str
    title: str
    about: str | None = None
    preview: "str | Glance | None" = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class RowsOf:
    """The rows a condition is written about: its columns and labels complete what is typed."""

    source: str
    table: "Table"


@dataclass(frozen=True, slots=True)
class Waypoint:
    """One step of the road: whether it is `done`, what was `chosen` there, and whether the question stands `here`."""

    title: str
    done: bool = False
    chosen: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the user. The reply is a text, or a tuple of texts where `many`.

    `key` is the flag without its dashes. `default` is the reply where nobody says anything; None: there must be one,
    and `refusal` is the failure if there is none (a missing flag, where it is None). A question that is not `prompted`
    is answered by a flag or a file or its default, never put to a person. `more` are answers too many to list, which
    are found by typing. `problem` says what was wrong with the previous reply to the same question. What is `secret` is
    typed unseen. The default of what is `explicit` is only where a person begins: nobody else takes it. A text to
    `begin` with is put into an editor, and what comes back is the reply.

    What stands around it makes it no other question: `before` is what a person has said or typed here before, `road`
    the way with where they stand on it, `rows` what a condition is about.
    """

    key: str
    message: str
    default: Reply | None = None
    options: tuple[Option, ...] = ()
    more: tuple[Option, ...] = ()
    many: bool = False
    prompted: bool = True
    instruction: str | None = None
    refusal: "HbError | None" = None
    problem: "HbError | None" = None
    secret: bool = False
    explicit: bool = False
    begin: str | None = None
    before: Reply | None = field(default=None, compare=False)
    road: tuple[Waypoint, ...] = field(default=(), compare=False)
    rows: RowsOf | None = field(default=None, compare=False)


ROAD: Final = ("Question", "Source", "Table", "Measure", "Window", "Name")
"""The steps from a question to a candidate."""

FIRST_QUESTION: Final = Ask("question", "What do you want to know?", instruction="for example: KYC pass rate")
"""What everything else follows from."""

FIRST_STEP: Final = tuple(Waypoint(title, here=title == ROAD[0]) for title in ROAD)
"""Where somebody stands who has said nothing yet."""


def as_texts(reply: str | Sequence[str]) -> tuple[str, ...]:
    """A reply as a tuple, without empty ones."""
    return tuple(text for text in ([reply] if isinstance(reply, str) else reply) if text.strip())


def nothing_seen(_: Any) -> None:
    """What can be looked up where there is nothing to look in."""
