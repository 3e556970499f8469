"""DDL → what its profile says: each `cases/profiling/X.sql` beside `X.yml`. A pair dropped there is a test.

After a change that is meant, `HB_RETELL=1` writes the expectations anew, for a person to read.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.told import in_a_line

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import Database, QName, Table
from heartbeat_cli.profiling import (
    NO_PRIMARY_KEY,
    NO_REFERENCE,
    SchemaProfile,
    TableProfile,
    profile_column,
    profile_database,
    profile_table_in_context,
)
from heartbeat_cli.profiling.detectors.gaps import NO_INDEX

CASES = Path(__file__).parents[2] / "cases" / "profiling"


@pytest.mark.parametrize("case", sorted(CASES.glob("*.sql")), ids=lambda f: f.stem)
def test_a_profile_says_what_stands_beside_its_ddl(case: Path) -> None:
    database = _read(case)
    _compare({s.schema.name: _schema(s, database) for s in profile_database(database).schemas}, case)


@pytest.mark.parametrize("case", sorted(CASES.glob("columns/*.sql")), ids=lambda f: f.stem)
def test_a_column_by_itself_says_what_stands_beside_its_ddl(case: Path) -> None:
    database = _read(case)
    said = {str(t.qname): {c.name: _column(t, c.name, database) for c in t.columns} for t in database.tables()}
    _compare({name: {c: words for c, words in columns.items() if words} for name, columns in said.items()}, case)


def _read(case: Path) -> Database:
    reading = pgschema.read(case)
    assert reading.skipped == ()
    return reading.database


def _compare(said: dict[str, Any], case: Path) -> None:
    expected = case.with_suffix(".yml")
    if os.environ.get("HB_RETELL"):
        expected.write_text(yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=10_000), "utf-8")
    assert said == yaml.safe_load(expected.read_text("utf-8"))


def _schema(profile: SchemaProfile, database: Database) -> dict[str, Any]:
    sections = {
        "counts": in_a_line(profile.counts),
        "tables": {t.table.name: _table(t, database) for t in profile.tables},
        "dictionaries": [_dictionary(d) for d in profile.dictionaries],
        "dictionaries elsewhere": [_dictionary(d) for d in profile.dictionaries_elsewhere],
        "logs": _lines(profile.logs),
        "most connected": [f"{c.table.name} {c.references_out + c.references_in}" for c in profile.most_connected],
        "without primary key": _lacking(profile, NO_PRIMARY_KEY),
        "references without index": _lines(g.reference for g in profile.gaps if g.kind == NO_INDEX),
        "unconnected": _lacking(profile, NO_REFERENCE),
        "neighbours": [list(n) for n in profile.neighbours],
        "areas": {a.name: _lines((a, *a.members, *a.links)) for a in profile.areas},
        "states": _lines(profile.machines),
        "inferred": _lines(profile.inferred),
        "slice": _lines(profile.choices),
        "findings": _lines(profile.findings),
    }
    return {name: section for name, section in sections.items() if section}


def _lacking(profile: SchemaProfile, kind: str) -> list[str]:
    return [str(gap.table) for gap in profile.gaps if gap.kind == kind]


def _dictionary(found: Any) -> str:
    return f"{in_a_line(found)} used by {len(found.used_by)}"


def _table(profile: TableProfile, database: Database) -> dict[str, Any]:
    profile = profile_table_in_context(profile.table, database)
    around = profile.context
    assert around is not None
    sections = {
        "role": f"{profile.role}: {profile.role_reason}",
        "cursor": in_a_line(profile.cursor),
        "event time": profile.event_time,
        "partitions": profile.partitions,
        "personal": {name: _lines(tags) for name, tags in profile.personal.items()},
        "quantities": _lines(profile.quantities),
        "refers to": _lines(profile.references_out),
        "referred to by": len(profile.references_in),
        "nearest": [t.name for t in around.nearest],
        "area": profile.area and profile.area.name,
        "around": _around(profile),
    }
    return {name: section for name, section in sections.items() if section}


def _around(profile: TableProfile) -> dict[str, Any]:
    """What else the page of a table by itself shows, each a part of what its schema's page shows."""
    around = profile.context
    assert around is not None
    parts = {
        "states": [f"{m.table.name}.{m.column}" for m in profile.machines],
        "may refer to": [f"{r.target.name}" for r in profile.inferred_out],
        "may be referred to by": [f"{r.source.name}" for r in profile.inferred_in],
        "findings": [f.rule for f in profile.findings],
        "partitions": [f"{name.name} {bound}" for name, bound in around.partitions],
        "children": [name.name for name in around.children],
        "read by": [name.name for name in around.read_by],
        "in the slice": "" if profile.choice is None or profile.choice.landed else profile.choice.role,
    }
    return {name: part for name, part in parts.items() if part}


def _column(table: Table, name: str, database: Database) -> str:
    profile = profile_column(table, name, database)
    assert profile is not None
    parts = {
        "key": profile.in_primary_key,
        "unique": profile.unique,
        "refers": [str(r.target) for r in profile.refers_to],
        "referred": [str(r.source) for r in profile.referred_by],
        "indexes": profile.indexes,
        "checks": profile.checks,
        "labels": profile.labels,
        "may refer": [f"{r.source.name} {r.target.name}" for r in profile.inferred],
        "states": [m.values for m in profile.machines],
    }
    return " ".join(name if part is True else f"{name}: {', '.join(part)}" for name, part in parts.items() if part)


def _lines(values: Iterable[object]) -> list[str]:
    return [str(v) if isinstance(v, QName) else in_a_line(v) for v in values]
