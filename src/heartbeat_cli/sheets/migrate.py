"""A number on a source that is being replaced beside the one on the truth source: totals, rows, days."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from heartbeat_cli.blocks import (
    GAP,
    Aside,
    Block,
    Cell,
    Grid,
    GridColumn,
    Line,
    Section,
    Sheet,
    Styled,
    grid,
    line,
    number,
    sheet,
    table,
)
from heartbeat_cli.marts import FRESH, Age
from heartbeat_cli.metrics import (
    KeyPair,
    MigrationStanding,
    Proposal,
    RowComparison,
    RowDifference,
    Value,
    effective_status,
    shown_status,
)
from heartbeat_cli.sheets.age import reach_words
from heartbeat_cli.sheets.metrics import with_unit
from heartbeat_cli.wording import at, count, path

if TYPE_CHECKING:
    from heartbeat_cli.metrics import Metric

_DAYS_SHOWN = 14
_KEYS_SHOWN = 3


def migration_sheet(standing: MigrationStanding, root: Path) -> Sheet:
    """Both numbers, what differs between their rows and why, their days, and what comes next."""
    return sheet(
        *_numbers(standing),
        _proposals(standing.proposals, standing) if standing.proposals else None,
        *_rows(standing),
        Aside(f"not row by row: {standing.no_rows}", "warning") if standing.no_rows else None,
        *(Aside(doubt, "warning") for doubt in standing.doubts),
        Aside(f"no receipts could be written: {standing.unrecorded}", "warning") if standing.unrecorded else None,
        *_next(standing, root),
    )


def _numbers(standing: MigrationStanding) -> Iterator[Block]:
    yield _number(standing.legacy_source, standing.legacy, standing.legacy_value)
    if standing.truth is not None and standing.truth_value is not None:
        yield _number(standing.truth_source, standing.truth, standing.truth_value)
    yield line(Styled(f"as of {at(standing.as_of)}", "dim"))


def _number(source: str, metric: "Metric", value: Value) -> Line:
    """One of the two, with its status and, where that is not fresh, its age."""
    old = f"  {reach_words(value.age)}" if value.age is not None and value.age.state != FRESH else ""
    status = f"{shown_status(metric, value.age)}{old}"
    return line(Styled(with_unit(value.value, metric.unit), "bold"), f"  {source}  {metric.name}  {status}", whole=True)


def _proposals(proposals: tuple[Proposal, ...], standing: MigrationStanding) -> Section:
    rows = (
        (
            p.table,
            p.state or "-",
            f"{p.both:,}",
            f"{p.truth:,}",
            Styled(f"{p.share:.0%}", "good" if p is proposals[0] and standing.drafted else ""),
        )
        for p in proposals
    )
    columns = (number("Counted by both"), number("There"), number("Shared"))
    grid = table("On the truth source", "State entered", *columns, rows=rows)
    return Section(f"What counts the same keys, of {proposals[0].legacy:,}", (grid,))


def _rows(standing: MigrationStanding) -> Iterator[Block]:
    if standing.rows is None or standing.key is None:
        yield from _total(standing)
        return
    key, rows = standing.key, standing.rows
    yield Section(
        f"Row by row: {rows.same:,} under the same {key.truth.column} in both",
        (
            line(Styled(f"{key.legacy_key} = {key.truth_key}: {', '.join(key.evidence)}", "dim"), whole=True),
            *_told(standing, rows),
        ),
    )
    yield Section("By day", (_days(standing, rows),))


def _total(standing: MigrationStanding) -> Iterator[Block]:
    """The difference of the numbers, where that is all there is to say."""
    if standing.total is not None:
        told = standing.total.words(standing.legacy_source, standing.truth_source)
        yield line(f"{told}, differ by {standing.total.rows:,}: ", _why(standing.total), whole=True)


def _why(one: RowDifference) -> Styled:
    return Styled(one.known, "good") if one.known else Styled("nobody has said why", "warning")


def _told(standing: MigrationStanding, rows: RowComparison) -> Iterator[Block]:
    if not rows.differences:
        yield line(Styled("every row is in both", "good") if rows.same else "neither counts a row at this moment")
        return
    told: list[tuple[Cell, ...]] = [
        (
            Styled(_signed(one.effect), "bold"),
            _words(one, standing),
            ", ".join(one.keys[:_KEYS_SHOWN]) or "-",
            _why(one),
        )
        for one in rows.differences
    ]
    total = sum(one.effect for one in rows.differences)
    told.append((Styled(_signed(total), "bold"), f"{standing.legacy_source} less {standing.truth_source}", "", ""))
    columns = (
        GridColumn("What differs", "words", least=24),
        GridColumn("Such as"),
        GridColumn("Why", "words", least=20),
    )
    yield grid((number("Rows"), *columns), told)


def _words(one: RowDifference, standing: MigrationStanding) -> str:
    apart = f", {one.apart}" if one.apart else ""
    return one.words(standing.legacy_source, standing.truth_source) + apart


def _days(standing: MigrationStanding, rows: RowComparison) -> Grid:
    shown = rows.days[-_DAYS_SHOWN:]
    told = (
        (day.day or "no day", f"{day.legacy:,}", f"{day.truth:,}", _signed(day.legacy - day.truth)) for day in shown
    )
    columns = (number(standing.legacy_source), number(standing.truth_source), number("Difference"))
    return table("Day", *columns, rows=told)


def _signed(rows: int) -> str:
    return f"{rows:+,}".replace("-", "−") if rows else "0"


def _next(standing: MigrationStanding, root: Path) -> Iterator[Block]:
    truth, name = standing.truth, standing.legacy.name
    if standing.file is not None:
        yield line(f"drafted in {path(standing.file, root)}: read it, it is a proposal", whole=True)
    migration = standing.legacy.migration
    if migration is not None and migration.flipped is not None:
        yield line(Styled(f"{migration.to} has taken its place on {migration.flipped}", "good"), whole=True)
        return
    yield GAP
    missing = standing.unexplained
    commands = [f"`hb metrics migrate {name} --know {_argument(one)} --why … --by …`" for one in missing]
    if len(missing) == 1:
        yield Aside(f"1 difference to give a reason for: {commands[0]}")
    elif missing:
        yield Aside(f"{count(len(missing), 'difference')} to give a reason for:")
        yield from (Aside(command) for command in commands)
    value = standing.truth_value
    status = shown_status(truth, value.age if value is not None else None) if truth is not None else ""
    if truth is not None and effective_status(truth) != "aligned":
        yield Aside(f"Hold it against a hand count: `hb metrics align {truth.name}`")
    if truth is not None and status == "aligned" and not standing.unexplained:
        yield Aside(f"`hb metrics migrate {name} --flip` puts {truth.name} in its place.")


def _argument(signature: str) -> str:
    """As a shell takes it: a signature may have a value of the data in it."""
    return shlex.quote(signature) if set(signature) & set('"$`\\!') else f'"{signature}"'


# For programs


@dataclass(frozen=True, slots=True)
class MigratedMetric:
    """One of the two metrics, with its number at the moment; `status` is the one that holds with its `age`."""

    name: str
    source: str
    status: str
    value: Decimal | None
    age: Age | None
    sql: str | None


@dataclass(frozen=True, slots=True)
class MigrationDocument:
    """`hb metrics migrate --json`: both numbers, and what differs between their rows.

    `truth` is null where nothing on the truth source was found; `drafted` says that hb wrote its SQL, `file` where to.
    `no_rows` says why rows are not compared, `total` then that the numbers differ. `unexplained` are the signatures
    nobody has given a reason for, `doubts` why the numbers of that moment may say nothing.
    """

    as_of: datetime
    legacy: MigratedMetric
    truth: MigratedMetric | None
    drafted: bool
    file: str | None
    key: KeyPair | None
    rows: RowComparison | None
    no_rows: str | None
    total: RowDifference | None
    proposals: tuple[Proposal, ...]
    unexplained: tuple[str, ...]
    doubts: tuple[str, ...]
    flipped: date | None


def migration_document(standing: MigrationStanding, root: Path) -> MigrationDocument:
    """The same for programs."""
    truth, value = standing.truth, standing.truth_value
    migration = standing.legacy.migration
    return MigrationDocument(
        standing.as_of,
        _migrated(standing.legacy, standing.legacy_source, standing.legacy_value),
        _migrated(truth, standing.truth_source, value) if truth is not None and value is not None else None,
        standing.drafted,
        path(standing.file, root) if standing.file is not None else None,
        standing.key,
        standing.rows,
        standing.no_rows,
        standing.total,
        standing.proposals,
        standing.unexplained,
        standing.doubts,
        migration.flipped if migration is not None else None,
    )


def _migrated(metric: "Metric", source: str, value: Value) -> MigratedMetric:
    return MigratedMetric(metric.name, source, shown_status(metric, value.age), value.value, value.age, metric.sql)
