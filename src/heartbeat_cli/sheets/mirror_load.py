"""What a load of the mirror would do, and what it did."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from heartbeat_cli.blocks import GAP, Aside, Sheet, Styled, line, number, sheet, table
from heartbeat_cli.estate import Connection
from heartbeat_cli.mirror import STAND_INS, Loaded, PlannedLoad
from heartbeat_cli.sheets.document import ErrorDocument, document_of, error_or_none
from heartbeat_cli.sheets.mirror import LostDocument
from heartbeat_cli.wording import count, path, some

_NAMED_PLACES = 3
_PLANS = {None: "new", "ours": "replaced", "foreign": "refused without --replace: hb did not load it"}


def load_plan_sheet(plan: Iterable[PlannedLoad], address: str, root: Path) -> Sheet:
    """What a load would do."""
    rows = ((one.database, _PLANS[one.there], path(one.file, root)) for one in plan)
    return sheet(table("Database", "On the server", "Dump", rows=rows), Aside(f"Nothing was written to {address}."))


def loaded_sheet(loaded: Sequence[Loaded], connection: Connection, root: Path) -> Sheet:
    """One line per database, then what is missing from whom, and where to look."""
    where = f"psql -h {connection.host} -p {connection.port} -U {connection.user} {loaded[0].database}"
    return sheet(
        table(
            *("Database", number("Tables"), number("Statements"), number("Lost"), "Time", "Result"),
            rows=map(_row, loaded),
        ),
        GAP,
        *(line(text, whole=True) for text in _missing(loaded, root)),
        line(f"Look around: {where}", whole=True),
    )


def _row(one: Loaded) -> tuple[str | Styled, ...]:
    return (
        Styled(one.database, "bold"),
        count(one.tables) if one.refused is None else "-",
        count(one.statements) if one.refused is None else "-",
        some(len(one.lost)),
        f"{one.seconds:.1f} s",
        _result(one),
    )


def _result(one: Loaded) -> Styled:
    if one.refused is not None:
        return Styled("not loaded, the old one stays", "bad")
    if not one.whole:
        return Styled("not all of it", "careful")
    return Styled("replaced" if one.replaced else "new", "good")


def _missing(loaded: Sequence[Loaded], root: Path) -> Iterator[str]:
    roles = sorted({role for one in loaded for role in one.roles})
    if roles:
        yield f"Roles made, none may log in: {', '.join(roles)}."
    yield from _extensions(loaded)
    for one in loaded:
        if one.refused is not None:
            yield f"{path(one.file, root)}: {one.refused.message}"
        for lost in one.lost[:_NAMED_PLACES]:
            yield f"{path(lost.file, root)}:{lost.line}: {lost.reason}: {lost.statement}"
        if len(one.lost) > _NAMED_PLACES:
            yield f"  and {count(len(one.lost) - _NAMED_PLACES)} more there; --json lists them all"


def _extensions(loaded: Sequence[Loaded]) -> Iterator[str]:
    for name in sorted({name for one in loaded for name in one.stood_in}):
        who = ", ".join(one.database for one in loaded if name in one.stood_in)
        yield f"Extension {name} is not on the server; in {who} there is instead {STAND_INS[name].about}."
    for name in sorted({name for one in loaded for name in one.missing}):
        needing = [one for one in loaded if name in one.missing]
        lost = sum(lost.extension == name for one in needing for lost in one.lost)
        who = ", ".join(one.database for one in needing)
        yield f"Extension {name} is missing on the server: {who} needs it; {count(lost, 'statement')} lost to it."


# For programs


@dataclass(frozen=True, slots=True)
class PlannedLoadDocument:
    """A database that would be loaded; `there` is whose database of this name the server holds, null for none."""

    database: str
    file: str
    there: str | None


@dataclass(frozen=True, slots=True)
class LoadPlanDocument:
    """`hb mirror load --dry-run --json`."""

    dry_run: Literal[True]
    server: str
    databases: tuple[PlannedLoadDocument, ...]


@dataclass(frozen=True, slots=True)
class LostInLoad(LostDocument):
    """A statement the server or the reader refused, and the extension it would have needed."""

    extension: str | None


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """A database as it was loaded; `whole`: everything of the dump is there. `error` is why it was not loaded."""

    database: str
    file: str
    loaded: bool
    whole: bool
    replaced: bool
    tables: int
    statements: int
    left_out: int
    seconds: float
    roles: tuple[str, ...]
    stood_in: tuple[str, ...]
    missing_extensions: tuple[str, ...]
    lost: tuple[LostInLoad, ...]
    error: ErrorDocument | None


@dataclass(frozen=True, slots=True)
class LoadDocument:
    """`hb mirror load --json`."""

    server: str
    databases: tuple[LoadedDocument, ...]


def load_plan_document(plan: Iterable[PlannedLoad], address: str, root: Path) -> LoadPlanDocument:
    """What a load would do, for programs."""
    databases = tuple(document_of(PlannedLoadDocument, p, file=path(p.file, root)) for p in plan)
    return LoadPlanDocument(True, address, databases)


def loaded_document(loaded: Iterable[Loaded], address: str, root: Path) -> LoadDocument:
    """What was loaded, for programs."""
    return LoadDocument(address, tuple(_document(one, root) for one in loaded))


def _document(one: Loaded, root: Path) -> LoadedDocument:
    return document_of(
        LoadedDocument,
        one,
        file=path(one.file, root),
        loaded=one.refused is None,
        seconds=round(one.seconds, 3),
        missing_extensions=one.missing,
        lost=tuple(document_of(LostInLoad, s, file=path(s.file, root)) for s in one.lost),
        error=error_or_none(one.refused),
    )
