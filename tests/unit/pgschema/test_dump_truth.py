"""The reader against what PostgreSQL's own catalogue says about public schemas nobody here wrote."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import Counts, Database, Table, View, count_objects, quote_if_needed

_FOLDER = Path(os.environ.get("HB_OPEN_SCHEMAS") or Path(__file__).parents[4] / "shared" / "schemas")
_TRUTH: dict[str, Any] = (
    json.loads((_FOLDER / "truth.json").read_text("utf-8")) if (_FOLDER / "truth.json").is_file() else {}
)
# Broken on purpose: PostgreSQL refuses what it cannot resolve, a reader shows what is written.
_BROKEN = "dbml_bench"

needs_schemas = pytest.mark.skipif(
    not _TRUTH, reason=f"the open schemas are not at {_FOLDER}; set HB_OPEN_SCHEMAS to run this"
)


def _files() -> list[Path]:
    places = [_FOLDER / f"{name}.sql" for name in _TRUTH] + [_FOLDER / "redump" / f"{name}.sql" for name in _TRUTH]
    return [p for p in places if p.is_file()]


def _counts(file: Path) -> Counts:
    database = pgschema.read(file).database
    return sum((count_objects(s, database) for s in database.schemas), Counts())


@needs_schemas
@pytest.mark.parametrize("file", _files() or [None], ids=lambda f: f"{f.parent.name}/{f.stem}" if f else "absent")
def test_counts_equal_the_catalogue(file: Path) -> None:
    if file.stem == _BROKEN:
        pytest.skip("broken on purpose, see test_a_broken_file_names_its_places")
    truth = _TRUTH[file.stem]["counts"]
    # The truth counts comments on relations and columns; ours also those on types.
    schemas = pgschema.read(file).database.schemas
    others = [o for s in schemas for o in (*s.enums, *s.domains, *s.composites, *s.ranges) if o.comment is not None]
    assert _counts(file) == Counts(
        tables=truth["tables_excl_partitions"],
        partitions=truth["partitions"],
        views=truth["views"] + truth["matviews"],
        columns=truth["columns_tables_excl_partitions"],
        primary_keys=truth["pks_excl_partition_copies"],
        foreign_keys=truth["fks_excl_partition_copies"],
        indexes=truth["indexes_not_from_constraints"],
        unique_constraints=truth["unique_constraints"],
        check_constraints=truth["check_constraints"],
        enums=truth["enums"],
        comments=truth["comments_tables_views"] + truth["comments_columns"] + len(others),
        exclusion_constraints=truth["exclusion_constraints"],
        domains=truth["domains"],
        composite_types=truth["composite_types"],
        range_types=truth["range_types"],
        sequences=truth["sequences"],
        policies=truth["policies"],
        foreign_tables=truth["foreign_tables"],
    )


def _figures(database: Database) -> dict[str, object]:
    """What `count.sql` counts beyond objects, under its names."""
    tables = database.tables()
    views = [v for s in database.schemas for v in s.views]
    columns = [c for t in tables for c in t.columns]
    keys = [k for t in tables for k in t.foreign_keys]
    indexes = [i for r in (*tables, *views) for i in r.indexes]
    filled = [s.name for s in database.schemas if s.tables or s.views or s.foreign_tables]
    named = [r.name for r in (*tables, *views)] + [c.name for c in columns] + [c for v in views for c in v.columns]
    return {
        "schema_list": sorted(filled) or None,
        "tables": len(tables),
        "partitioned_parents": sum(t.partitioned_by is not None for t in tables),
        "inherit_children_nonpartition": sum(bool(t.inherits) for t in tables),
        "unlogged": sum(t.unlogged for t in tables),
        "views": sum(not v.materialized for v in views),
        "matviews": sum(v.materialized for v in views),
        "columns_tables": len(columns),
        "columns_views": sum(len(v.columns) for v in views),
        "not_null_columns": sum(not c.nullable for c in columns),
        "generated_columns": sum(c.generated is not None for c in columns),
        "identity_columns": sum(c.identity is not None for c in columns),
        "pks": sum(t.primary_key is not None for t in tables),
        "composite_pks": sum(t.primary_key is not None and len(t.primary_key.columns) > 1 for t in tables),
        "tables_without_pk": sum(t.primary_key is None for t in tables),
        "composite_fks": sum(len(k.columns) > 1 for k in keys),
        "self_fks": sum(k.target == t.qname for t in tables for k in t.foreign_keys),
        "not_valid_fks": sum(not k.valid for k in keys),
        "unique_indexes_not_constraints": sum(i.unique for i in indexes),
        "partial_indexes": sum(i.where is not None for i in indexes)
        + sum(e.where is not None for t in tables for e in t.exclusions),
        "expression_indexes": sum(
            any(not _is_column(k, r) for k in i.keys) for r in (*tables, *views) for i in r.indexes
        ),
        "enum_values": sum(len(e.labels) for s in database.schemas for e in s.enums),
        "rls_tables": sum(t.row_security for t in tables),
        "max_columns_in_a_table": max((len(t.columns) for t in tables if t.columns), default=None),
        "identifiers_needing_quotes": sum(quote_if_needed(n) != n for n in named),
    }


def _is_column(key: str, relation: Table | View) -> bool:
    names = [c.name for c in relation.columns] if isinstance(relation, Table) else relation.columns
    return key in names


@needs_schemas
@pytest.mark.parametrize("file", _files() or [None], ids=lambda f: f"{f.parent.name}/{f.stem}" if f else "absent")
def test_figures_equal_the_catalogue(file: Path) -> None:
    if file.stem == _BROKEN:
        pytest.skip("broken on purpose, see test_a_broken_file_names_its_places")
    figures = _figures(pgschema.read(file).database)
    truth = _TRUTH[file.stem]["counts"]
    assert figures == {name: truth[name] for name in figures}


@needs_schemas
@pytest.mark.parametrize("file", _files() or [None], ids=lambda f: f"{f.parent.name}/{f.stem}" if f else "absent")
def test_nothing_but_the_broken_file_is_lossy(file: Path) -> None:
    reading = pgschema.read(file)
    assert (reading.lossy, bool(reading.skipped)) == (file.stem == _BROKEN, file.stem == _BROKEN)


@needs_schemas
def test_a_broken_file_names_its_places() -> None:
    file = _FOLDER / f"{_BROKEN}.sql"
    reading = pgschema.read(file)
    lines = file.read_text("utf-8").splitlines()
    truth = _TRUTH[_BROKEN]["counts"]
    assert all(lines[s.line - 1].split()[:2] == s.statement.split()[:2] for s in reading.skipped)
    assert _counts(file).tables >= truth["tables_excl_partitions"]
