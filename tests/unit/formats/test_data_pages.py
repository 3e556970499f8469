"""Statistics of landed rows on paper: every figure in every way it can be known, letter for letter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.told import held_against

from heartbeat_cli.formats import FORMATS, print_written
from heartbeat_cli.pgschema import QName
from heartbeat_cli.profiling import (
    MASK,
    ColumnStatistics,
    Count,
    CursorCheck,
    Histogram,
    KeyCheck,
    NewestValue,
    ReferenceCheck,
    Sample,
    Share,
    TableStatistics,
    TableSummary,
)
from heartbeat_cli.profiling.statistics.values import Lengths, TopValue
from heartbeat_cli.sheets import SchemaData, TableData
from heartbeat_cli.sheets.data_words import nulls, number_words, picture, share, value_in_short

CASES = Path(__file__).parents[2] / "cases" / "pages" / "data"
NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
FRESH = NewestValue("updated_at", datetime(2026, 5, 8, 9, 30, tzinfo=UTC), "2026-05-08 09:30:00+00", NOON, True)
QUANTILES = ((0.05, "1"), (0.25, "2"), (0.5, "3"), (0.75, "4"), (0.95, "5"))

EXACT = (
    ColumnStatistics(
        "id",
        "bigint",
        "integer",
        Share(0.0),
        0,
        Count(8),
        "1",
        "9007199254740993",
        "4.5",
        QUANTILES,
        histogram=Histogram("1", "9", (1, 0, 2, 8), exact=True),
    ),
    ColumnStatistics(
        "state",
        "text",
        "text",
        Share(0.25),
        2,
        Count(3),
        "",
        "z" * 41,
        None,
        lengths=Lengths(0, 5.0, 1234, 3),
        top=(TopValue("open", Share(0.5), 4), TopValue(" ", Share(0.125), 1), TopValue("rare", Share(0.0009), 1)),
    ),
    ColumnStatistics("raw", "bytea", "bytes", Share(0.125), 1, Count(2), lengths=Lengths(1, 1.26, 2, 0)),
    ColumnStatistics("nothing", "integer", "integer", Share(1.0), 8, Count(0)),
    ColumnStatistics(
        "mail",
        "text",
        "text",
        Share(0.0),
        0,
        Count(8),
        MASK,
        MASK,
        personal=("contact", "name"),
        masked=True,
        top=tuple(TopValue(MASK, Share(0.1), 1) for _ in range(5)),
        quantiles=((0.5, MASK),),
        histogram=Histogram(MASK, MASK, (3, 1), exact=True),
    ),
)
ABOUT = (
    ColumnStatistics(
        "id",
        "bigint",
        "integer",
        Share(0.0, exact=False, error=0.001),
        distinct=Count(9_502_976, exact=False, error=0.0071),
        minimum="1",
        maximum="9",
        quantiles=QUANTILES,
        quantile_error=0.0043,
        histogram=Histogram("1", "9", (1, 2), exact=False),
    ),
    ColumnStatistics(
        "state",
        "text",
        "text",
        Share(0.12, exact=False, error=0.0023),
        distinct=Count(88_210, exact=False, at_least=True),
        top=(TopValue("a\nb", Share(0.0004, exact=False, error=0.0001)),),
        notes=("a note",),
    ),
)
KEYS = (
    KeyCheck(("id",), True, 0, 0),
    KeyCheck(("id", "part"), True, 2, 1),
    KeyCheck(("state",), False, 0, 1200),
    KeyCheck(("mail",), False, 3, 4),
    KeyCheck(("far",), False, why="far is not landed"),
    KeyCheck(("odd",), True, 0, 5),
)
REFERENCES = (
    ReferenceCheck(("state",), QName("dict", "state"), ("code",), 0),
    ReferenceCheck(("a", "b"), QName("core", "pair"), ("x", "y"), 1),
    ReferenceCheck(("c",), QName("core", "c"), ("id",), 1200),
    ReferenceCheck(("d",), QName("core", "d"), ("id",), why="core.d is not landed"),
)
WHOLE = TableStatistics(
    "bank",
    QName("core", "payment"),
    "bank_core",
    Count(8),
    "exact",
    EXACT,
    None,
    KEYS,
    REFERENCES,
    FRESH,
    datetime(2026, 5, 8, 10, tzinfo=UTC),
    9,
    12_345_678,
    ("small enough",),
    CursorCheck("changed_at", "updated_at", "made_at", nulls=2, earlier=1, later=0),
)
PARTLY = TableStatistics(
    "bank",
    QName("core", "payment"),
    "bank_core",
    Count(9_000_000, exact=False),
    "sample",
    ABOUT,
    Sample(100_000, blocks=True),
    freshness=replace(FRESH, exact=False, demo_clock=False),
    receipt_rows=9,
)
SCANNED = replace(
    PARTLY, depth="scan and sample", rows=Count(9_000_000), sample=Sample(100_123, blocks=False), receipt_rows=9_000_000
)
PLANNED = replace(PARTLY, depth="planner statistics", sample=None, freshness=None)
TABLES = (
    TableSummary(
        QName("core", "payment"), "bank_core", 1_234_567, 12, (), FRESH, KEYS[:1], REFERENCES[:1], NOON, 1_234_567
    ),
    TableSummary(QName("core", "a"), "bank_core", 1000, 3, ("x", "y"), None, (KEYS[0], KEYS[1]), REFERENCES, NOON, 999),
    TableSummary(
        QName("core", "b"), "bank_core", 999, 3, ("x", "y", "z"), replace(FRESH, newest=None), KEYS[4:5], REFERENCES[3:]
    ),
    TableSummary(QName("dict", "c"), "bank_dict", 0, 1, ("x",), replace(FRESH, newest=None, newest_text=None), (), ()),
    TableSummary(
        QName("dict", "d"), "bank_dict", 0, 1, (), replace(FRESH, newest=datetime(2027, 1, 1, tzinfo=UTC)), None, None
    ),
)

RESULTS = {
    "whole": TableData("bank.core.payment", WHOLE),
    "sampled": TableData("bank.core.payment", PARTLY),
    "scanned": TableData("bank.core.payment", SCANNED),
    "planned": TableData("bank.core.payment", PLANNED),
    "unsampled": TableData("bank.core.payment", replace(SCANNED, sample=None)),
    "column": TableData("bank.core.payment.id", replace(WHOLE, columns=EXACT[:1]), "id"),
    "source": SchemaData("bank", TABLES),
    "schema": SchemaData("bank.core", TABLES[:1]),
    "nothing": SchemaData("bank.void", ()),
}


@pytest.mark.parametrize("ending", ["table", "json", "markdown", "csv"])
@pytest.mark.parametrize("name", RESULTS)
def test_a_page(name: str, ending: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    print_written(FORMATS.find(ending).write(RESULTS[name]))
    held_against(capsys.readouterr().out, CASES / f"{name}.{ending}")


@pytest.mark.parametrize(
    ("say", "value", "said"),
    [
        (number_words, Count(3500), "3,500"),
        (number_words, Count(3500, exact=False), "about 3,500"),
        (number_words, Count(3500, exact=False, error=0.0), "about 3,500 ± 0.0 %"),
        (number_words, Count(3500, exact=False, error=0.5, at_least=True), "at least 3,500"),
        (share, Share(0.0), "0 %"),
        (share, Share(0.001), "0.1 %"),
        (share, Share(0.00099), "<0.1 %"),
        (share, Share(0.2), "20 %"),
        (share, Share(0.999), "99.9 %"),
        (share, Share(0.99901), ">99.9 %"),
        (share, Share(1.0), "100 %"),
        (share, Share(0.12345, exact=False), "about 12.3 %"),
        (share, Share(0.5, exact=False, error=0.0021), "about 50 ± 0.2 %"),
        (value_in_short, "x" * 40, "x" * 40),
        (value_in_short, "x" * 41, "x" * 39 + "…"),
        (value_in_short, "  ", "'  '"),
        (value_in_short, "", "''"),
        (value_in_short, "a\tb", "a·b"),
        (picture, Histogram("0", "1", (0, 1, 7, 8, 15, 16), exact=True), " ▁▄▄██"),
    ],
)
def test_words(say: Callable[[object], str], value: object, said: str) -> None:
    assert say(value) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Share(0.0), "no nulls"),
        (Share(1.0), "all null"),
        (Share(0.5), "50 % null"),
        (Share(0.0, exact=False), "about 0 % null"),
        (Share(0.0, exact=False, error=0.01), "no nulls seen"),
        (Share(1.0, exact=False, error=0.01), "about 100 ± 1.0 % null"),
    ],
)
def test_nulls(found: Share, said: str) -> None:
    assert nulls(ColumnStatistics("a", "text", "text", found)) == said
