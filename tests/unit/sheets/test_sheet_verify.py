import pytest

from heartbeat_cli.formats import print_sheet
from heartbeat_cli.ingest import Verdict, VerifiedRange, VerifiedTable
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sheets import verified_sheet


def table(name: str, *ranges: VerifiedRange, problem: str | None = None) -> VerifiedTable:
    return VerifiedTable(QName("core", name), "bank_core", ranges, problem)


GOOD = VerifiedRange("(0, 10)", Verdict.AGREES, 1000, 1000, 1000)
CHANGED = VerifiedRange("(10, 20)", Verdict.CHANGED, 90, 90, 91)
WRONG = VerifiedRange("(100, 2000)", Verdict.DIFFERS, 12_345, 12_344, 12_345)
FOUND = (
    *(table(f"good{n}", GOOD) for n in range(2)),
    table("client", GOOD, CHANGED),
    table("payment", WRONG, CHANGED),
    table("gone", problem="its table is gone from the marts"),
)


@pytest.fixture(autouse=True)
def piped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)


def test_the_summary_counts_tables(capsys: pytest.CaptureFixture[str]) -> None:
    print_sheet(verified_sheet([("bank", FOUND)], {}))
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "bank  5 tables, 6 ranges, 15,524 rows  2 agree  1 changed at the source since  2 differ",
        "  core.client   changed at the source since",
        "    Range                                  Landed  Marts  Source",
        "    (10, 20)  changed at the source since      90     90      91",
        "  core.payment  differs",
        "    Range                                     Landed   Marts  Source",
        "    (100, 2000)  differs                      12,345  12,344  12,345",
        "    (10, 20)     changed at the source since      90      90      91",
        "  core.gone     differs: its table is gone from the marts",
    ]
    assert err.splitlines()[1:] == [
        "The marts are not what was landed. To land it anew:",
        "  hb ingest --source bank --table core.payment --table core.gone --rebuild",
    ]


def test_of_many_tables_the_next_step_names_none(capsys: pytest.CaptureFixture[str]) -> None:
    many = tuple(table(f"t{n}", WRONG) for n in range(6))
    print_sheet(verified_sheet([("aml", FOUND[:2]), ("bank", many)], {}))
    assert capsys.readouterr().err.splitlines()[-1] == "  hb ingest --source bank --table TABLE --rebuild"


def test_a_source_that_has_moved_on(capsys: pytest.CaptureFixture[str]) -> None:
    print_sheet(verified_sheet([("bank", FOUND[:3])], {}))
    assert "The source has moved on" in capsys.readouterr().err
