"""The tables most references lead to and come from: where a newcomer begins to read."""

from dataclasses import dataclass
from typing import ClassVar

from heartbeat_cli.blocks import GridColumn, Section, grid
from heartbeat_cli.pgschema import QName
from heartbeat_cli.profiling.cursors import choose_cursor
from heartbeat_cli.profiling.detectors.areas import subject_areas
from heartbeat_cli.profiling.detectors.parts.detector import Detector, ProfiledSubject, Shown
from heartbeat_cli.profiling.facts import SchemaFacts
from heartbeat_cli.wording import count

_MOST = 10
_SHOWN = 5
_SENTENCE = 70


@dataclass(frozen=True, slots=True)
class Connected:
    """A table with many references: how many it has, and how many lead to it."""

    json_keys: ClassVar = "table=table.name references_out references_in"

    table: QName
    references_out: int
    references_in: int


def most_connected(facts: SchemaFacts) -> tuple[Connected, ...]:
    """The tables with most references, most first."""
    every = (Connected(q, len(facts.references_out(q)), len(facts.references_in(q))) for q in facts.tables)
    connected = [c for c in every if _number(c)]
    return tuple(sorted(connected, key=lambda c: (-_number(c), c.table.name))[:_MOST])


def _number(connected: Connected) -> int:
    return connected.references_out + connected.references_in


def _section(found: tuple[Connected, ...], subject: ProfiledSubject) -> Section:
    areas = subject.facts.once(subject_areas)
    home = {m.table: area.name for area in areas for m in area.members} if len(areas) > 1 else {}
    columns = (
        GridColumn("table", style="bold"),
        GridColumn("in", "number"),
        GridColumn("out", "number"),
        GridColumn("area", "word"),
        GridColumn("new rows by", style="dim"),
        GridColumn("what it is", "words", optional=True),
    )
    rows = (
        (
            c.table.name,
            count(c.references_in),
            count(c.references_out),
            home.get(c.table, ""),
            _new_rows_by(c.table, subject.facts),
            _first_sentence(subject.facts.tables[c.table].comment),
        )
        for c in found[:_SHOWN]
    )
    return Section("Most connected tables", (grid(columns, rows),))


def _new_rows_by(table: QName, facts: SchemaFacts) -> str:
    return choose_cursor(facts.tables[table], append_only=table in facts.logs).column or "whole table"


def _first_sentence(comment: str | None) -> str:
    words = " ".join((comment or "").split())
    head = words.partition(". ")[0].partition("; ")[0].rstrip(".")
    return head if len(head) <= _SENTENCE else ""


DETECTOR = Detector("The tables with most references.", most_connected, schema=Shown(_section, 20))
