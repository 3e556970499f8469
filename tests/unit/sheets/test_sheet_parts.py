"""A number by a column, and a migration: a value of the data breaks neither a grid nor a command that is shown."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.exports_sample import ALIGNED, AS_OF, METRIC, age

from heartbeat_cli.blocks import sheet
from heartbeat_cli.formats import print_sheet
from heartbeat_cli.metrics import Breakdown, KeyPair, MigrationStanding, RowComparison, RowDifference, Segment, Value
from heartbeat_cli.metrics.migrate.counted import CountedColumn
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sheets import migration_sheet
from heartbeat_cli.sheets.breakdown import breakdown_blocks, segment_rows


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_each_segment_is_a_line_and_nothing_is_not_the_same_as_empty(capsys: pytest.CaptureFixture[str]) -> None:
    names = ("a\nb\tc", "", None)
    found = Breakdown("t.rail", True, tuple(Segment(name, Decimal(2)) for name in names))
    print_sheet(sheet(*breakdown_blocks(found, METRIC.unit)))
    assert lines(capsys) == [
        *("t.rail Value Share", "a b c 2 33.3%", "(empty) 2 33.3%", "(none) 2 33.3%"),
        "the segments add up to the number",
    ]
    print_sheet(sheet(*breakdown_blocks(Breakdown("t.rail", True, ()), METRIC.unit)))
    assert lines(capsys)[-1] == "there is no row to split"
    rows = list(segment_rows(METRIC, replace(found, more=3, rest=Decimal(5)), "now", "candidate", "wrong"))
    assert rows[0] == (METRIC.name, "now", "t.rail", "a\nb\tc", None, "2", "count", "yes", "candidate", "wrong")
    assert rows[-1] == (METRIC.name, "now", "t.rail", "(rest)", None, "5", "count", "yes", "candidate", "wrong")


def value(number: int, state: str) -> Value:
    return Value(Decimal(number), AS_OF, 0.1, "SELECT 1", age=age(state, 400_000))


def test_every_difference_has_its_command_and_a_stale_number_its_age(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    apart = ("by = 'it''s'", "by = '$(date) \"`x`'")
    differences = tuple(RowDifference("keyless", 2, apart=each) for each in apart)
    column = CountedColumn("l.id", QName("old", "log"), "id")
    standing = MigrationStanding(
        replace(METRIC, name="old_count_24h", status="candidate"),
        ALIGNED.metric,
        "old",
        "bank",
        AS_OF,
        value(9, "fresh"),
        value(5, "stale"),
        KeyPair(column, column, ("named by --key",)),
        RowComparison(9, 5, 5, (), differences),
    )
    print_sheet(migration_sheet(standing, tmp_path_factory.getbasetemp()))
    told = capsys.readouterr()
    assert told.out.splitlines()[:2] == [
        "9  old  old_count_24h  candidate",
        "5  bank  payments_made_count_24h  aligned, stale  data to 2026-05-03, 4 days old",
    ]
    command = "`hb metrics migrate old_count_24h --know"
    assert [line for line in (told.out + told.err).splitlines() if "--know" in line] == [
        f"{command} \"keyless: by = 'it''s'\" --why … --by …`",
        f"""{command} 'keyless: by = '"'"'$(date) "`x`'"'"'' --why … --by …`""",
    ]
    assert "--flip" not in told.out + told.err
