"""What failed, once for each reason: a hundred tables that fail alike are one line and one next step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from heartbeat_cli.blocks import Line, Styled, line
from heartbeat_cli.ingest import IngestResult, TableFailure
from heartbeat_cli.state import RunFailure
from heartbeat_cli.wording import names_in_short


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
        return f"{names_in_short(self.names)}: " if self.names else ""


def failed_lines(failures: Iterable[Failed]) -> tuple[Line, ...]:
    """Of each who, why and the code; below it what to do next."""
    return tuple(block for one in failures for block in _lines(one))


def _lines(one: Failed) -> Sequence[Line]:
    said = line(Styled(one.who, "bold"), one.message, Styled(f" ({one.code})", "dim"))
    return [said, line(Styled("next: ", "next"), one.hint, indent=2)] if one.hint else [said]


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
