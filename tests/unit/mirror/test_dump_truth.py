"""The reader against what PostgreSQL's own catalogue says about public schemas nobody here wrote."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from heartbeat_cli.catalog import Counts, count_objects
from heartbeat_cli.mirror.dump import read_dump

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
    database = read_dump(file).database
    return sum((count_objects(s, database) for s in database.schemas), Counts())


@needs_schemas
@pytest.mark.parametrize("file", _files() or [None], ids=lambda f: f"{f.parent.name}/{f.stem}" if f else "absent")
def test_counts_equal_the_catalogue(file: Path) -> None:
    if file.stem == _BROKEN:
        pytest.skip("broken on purpose, see test_a_broken_file_names_its_places")
    truth = _TRUTH[file.stem]["counts"]
    # The truth counts comments on relations and columns; ours also those on types.
    others = [o for s in read_dump(file).database.schemas for o in s.enums if o.comment is not None]
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
    )


@needs_schemas
@pytest.mark.parametrize("file", _files() or [None], ids=lambda f: f"{f.parent.name}/{f.stem}" if f else "absent")
def test_nothing_but_the_broken_file_is_lossy(file: Path) -> None:
    reading = read_dump(file)
    assert (reading.lossy, bool(reading.skipped)) == (file.stem == _BROKEN, file.stem == _BROKEN)


@needs_schemas
def test_a_broken_file_names_its_places() -> None:
    file = _FOLDER / f"{_BROKEN}.sql"
    reading = read_dump(file)
    lines = file.read_text("utf-8").splitlines()
    truth = _TRUTH[_BROKEN]["counts"]
    assert all(lines[s.line - 1].split()[:2] == s.statement.split()[:2] for s in reading.skipped)
    assert _counts(file).tables >= truth["tables_excl_partitions"]
