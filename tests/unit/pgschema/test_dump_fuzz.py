"""Whatever a file holds, reading it ends soon, and with a reading or one clear error."""

import gc
import os
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import PgSchemaError

CASES = Path(__file__).parents[2] / "cases" / "dumps"
OPEN_SCHEMAS = Path(os.environ.get("HB_OPEN_SCHEMAS") or Path(__file__).parents[4] / "shared" / "schemas")
DUMPS = sorted(CASES.glob("*.sql"))
OPEN_DUMPS = sorted(f for f in OPEN_SCHEMAS.glob("**/*.sql") if f.stat().st_size < 300_000)
# Long enough for a busy machine, far too short for a reader that looks again and again at the rest of the file.
SOON = timedelta(seconds=20)
# Pieces that open something, close something, or change what the rest means.
PIECES = [
    *b"' \" $ ; ( ) [ ] , . \\ / * - : = E' U&\" $$ $a$ -- /* */ \\. \\connect \\restrict".split(),
    *b"CREATE TABLE VIEW INDEX SCHEMA TYPE ALTER ADD DROP COLUMN RENAME TO COMMENT ON IS NULL COPY FROM stdin;".split(),
    *b"INSERT INTO VALUES SELECT WITH AS BEGIN ATOMIC END RULE DO FUNCTION x core.x \"X\" 'x' 1 int text".split(),
    b"\n",
    b"\r\n",
    b"\x00",
    b"\xff",
    "Übung".encode(),
]


def _read(content: bytes, folder: Path) -> None:
    file = folder / "dump.sql"
    file.write_bytes(content)
    try:
        reading = pgschema.read(file)
    except PgSchemaError as error:
        assert error.message and error.where
        return
    assert all(skipped.line >= 1 and skipped.reason for skipped in reading.skipped)


def _mutate(content: bytes, changes: list[tuple[str, float, bytes]]) -> bytes:
    for kind, place, piece in changes:
        at = int(place * len(content))
        if kind == "cut":
            content = content[:at]
        elif kind == "flip":
            content = (
                content[:at] + bytes([(content[at : at + 1] or b"x")[0] ^ (1 << len(piece) % 8)]) + content[at + 1 :]
            )
        elif kind == "insert":
            content = content[:at] + piece + content[at:]
        else:
            content = content[:at] + content[at + 40 :]
    return content


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["cut", "flip", "flip", "insert", "insert", "remove"]),
        st.floats(0, 1, exclude_max=True),
        st.sampled_from(PIECES),
    ),
    min_size=1,
    max_size=6,
)
common = settings(deadline=SOON, suppress_health_check=list(HealthCheck), database=None, derandomize=True)


@given(file=st.sampled_from(DUMPS), changes=CHANGES)
@settings(common, max_examples=150)
def test_a_damaged_dump(
    tmp_path_factory: pytest.TempPathFactory, file: Path, changes: list[tuple[str, float, bytes]]
) -> None:
    _read(_mutate(file.read_bytes(), changes), tmp_path_factory.getbasetemp())


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=60))
@settings(common, max_examples=300)
def test_a_soup_of_sql(tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]) -> None:
    _read(b" ".join(pieces), tmp_path_factory.getbasetemp())


@given(content=st.binary(max_size=2_000))
@settings(common, max_examples=100)
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    _read(content, tmp_path_factory.getbasetemp())


@pytest.mark.soak
@pytest.mark.skipif(not OPEN_DUMPS, reason=f"the open schemas are not at {OPEN_SCHEMAS}; set HB_OPEN_SCHEMAS")
@given(file=st.sampled_from(OPEN_DUMPS or DUMPS), changes=CHANGES)
@settings(common, max_examples=10_000, derandomize=False)
def test_damaged_open_dumps(
    tmp_path_factory: pytest.TempPathFactory, file: Path, changes: list[tuple[str, float, bytes]]
) -> None:
    _read(_mutate(file.read_bytes(), changes), tmp_path_factory.getbasetemp())


def test_what_is_left_of_many_readings_is_collected(tmp_path: Path) -> None:
    file = tmp_path / "dump.sql"
    file.write_text("CREATE TABLE t (id int PRIMARY KEY);")
    gc.disable()
    try:
        before = gc.get_stats()[2]["collections"]
        for _ in range(64):
            pgschema.read(file)
        assert gc.get_stats()[2]["collections"] == before + 2
    finally:
        gc.enable()
