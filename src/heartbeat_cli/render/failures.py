"""What failed, told once for each reason: a hundred tables that fail alike are one line and one next step."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from heartbeat_cli.ingest.result import IngestResult, TableFailure
from heartbeat_cli.render.words import count
from heartbeat_cli.state.journal import RunFailure

_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Failed:
    """Things that failed alike: `names` of tables or sources, none for a whole run."""

    names: tuple[str, ...]
    message: str
    code: str
    hint: str | None = None

    @property
    def who(self) -> str:
        """`core.a: `, `core.a, core.b, … and 21 more: `; empty for a whole run."""
        return f"{some_names(self.names)}: " if self.names else ""

    def line(self) -> Any:
        """Who, why, and the code."""
        from rich.text import Text

        return Text.assemble((self.who, "bold"), self.message, (f" ({self.code})", "dim"))


def some_names(names: Iterable[object]) -> str:
    """`core.a, core.b`; of many the first and how many more."""
    known = [str(name) for name in names]
    if len(known) <= _MOST_NAMES + 1:
        return ", ".join(known)
    return f"{', '.join(known[:_MOST_NAMES])} and {count(len(known) - _MOST_NAMES)} more"


def of_tables(failures: Iterable[TableFailure]) -> list[Failed]:
    """The failures of tables, those of one reason together."""
    return together(Failed((str(one.qname),), one.message, one.code, one.hint) for one in failures)


def of_sources(results: Iterable[IngestResult]) -> list[Failed]:
    """The sources that failed as a whole, likewise."""
    errors = [(result.source, result.error) for result in results if result.error is not None]
    return together(Failed((source,), error.message, error.code, error.hint) for source, error in errors)


def of_run(failures: Iterable[RunFailure]) -> list[Failed]:
    """The failures of a run, those of one reason together."""
    return together(Failed((one.table,) if one.table else (), one.message, one.code) for one in failures)


def together(failures: Iterable[Failed]) -> list[Failed]:
    """Those with the same message, code and next step as one, in the order of the first of each."""
    found: dict[tuple[str, str, str | None, bool], list[str]] = {}
    for one in failures:
        found.setdefault((one.message, one.code, one.hint, bool(one.names)), []).extend(one.names)
    return [Failed(tuple(names), message, code, hint) for (message, code, hint, _), names in found.items()]
