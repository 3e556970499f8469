import random
from collections.abc import Sequence

import duckdb
import pytest

from heartbeat_cli.ingest.ranges import Missing, missing, predicate, range_case
from heartbeat_cli.ingest.source.cutting import tile
from heartbeat_cli.ingest.source.source_changes import SourceChange, SourceCounts, classify_change
from heartbeat_cli.marts import Bounds
from heartbeat_cli.sources.plan import Counters, Cursor, RowKey

DUCKDB = "duckdb"

ID = RowKey(("id",), (("id", "bigint"),))
PAIR = RowKey(("a", "b", "rest"), (("a", "bigint"), ("b", "bigint")))
TRIPLE = RowKey(("a", "b", "c"), (("a", "bigint"), ("b", "bigint"), ("c", "bigint")))
UUID = RowKey(("u",), (("u", "uuid"),))
TIME = RowKey(("at",), (("at", "timestamp with time zone"),))


def test_one_column() -> None:
    assert predicate(Bounds(("-5",), ("7",)), ID) == "\"id\" >= '-5'::bigint AND \"id\" < '7'::bigint"
    assert predicate(Bounds(None, ("7",)), ID, alias="t") == '"t"."id" < \'7\'::bigint'
    assert predicate(Bounds(("7",), None), ID, DUCKDB) == "\"id\" >= '7'::bigint"
    assert predicate(Bounds(), ID) is None


def test_several_columns_are_a_row_in_postgres_and_spelled_out_in_duckdb() -> None:
    bounds = Bounds(("1", "2"), ("3",))
    assert predicate(bounds, PAIR) == "(\"a\", \"b\") >= ('1'::bigint, '2'::bigint) AND \"a\" < '3'::bigint"
    assert predicate(bounds, PAIR, DUCKDB) == (
        "(\"a\" >= '1'::bigint AND (\"a\" > '1'::bigint OR \"b\" >= '2'::bigint)) AND \"a\" < '3'::bigint"
    )


def test_quotes_stay_inside() -> None:
    key = RowKey(('we"ird',), (('we"ird', "uuid"),))
    assert predicate(Bounds(("o'clock",), None), key, alias='a"b') == '"a""b"."we""ird" >= \'o\'\'clock\'::uuid'


@pytest.mark.parametrize("key", [ID, PAIR, TRIPLE])
def test_every_row_is_in_the_range_its_number_says(key: RowKey) -> None:
    """In DuckDB; PostgreSQL's turn comes with real servers. Rows compare as Python's tuples do."""
    dice = random.Random(len(key.bounds))
    names = [name for name, _ in key.bounds]
    rows = [tuple(dice.randint(-4, 4) for _ in names) for _ in range(400)]
    with duckdb.connect() as marts:
        marts.execute(f"CREATE TABLE t ({', '.join(f'{name} INTEGER' for name in names)})")
        values = ", ".join("(" + ", ".join(map(str, row)) + ")" for row in rows)
        marts.execute(f"INSERT INTO t VALUES {values}")
        for _ in range(25):
            points = {tuple(dice.randint(-4, 4) for _ in range(dice.randint(1, len(names)))) for _ in range(9)}
            ranges = tile([tuple(map(str, point)) for point in sorted(points)])
            case = range_case(ranges, key, DUCKDB, alias="t")
            numbered = marts.execute(f"SELECT {', '.join(names)}, {case} FROM t").fetchall()
            for number, bounds in enumerate(ranges):
                found = marts.execute(f"SELECT * FROM t WHERE {predicate(bounds, key, DUCKDB) or 'true'}").fetchall()
                assert sorted(found) == sorted(row for row in rows if _within(row, bounds))
                assert sorted(found) == sorted(row[:-1] for row in numbered if row[-1] == number)


def _within(row: tuple[int, ...], bounds: Bounds) -> bool:
    low = tuple(map(int, bounds.low)) if bounds.low else ()
    return row >= low and (bounds.high is None or row < tuple(map(int, bounds.high)))


def test_one_range_needs_no_case() -> None:
    assert range_case((Bounds(),), ID) == "0"


def ids(*cuts: int) -> tuple[Bounds, ...]:
    return tile([(str(cut),) for cut in cuts])


WANTED = ids(-10, 20, 100)


@pytest.mark.parametrize(
    ("landed", "gaps"),
    [
        ([], WANTED),
        (WANTED, []),
        (WANTED[:2], WANTED[2:]),
        ([WANTED[1], WANTED[3]], [WANTED[0], WANTED[2]]),
        ([WANTED[3], WANTED[0]], [WANTED[1], WANTED[2]]),
        ([Bounds()], []),
        # What landed was cut elsewhere: the gaps are what is wanted, cut to size.
        ([Bounds(("0",), ("50",))], [WANTED[0], Bounds(("-10",), ("0",)), Bounds(("50",), ("100",)), WANTED[3]]),
        ([Bounds(None, ("-10",)), Bounds(("200",), None)], [WANTED[1], WANTED[2], Bounds(("100",), ("200",))]),
    ],
)
def test_gaps(landed: Sequence[Bounds], gaps: Sequence[Bounds]) -> None:
    assert missing(WANTED, landed, ID) == Missing(tuple(gaps))


@pytest.mark.parametrize(
    ("landed", "unusable"),
    [
        ([WANTED[0], WANTED[1], WANTED[1]], [WANTED[1]]),
        ([WANTED[0], Bounds()], [Bounds()]),
        ([Bounds(("1",), ("30",)), Bounds(("20",), None)], [Bounds(("20",), None)]),
        ([Bounds(("30",), ("1",))], [Bounds(("30",), ("1",))]),
        ([Bounds(("abc",), None)], [Bounds(("abc",), None)]),
        ([Bounds(("1", "2"), None)], [Bounds(("1", "2"), None)]),
    ],
)
def test_entries_that_fit_no_tiling_are_unusable(landed: Sequence[Bounds], unusable: Sequence[Bounds]) -> None:
    found = missing(WANTED, landed, ID)
    assert sorted(map(str, found.unusable)) == sorted(map(str, unusable))
    assert not found.gaps


def test_gaps_of_composite_keys() -> None:
    wanted = tile([("5",), ("5", "-3"), ("5", "70"), ("6", "1")])
    assert missing(wanted, [wanted[2]], PAIR) == Missing((*wanted[:2], *wanted[3:]))
    assert missing(wanted, [Bounds(None, ("5", "0"))], PAIR).gaps[0] == Bounds(("5", "0"), ("5", "70"))


def test_gaps_of_uuids_and_times() -> None:
    wanted = tile([("0a000000-0000-0000-0000-000000000000",), ("f0000000-0000-0000-0000-000000000000",)])
    assert missing(wanted, wanted[1:2], UUID) == Missing((wanted[0], wanted[2]))
    times = tile([("2024-01-01 00:00:00+00",), ("2024-01-01 00:00:00.5+00",), ("2024-01-01 00:00:00.51+00",)])
    assert missing(times, times[1:3], TIME) == Missing((times[0], times[3]))


def test_random_parts_of_a_tiling_leave_the_rest() -> None:
    dice = random.Random(4)
    for _ in range(50):
        wanted = ids(*sorted(dice.sample(range(-50, 50), 12)))
        landed = [bounds for bounds in wanted if dice.random() < 0.5]
        dice.shuffle(landed)
        assert missing(wanted, landed, ID).gaps == tuple(bounds for bounds in wanted if bounds not in landed)


UPDATED = Cursor("updated_at", "updated_at", "")
GROWING = Cursor("growing", "id", "")
NONE = Cursor("none", None, "")
BEFORE = Counters(10, 5, 2, "since")


@pytest.mark.parametrize(
    ("cursor", "watermark", "counters", "counts", "expected"),
    [
        (NONE, None, BEFORE, SourceCounts(counters=BEFORE), SourceChange.NOTHING),
        (GROWING, "7", BEFORE, SourceCounts("7", True, BEFORE), SourceChange.NOTHING),
        (NONE, None, BEFORE, SourceCounts(counters=Counters(11, 5, 2, "since")), SourceChange.ADDED),
        (NONE, None, BEFORE, SourceCounts(counters=Counters(11, 6, 2, "since")), SourceChange.CHANGED),
        (NONE, None, BEFORE, SourceCounts(counters=Counters(10, 5, 3, "since")), SourceChange.CHANGED),
        # The counters trail behind what the cursor already shows.
        (GROWING, "7", BEFORE, SourceCounts("8", True, BEFORE), SourceChange.ADDED),
        (UPDATED, "7", BEFORE, SourceCounts("8", True, BEFORE), SourceChange.CHANGED),
        # They started anew, or are none.
        (UPDATED, "7", BEFORE, SourceCounts("7", True, Counters(10, 5, 2, "later")), SourceChange.UNKNOWN),
        (UPDATED, "7", BEFORE, SourceCounts("7", True, Counters(1, 0, 0, "since")), SourceChange.UNKNOWN),
        (UPDATED, "7", BEFORE, SourceCounts("8", True, Counters(1, 0, 0, "since")), SourceChange.CHANGED),
        (UPDATED, "7", None, SourceCounts("7", True, BEFORE), SourceChange.UNKNOWN),
        (UPDATED, "7", None, SourceCounts("6", True), SourceChange.CHANGED),
        (UPDATED, "7", None, SourceCounts(None, True), SourceChange.CHANGED),
        (UPDATED, "7", None, SourceCounts(), SourceChange.UNKNOWN),
        (NONE, None, None, SourceCounts(), SourceChange.UNKNOWN),
    ],
)
def test_what_is_new(
    cursor: Cursor,
    watermark: str | None,
    counters: Counters | None,
    counts: SourceCounts,
    expected: SourceChange,
) -> None:
    assert classify_change(cursor, watermark, counters, counts) == expected


def test_without_counters_only_a_settled_watermark_proves_anything() -> None:
    counts = SourceCounts("7", True)
    assert classify_change(UPDATED, "7", None, counts) == SourceChange.UNKNOWN
    assert classify_change(UPDATED, "7", None, counts, settled=True) == SourceChange.NOTHING
    assert classify_change(GROWING, "7", None, counts, settled=True) == SourceChange.UNKNOWN
    assert classify_change(UPDATED, None, None, SourceCounts(None, True), settled=True) == SourceChange.UNKNOWN
