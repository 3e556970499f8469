"""What a detector is: facts of a schema in, findings out, and where they stand on the pages.

A detector of ours is a module of `detectors` whose DETECTOR says so; one of another package is an entry point of the
group `heartbeat.detectors`. Each is called as its file, or its entry point.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from heartbeat_cli.blocks import Section
from heartbeat_cli.doors import Door
from heartbeat_cli.pgschema import QName, Table
from heartbeat_cli.profiling.facts import SchemaFacts
from heartbeat_cli.profiling.values import PlannedSlice

Finding = TypeVar("Finding")
Found = Mapping[str, tuple[Any, ...]]
"""What detectors found, by their names."""
LAST = 1000
"""Where on a page a section stands that says nothing of its place."""


@dataclass(frozen=True, slots=True)
class ProfiledSubject:
    """What a page is about: a schema, one of its tables, or a column of that. `planned`: what the inventory lands."""

    facts: SchemaFacts
    table: Table | None = None
    column: str | None = None
    planned: PlannedSlice | None = None


@dataclass(frozen=True, slots=True)
class Shown(Generic[Finding]):
    """How findings are shown on a page: as a section, None where there is nothing to say.

    `place` is where on the page it stands: a smaller one goes before.
    """

    section: Callable[[tuple[Finding, ...], ProfiledSubject], Section | None]
    place: int = LAST


def table_of(finding: Any) -> Iterable[QName]:
    """The table a finding names."""
    return () if finding.table is None else (finding.table,)


def column_of(finding: Any, table: QName) -> Iterable[str]:
    """The column of its table that a finding names."""
    name = getattr(finding, "column", None)
    return () if name is None or finding.table != table else (name,)


@dataclass(frozen=True, slots=True)
class Detector(Generic[Finding]):
    """What it looks for, in a line; how it finds it; and where it is shown.

    A finding is a frozen dataclass. `tables` and `columns` say whose pages it belongs to: those it names as `table` and
    `column`, unless told otherwise.
    """

    about: str
    find: Callable[[SchemaFacts], tuple[Finding, ...]]
    schema: Shown[Finding] | None = None
    table: Shown[Finding] | None = None
    column: Shown[Finding] | None = None
    tables: Callable[[Finding], Iterable[QName]] = table_of
    columns: Callable[[Finding, QName], Iterable[str]] = column_of


DETECTORS = Door("detector", "heartbeat_cli.profiling.detectors", "heartbeat.detectors", "DETECTOR", Detector)


def detect(facts: SchemaFacts) -> Found:
    """What every detector finds in a schema."""
    return {name: facts.once(detector.find) for name, detector in DETECTORS.members()}


def by_table(found: Found) -> Mapping[QName, Found]:
    """The same for each table there are findings about."""
    tables: dict[QName, dict[str, tuple[Any, ...]]] = defaultdict(dict)
    for name, findings in found.items():
        of_table = DETECTORS.find(name).tables
        for finding in findings:
            for table in of_table(finding):
                tables[table][name] = (*tables[table].get(name, ()), finding)
    return tables


def of_column(found: Found, table: QName, column: str) -> Found:
    """Of what was found about a table, what is about one of its columns."""
    about = {name: DETECTORS.find(name).columns for name in found}
    return {name: tuple(f for f in findings if column in about[name](f, table)) for name, findings in found.items()}


def brought(found: Found) -> Found:
    """What the detectors of other packages found."""
    return {name: findings for name, findings in found.items() if name not in DETECTORS.own()}


def sections(found: Found, subject: ProfiledSubject) -> dict[str, tuple[int, Section]]:
    """What the detectors say on a page, and where on it."""
    kind = "schema" if subject.table is None else "table" if subject.column is None else "column"
    shown = ((name, getattr(DETECTORS.find(name), kind), findings) for name, findings in found.items() if findings)
    said = ((name, page.place, page.section(findings, subject)) for name, page, findings in shown if page is not None)
    return {name: (place, section) for name, place, section in said if section is not None}
