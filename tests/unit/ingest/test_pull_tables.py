"""The pages of a pull on the disk, and the typed table they become: every value as it came, or an error."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.pull.spool import Spool, Wanted
from heartbeat_cli.ingest.pull.typed import Typed, TypedTables
from heartbeat_cli.sources import IncompletePullError, Page, read_json

WANTED = Wanted("things", None)


def spooled(folder: Path, *records: str, key: tuple[str, ...] = ("id",)) -> Spool:
    """A spool with a page for each list of records, as JSON."""
    spool = Spool(folder / "things", WANTED, key)
    for number, page in enumerate(records, 1):
        spool.append(Page(read_json(page), resume=number))
    spool.finish()
    return spool


def typed(folder: Path, spool: Spool, *asked: str, key: tuple[str, ...] = ("id",)) -> tuple[Typed, list[Any]]:
    """The table of a spool, and the values of some of its columns as text, by its key."""
    tables = TypedTables(folder / "pulled.duckdb")
    columns = [(name, kind.spelled) for name, kind in spool.columns.items() if kind is not None]
    try:
        made = tables.make("things", spool, columns, key, None)
        values = ", ".join(f'"{name}"::text' for name in asked)
        listed = tables.ask(f"SELECT list([{values}] ORDER BY id) FROM things" if asked else "SELECT []")[0]
    finally:
        tables.close()
    assert isinstance(listed, list)
    return made, listed


@pytest.mark.parametrize(
    ("values", "type_", "landed"),
    [
        ("1e3, 0.1", "double precision", ["1000.0", "0.1"]),
        ("1e3, 0.33333333333333331", "double precision", ["1000.0", "0.3333333333333333"]),
        ("1e-7, 1", "numeric(38,7)", ["0.0000001", "1.0000000"]),
        ("1e3, 123456789012345678", "text", ["1E+3", "123456789012345678"]),
        ("1e3, 9007199254740993", "text", ["1E+3", "9007199254740993"]),
        ("1e3, 9007199254740992", "double precision", ["1000.0", "9007199254740992.0"]),
        ("1e400, 1", "text", ["1E+400", "1"]),
        ("1.5e-400, 1e3", "text", None),
        ("1234567890123456789, 1.12345678901234567890", "text", ["1234567890123456789", "1.12345678901234567890"]),
        ("12345678901234567890123456789012345678901", "text", ["12345678901234567890123456789012345678901"]),
        ('"2026-02-30", "2026-02-28"', "text", ["2026-02-30", "2026-02-28"]),
    ],
)
def test_no_digit_is_lost(values: str, type_: str, landed: list[str] | None, tmp_path: Path) -> None:
    records = ", ".join(f'{{"id": {number}, "a": {value}}}' for number, value in enumerate(values.split(", ")))
    made, found = typed(tmp_path, spooled(tmp_path, f"[{records}]"), "a")
    assert dict(made.columns)["a"] == type_
    assert landed is None or [value for (value,) in found] == landed


@pytest.mark.parametrize("ids", ["1.0, 1", "1, 1.00"])
def test_keys_are_told_apart_by_their_values(ids: str, tmp_path: Path) -> None:
    pages = [f'[{{"id": {one}, "a": {number}}}]' for number, one in enumerate(ids.split(", "))]
    made, found = typed(tmp_path, spooled(tmp_path, *pages), "a")
    assert (made.rows, made.doubled, found) == (1, 1, [["1"]])


def test_a_key_inside_an_object_tells_pages_apart(tmp_path: Path) -> None:
    pages = ['[{"id": 1, "meta": {"no": 1}}]', '[{"id": 2, "meta": {"no": 2}}]']
    assert spooled(tmp_path, *pages, key=("meta__no",)).standing.records == 2
    with pytest.raises(IncompletePullError):
        spooled(tmp_path / "again", pages[0], pages[0], key=("meta__no",))


@pytest.mark.parametrize("record", ['{"id": 1, "Name": "a", "name": "b"}', '{"id": 1, "_raw": "x"}'])
def test_names_that_would_be_one_column_are_refused(record: str, tmp_path: Path) -> None:
    with pytest.raises(HbError) as caught:
        typed(tmp_path, spooled(tmp_path, f"[{record}]"))
    assert caught.value.code == "name_collision"


def test_very_wide_records_have_room(tmp_path: Path) -> None:
    record = {"id": 1, **{f"column_{n}": n for n in range(900)}}
    made, found = typed(tmp_path, spooled(tmp_path, json.dumps([record])), "column_899")
    assert (len(made.columns), found) == (901, [["899"]])


def change(file: str, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        (folder / file).write_bytes(change((folder / file).read_bytes()))

    return spoil


def put_back(folder: Path, started: timedelta) -> None:
    file = folder / "ask.json"
    told = json.loads(file.read_bytes())
    file.write_text(json.dumps({**told, "started": (datetime.now(UTC) - started).isoformat()}))


DAMAGES: dict[str, tuple[Callable[[Path], object], int]] = {
    "untouched": (lambda _: None, 3),
    "the last record torn": (change("records.jsonl", lambda lines: lines[:-20]), 2),
    "a record behind the last page": (change("records.jsonl", lambda lines: lines + b'{"n": 4'), 3),
    "records changed": (change("records.jsonl", lambda lines: lines.replace(b'"x"', b'"y"', 2)), 0),
    "a record changed": (change("records.jsonl", lambda lines: lines.replace(b"2000000", b"2000009")), 1),
    "records gone": (lambda folder: (folder / "records.jsonl").unlink(), 0),
    "what the pages said gone": (lambda folder: (folder / "pages.jsonl").unlink(), 0),
    "the last page torn": (change("pages.jsonl", lambda lines: lines[:-1]), 2),
    "a page gone": (change("pages.jsonl", lambda lines: b"".join(lines.splitlines(keepends=True)[1:])), 0),
    "no JSON": (change("pages.jsonl", lambda _: b"\xff\n"), 0),
    "a list": (change("pages.jsonl", lambda _: b"[1]\n"), 0),
    "other words": (change("pages.jsonl", lambda lines: lines.replace(b'"done"', b'"gone"')), 0),
    "no ask": (lambda folder: (folder / "ask.json").unlink(), 0),
    "too old": (lambda folder: put_back(folder, timedelta(hours=25)), 0),
    "begun tomorrow": (lambda folder: put_back(folder, -timedelta(hours=25)), 0),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_pull_goes_on_behind_what_is_as_it_was_written(damage: str, tmp_path: Path) -> None:
    def append(spool: Spool, first: int) -> None:
        for number in range(first, 4):
            spool.append(Page([{"id": number, "a": "x", "b": [number]}], resume=number, gone=[(f"{number}",)]))

    append(Spool(tmp_path / "things", WANTED, ("id",)), 1)
    spoil, pages = DAMAGES[damage]
    spoil(tmp_path / "things")
    again = Spool(tmp_path / "things", WANTED, ("id",))
    assert (again.standing.pages, again.standing.resume) == (pages, pages or None)
    append(again, pages + 1)
    again.finish()
    _, landed = typed(tmp_path, again, "id", "a", "b")
    assert landed == [[str(number), "x", f"[{number}]"] for number in (1, 2, 3)]
    assert list(again.gone()) == [("1",), ("2",), ("3",)]


@pytest.mark.parametrize(
    ("cursors", "since", "watermark"),
    [
        # Sequences go on from where they are.
        ("7, 12", None, "12"),
        ("112233445566778899, 112233445566778900", None, "112233445566778900"),
        # Milliseconds and seconds; 0 is no time.
        ("0, 1700000000000, 1700000000001", None, "1700000000001"),
        ("1700000000000, 253402300799000", None, "now"),
        ("1700000000, 253402300799", None, "now"),
        ("253402300799000", "1700000000000", "now"),
        ('"2026-05-08", "9999-12-31"', None, "now"),
        ('"2026-05-08T10:00:00Z", "9999-12-31T00:00:00Z"', None, "now"),
    ],
)
def test_a_watermark_never_lies_in_the_future(cursors: str, since: str | None, watermark: str, tmp_path: Path) -> None:
    spool = Spool(tmp_path / "things", Wanted("things", since), ("id",))
    records = ", ".join(f'{{"id": {number}, "at": {at}}}' for number, at in enumerate(cursors.split(", ")))
    spool.append(Page(read_json(f"[{records}]")))
    tables = TypedTables(tmp_path / "pulled.duckdb")
    columns = [(name, kind.spelled) for name, kind in spool.columns.items() if kind is not None]
    try:
        found = tables.make("things", spool, columns, ("id",), "at").watermark
    finally:
        tables.close()
    began = spool.started.astimezone(UTC)
    nows = (
        str(int(began.timestamp() * 1000)),
        str(int(began.timestamp())),
        f"{began:%Y-%m-%d}",
        f"{began:%Y-%m-%d %H:%M:%S}",
    )
    assert found == watermark or (watermark == "now" and found is not None and found.startswith(nows))


@pytest.mark.parametrize(
    ("pages", "key", "comes_again"),
    [
        (('[{"id": 1}, {"id": 2}]', '[{"id": 1}, {"id": 2}]'), ("id",), True),
        (('[{"id": 1}]', '[{"id": 1}]'), ("id",), True),
        (('[{"id": 1, "a": 1}, {"id": 2}]', '[{"id": 1, "a": 2}, {"id": 2}]'), ("id",), True),
        (('[{"a": 1}, {"a": 2}]', '[{"a": 1}, {"a": 2}]'), (), True),
        (('[{"a": 1}, {"a": 2}]', '[{"a": 2}, {"a": 1}]'), (), False),
        # Rows without a key may all be alike.
        (('[{"a": 1}, {"a": 1}]', '[{"a": 1}, {"a": 1}]'), (), False),
        # That the key is another is said of the records, not of their pages.
        (('[{"a": 1}, {"a": 2}]', '[{"a": 3}, {"a": 4}]'), ("id",), False),
    ],
)
def test_a_page_that_comes_again_is_noticed(
    pages: tuple[str, ...], key: tuple[str, ...], comes_again: bool, tmp_path: Path
) -> None:
    if comes_again:
        with pytest.raises(IncompletePullError, match="page 2 has the records of a page before it"):
            spooled(tmp_path, *pages, key=key)
    else:
        assert spooled(tmp_path, *pages, key=key).standing.pages == 3
