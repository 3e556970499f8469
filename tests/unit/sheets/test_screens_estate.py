"""Screens about sources, metrics and discovery, made of values; `cases/pages/screens` has them letter for letter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.conftest import REPOSITORY
from tests.formats_sample import READING
from tests.records import counted, receipt_of
from tests.table_hits import table_hit
from tests.told import held_against

from heartbeat_cli.blocks import Line, Sheet, sheet
from heartbeat_cli.discovery import Chosen, Composed, Counted, Looked, Outcome, Searched, SourceLanding
from heartbeat_cli.errors import HbError, RefusedError
from heartbeat_cli.estate import Freshness, Inventory, RightSource, Slice, Source, Subject
from heartbeat_cli.formats import print_json, print_sheet, show_event, show_problem
from heartbeat_cli.formats.terminal.layout import sheet_lines
from heartbeat_cli.marts import Age, Reach, age_of
from heartbeat_cli.marts.landing import LandedPart
from heartbeat_cli.metrics import Alignment, BlockedOn, Metric, Note, Value
from heartbeat_cli.pgschema import QName
from heartbeat_cli.profiling import CursorChoice, PlannedSlice, cursor_summary, profile_schema
from heartbeat_cli.sheets import (
    aligned_sheet,
    event_blocks,
    metric_run_sheet,
    metric_sheet,
    metrics_document,
    metrics_sheet,
    outcome_sheet,
    rerun_sheet,
    source_sheet,
    sources_sheet,
)
from heartbeat_cli.sheets.metrics import with_unit
from heartbeat_cli.status import Access, EstateStatus, SourceStatus
from heartbeat_cli.status.sources import MartsContents
from heartbeat_cli.wording import figure

CASES = REPOSITORY / "tests" / "cases" / "pages" / "screens"
ROOT = Path("/p")
NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
# However long these tests are kept, that was just now.
LATER = datetime(2999, 1, 1, tzinfo=UTC)


SOURCES = (
    Source(
        "webbank",
        "The bank",
        "Source of truth for clients, payments and accounts.",
        "postgres",
        "granted",
        Path("webbank.yml"),
        "A",
        "webbank",
        ("core", "dict"),
        (Slice("core"), Slice("dict", ("state",))),
        owner="the bank's team",
        truth_for=(Subject("clients", ("client",)), Subject("payments", ("payment",))),
    ),
    Source(
        "vss",
        "vss",
        "Applicants; legacy.",
        "postgres",
        "granted",
        Path("vss.yml"),
        "A",
        "vss",
        ("vss",),
        (Slice("vss"),),
        legacy=True,
        freshness=Freshness(86_400, 7 * 86_400),
        why="Metrics on it are to be made anew.",
        needs="Nothing.",
    ),
    Source(
        "qac", "Checks", "Truth for KYC.", "unknown", "pending", Path("qac.yml"), needs="Who runs it,\n  and where."
    ),
    Source("bpm", "Cases", "Reviews.", "postgres", "pending", Path("bpm.yml"), "A", "bpm", needs="GRANT SELECT."),
    Source("zoho_crm", "Zoho", "The funnel.", "oauth_rest", "pending", Path("zoho_crm.yml")),
)


def inventory() -> Inventory:
    return Inventory(SOURCES, "webbank")


def source(name: str) -> Source:
    return inventory().require(name)


def part(name: str, rows: int, dataset: str = "webbank_core", size: int | None = 1000) -> LandedPart:
    return LandedPart(QName("core", name), dataset, rows, size, LATER)


def reach(name: str, days: float, newest: datetime | None = None) -> Reach:
    """A table that was verified so many days before NOON."""
    return Reach(QName("webbank_core", name), NOON - timedelta(days=days), newest)


def age(*reaches: Reach) -> Age:
    found = age_of(reaches, NOON, NOON, inventory())
    assert found is not None
    return found


FRESH = age(reach("payment", 0.125, NOON - timedelta(minutes=2)), reach("client", 0))
JUST_NOW = age(reach("payment", 0))
LATE = age(reach("payment", 1.25), reach("client", 0))
STALE = age(reach("payment", 40, NOON - timedelta(days=41)))
UNLANDED = age(reach("payment", 40), Reach(QName("vss_vss", "log")))
# The limits of one source are wider than those of the other.
STALE_BY_ANOTHER = age(Reach(QName("vss_vss", "log"), NOON - timedelta(days=5)), reach("client", 4))


def statuses() -> list[SourceStatus]:
    bank, vss, qac, zoho = (source(n) for n in ("webbank", "vss", "qac", "zoho_crm"))
    missing = tuple(QName("core", f"m{n}") for n in range(9))
    whole = SourceLanding("webbank", (part("payment", 1_234_567), part("client", 5), part("a", 7), part("b", 6)))
    return [
        SourceStatus(bank, whole, Access(True, "server"), ("one", "two"), FRESH),
        SourceStatus(
            vss, SourceLanding("vss", (part("log", 3, "vss_vss", None),), missing), Access(True, "inventory"), (), STALE
        ),
        SourceStatus(qac, SourceLanding("qac", (), missing[:1]), Access(False, "server", "no right"), ("m_one",)),
        SourceStatus(zoho, SourceLanding("zoho_crm"), Access(None, "inventory"), (), None, "the marts are locked"),
    ]


LARGE = [
    SourceStatus(
        replace(
            SOURCES[0],
            name=f"source_of_the_bank_{n}",
            title="The bank's books of record, with everything that was ever booked in them",
            role="Source of truth for clients, payments, accounts and whatever else a bank has to know.",
            archetype="postgres" if n % 2 else "aggregate_api",
        ),
        SourceLanding(
            f"source_of_the_bank_{n}",
            tuple(part(f"table_{k}", 123_456_789, size=2**40) for k in range(n + 1)),
            tuple(QName("core", f"m{k}") for k in range(123)),
        ),
        Access(True, "inventory"),
        tuple(f"m_{k}" for k in range(1_234)),
        (FRESH, LATE, STALE)[n % 3],
    )
    for n in range(12)
]


@pytest.mark.parametrize("width", [60, 80, 100, 120, 140, 200])
def test_no_number_and_no_word_is_cut_however_large(width: int) -> None:
    estate = EstateStatus((), (), MartsContents())
    for page in (sources_sheet(LARGE, estate), *(source_sheet(status, estate) for status in LARGE)):
        lines, whole = (["".join(text for text, _ in line) for line in sheet_lines(page, w)] for w in (width, 2_000))
        words = {word for line in whole for word in line.split()}
        assert {word for line in lines for word in line.split()} <= words
        assert max(map(len, lines)) <= width
        assert "…" not in "".join(lines)


def metric(name: str, status: str = "candidate", **more: object) -> Metric:
    facts: dict[str, object] = {
        "question": "How many?", "source": "webbank", "window": "24h", "label": name.upper(), "unit": "count",
        "sql": "SELECT count(*)\nFROM webbank_core.payment", "file": ROOT / "db" / f"{name}.yml",
    }  # fmt: skip
    return Metric(name=name, status=status, **(facts | more))  # type: ignore[arg-type]


RECORD = Alignment(Decimal(432), Decimal("430.5"), NOON, "operations", "stop-watch", "5%")
CAVEATS = (Note("caveat", "The hold is in it.", "bpm"), Note("caveat", "Rails.", "mms"), Note("method", "By hand."))
FALLBACK = Note("fallback", "No other.", "vss", ("webbank.core.client", "webbank.core.a"), date(2026, 8, 1))
BLOCKED = (BlockedOn("bpm", ("bpm.case_review.closed_at",), "only there"), BlockedOn("bpm"), BlockedOn("qac"))
METRICS = [
    metric("m_one", "aligned", alignment=(RECORD,), owner="payments", description="All of it.", direction="up_is_good"),
    metric(
        "m_two",
        "caveated",
        notes=(*CAVEATS, FALLBACK),
        alignment=(RECORD, replace(RECORD, verdict="mismatch")),
        migration_target=("vss",),
    ),
    metric("m_three", "parked", blocked_on=BLOCKED, sql=None, unit="min", file=Path("/q/m_three.yml")),
    metric("m_four", "parked", sql=None, file=None),
    metric("m_five", "ready"),
    metric("m_six_with_a_rather_long_name_for_a_metric_that_nobody_would_give", "retired", unit="%"),
]
METRICS[0] = counted(
    replace(METRICS[0], alignment=()), "432", "430.5", NOON, by="operations", method="stop-watch", tolerance="5%",
    verdict="match",
)  # fmt: skip
RECEIPTS = (receipt_of(METRICS[0], "12.5", NOON), receipt_of(replace(METRICS[0], name="m_old"), None, NOON))
VALUES = {
    "m_one": Value(Decimal("1234.567"), NOON, 0.1, "SELECT 1"),
    "m_two": RefusedError("it may not", code="x"),
    "m_five": HbError("it broke", code="y"),
    "m_six_with_a_rather_long_name_for_a_metric_that_nobody_would_give": Value(Decimal("12.5"), NOON, 0.1, "SELECT 1"),
}
KYC = RightSource(source("qac"), Subject("KYC", ("kyc",)), "kyc")
BANK = RightSource(source("webbank"), None, None)
HITS = tuple(
    table_hit(QName("core", f"payment_{n}"), 9.0 - n, ("payment", "fee")[: 1 + n % 2], "About it." if n % 2 else None)
    for n in range(7)
)
SEARCHED = (
    Searched("qac", note="not landed, and no dump"),
    Searched("webbank", HITS),
    Searched("aml", HITS[:1]),
    Searched("vss", HITS[1:2]),
    Searched("sepa", HITS[2:3]),
    Searched("fx", HITS[3:4]),
    Searched("crm", HITS[4:5]),
    Searched("ga"),
    Searched("bpm", note="no database"),
)
LANDINGS = (
    SourceLanding("webbank", (part("payment_0", 3), part("payment_1", 3)), (QName("core", "payment_2"),)),
    SourceLanding("qac", (), (QName("core", "x"),)),
    SourceLanding("aml", (part("a", 1),)),
)
COUNTED = Outcome(METRICS[0], (KYC, BANK), SEARCHED, LANDINGS, VALUES["m_one"], ROOT / "db" / "m_one.yml")  # type: ignore[arg-type]
WAITING = Outcome(
    replace(
        METRICS[2],
        blocked_on=(
            BlockedOn("webbank", ("core.payment_2",), "a part"),
            BlockedOn("webbank", ("core.other",)),
            BlockedOn("qac", (), "only there"),
            BlockedOn("bpm"),
        ),
    ),
    (KYC,),
    SEARCHED,
    LANDINGS,
    None,
    Path("/q/m.yml"),
    "core.payment",
    already_parked=True,
)
DRY = Outcome(
    replace(
        METRICS[3], blocked_on=(BlockedOn("webbank", ("core.other",)),), notes=(FALLBACK,), migration_target=("vss",)
    ),
    (BANK,),
    (),
    LANDINGS,
)
RUN = SimpleNamespace(
    metric=METRICS[1],
    value=Value(Decimal("0.12345"), NOON, 0.1, "SELECT 1"),
    misuses=(SimpleNamespace(message="qac is right", next="Park it", severity="error"),),
    receipt=RECEIPTS[0],
    unrecorded=None,
    age=FRESH,
)
LONG_RUN = SimpleNamespace(
    metric=metric("m_long", label="Payments " + "that were held " * 9 + "in all"),
    value=RUN.value,
    misuses=(),
    receipt=RECEIPTS[0],
    unrecorded="an ingest is writing the marts",
    age=None,
)
# Up to fourteen characters are drawn large.
COUNTED_EDGES = (
    (None, "min"),
    ("-12.5", None),
    ("0", "count"),
    ("12345678901", "count"),
    ("9876543210.5", "EUR"),
    ("-9876543210.5", "EUR"),
    ("123456789012345", "EUR"),
)
LOADED = "webbank_core.payment was loaded since: 48 rows of load 1 then, 50 of 2 now"
ALIGNED = SimpleNamespace(
    metric=METRICS[0],
    file=ROOT / "db" / "metrics" / "m_one.yml",
    comparison=SimpleNamespace(record=METRICS[0].alignment[0], difference=Decimal("1.5"), allowed=Decimal("21.6")),
)


def value(number: str | None) -> Value:
    return Value(None if number is None else Decimal(number), NOON, 0.1, "SELECT 1")


def run(age: Age) -> SimpleNamespace:
    return SimpleNamespace(**{**vars(RUN), "metric": METRICS[0], "misuses": (), "age": age})


def estate(why: str | None = None, as_of: datetime | None = None) -> EstateStatus:
    return EstateStatus((), tuple(METRICS), MartsContents(as_of=as_of, why=why))


SCREENS: dict[str, Callable[[], object]] = {
    "sources": lambda: sources_sheet(statuses(), estate()),
    "sources-old": lambda: sources_sheet(statuses()[:1], estate("the marts are locked", NOON)),
    "sources-unknown": lambda: sources_sheet(statuses()[3:], estate("the marts are locked")),
    "source-whole": lambda: source_sheet(statuses()[0], estate()),
    "source-partly": lambda: source_sheet(statuses()[1], estate("locked", NOON)),
    "source-waiting": lambda: source_sheet(statuses()[2], estate()),
    "source-unknown": lambda: source_sheet(statuses()[3], estate()),
    "metrics": lambda: metrics_sheet(METRICS, None),
    "metrics-short": lambda: metrics_sheet(METRICS[:5], VALUES),
    "metrics-values": lambda: metrics_sheet(METRICS, VALUES),
    "metrics-aged": lambda: metrics_sheet(METRICS, VALUES, {"m_one": STALE, "m_two": LATE, "m_five": FRESH}),
    "metrics-aged-json": lambda: metrics_document(METRICS[:1], VALUES, [], ROOT, {"m_one": STALE_BY_ANOTHER}),
    "metrics-json": lambda: metrics_document(METRICS, VALUES, [], ROOT),
    "metric-aligned": lambda: metric_sheet(METRICS[0], ["a", "b"], ["qac for KYC", "webbank"], RECEIPTS, ROOT),
    "metric-stale": lambda: metric_sheet(METRICS[0], ["a", "b"], ["webbank"], RECEIPTS, ROOT, STALE),
    "metric-caveated": lambda: metric_sheet(METRICS[1], [], [], RECEIPTS * 7, ROOT),
    "metric-unread": lambda: metric_sheet(METRICS[4], [], [], None, ROOT),
    "metric-parked": lambda: metric_sheet(METRICS[2], [], [], (), ROOT),
    "run": lambda: metric_run_sheet(RUN),
    "run-just-now": lambda: metric_run_sheet(run(JUST_NOW)),
    "run-late": lambda: metric_run_sheet(run(LATE)),
    "run-stale": lambda: metric_run_sheet(run(STALE)),
    "run-stale-by-another": lambda: metric_run_sheet(run(STALE_BY_ANOTHER)),
    "run-unlanded": lambda: metric_run_sheet(run(UNLANDED)),
    "run-long": lambda: metric_run_sheet(LONG_RUN),
    "rerun-same": lambda: rerun_sheet(SimpleNamespace(receipt=RECEIPTS[0], run=RUN, same=True, changes=())),
    "rerun-other": lambda: rerun_sheet(SimpleNamespace(receipt=RECEIPTS[0], run=RUN, same=False, changes=(LOADED,))),
    "rerun-unexplained": lambda: rerun_sheet(SimpleNamespace(receipt=RECEIPTS[1], run=RUN, same=False, changes=())),
    "aligned": lambda: aligned_sheet(ALIGNED, ROOT),
    "aligned-dry": lambda: aligned_sheet(SimpleNamespace(**{**vars(ALIGNED), "file": None}), ROOT),
    "chosen": lambda: show_event(Chosen((KYC, BANK), LANDINGS)),
    "looked": lambda: show_event(Looked(SEARCHED, LANDINGS, 2, 1)),
    "composed": lambda: show_event(Composed("SELECT 1\n  FROM t ")),
    "counted": lambda: show_event(Counted(VALUES["m_one"], "min")),  # type: ignore[arg-type]
    "counted-stale": lambda: sheet(*event_blocks(Counted(replace(VALUES["m_one"], age=STALE), "min"))),  # type: ignore[type-var]
    "counted-at-a-terminal": lambda: sheet(
        *(block for number, unit in COUNTED_EDGES for block in event_blocks(Counted(value(number), unit)))
    ),
    "problem": lambda: show_problem(HbError("no such table", hint="Try another.", code="x")),
    "outcome": lambda: outcome_sheet(COUNTED, inventory(), ROOT),
    "outcome-late": lambda: outcome_sheet(replace(COUNTED, value=replace(COUNTED.value, age=LATE)), inventory(), ROOT),  # type: ignore[type-var]
    "outcome-waiting": lambda: outcome_sheet(WAITING, inventory(), ROOT),
    "outcome-dry": lambda: outcome_sheet(DRY, inventory(), ROOT),
}


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen(name: str, width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    made = SCREENS[name]()
    if isinstance(made, Sheet):
        print_sheet(made)
    elif made is not None:
        print_json(made)
    out, err = capsys.readouterr()
    held_against(f"{out}--- stderr\n{err}", CASES / f"{name}-{width}.txt")


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (None, "min", "no value"), ("0", "count", "0"), ("0.5", None, "0.5"), ("0.123456", "min", "0.1235 min"),
        ("1", "count", "1"), ("1.005", "count", "1"), ("0.99999", "count", "1"), ("-1.256", "h", "-1.26 h"),
        ("1203", "count", "1,203"), ("12.5", "%", "12.5%"), ("1000000", "EUR", "1,000,000 EUR"), ("100", "%", "100%"),
    ],
)  # fmt: skip
def test_numbers_of_metrics(number: str | None, unit: str | None, said: str) -> None:
    value = None if number is None else Decimal(number)
    assert with_unit(value, unit) == said
    assert figure(value) == said.split(" ")[0].removesuffix("%") or number is None


NEXT = "next hb ingest --source shop --plan"


@pytest.mark.parametrize(
    ("planned", "said"),
    [
        (None, []),
        (PlannedSlice("shop"), ["inventory lands nothing of core"]),
        (PlannedSlice("shop", ("base", "nothing")), ["inventory lands 2, but not ", "and also ", NEXT]),
        (PlannedSlice("shop", ()), ["inventory lands 0, but not ", NEXT]),
    ],
)  # fmt: skip
def test_the_slice_against_the_inventory(planned: PlannedSlice | None, said: list[str]) -> None:
    core = READING.database.schemas[0]
    _, section = replace(profile_schema(core, READING.database), planned=planned).sections["recommended_slice"]
    facts = [b for b in section.blocks if hasattr(b, "lead")]
    lines = [
        f"{f.name} {f.lead or f.value}".strip(" ") if f.name else f.lead
        for f in facts
        if f.name not in ("new rows", "careful")
    ]
    assert [line.rstrip() for line in lines] == [line.rstrip() for line in said]


def test_the_same_tables() -> None:
    core = READING.database.schemas[0]
    profile = profile_schema(core, READING.database)
    landed = tuple(c.table.name for c in profile.choices if c.landed)
    for tables, said in (
        (landed, [("inventory", f"lands {len(landed)}, the same tables")]),
        ((*landed, "more"), [("inventory", f"lands {len(landed) + 1}, also ")]),
    ):
        _, section = replace(profile, planned=PlannedSlice("shop", tables)).sections["recommended_slice"]
        facts = [(f.name, f.lead or f.value) for f in section.blocks if hasattr(f, "lead")]
        assert [f for f in facts if f[0] == "inventory"] == said


def test_how_new_rows_are_found_in_short() -> None:
    kinds = ["updated_at", "updated_at", "identity", "none", "event_time", "identity"]
    cursors = [CursorChoice(kind, None, "", indexed=n == 0) for n, kind in enumerate(kinds)]
    assert cursor_summary(cursors) == (
        "2 by an updated-at column (1 indexed), 2 by a growing key, 1 by the event's time,"
        " 1 by comparing the whole table"
    )


def test_what_is_copied_is_left_whole_and_comments_are_cut() -> None:
    number, *others = (block for block in metric_run_sheet(RUN).blocks if isinstance(block, Line))
    assert (number.whole, {other.whole for other in others}) == (False, {True})
    heading, *found = (block for block in event_blocks(Looked(SEARCHED, LANDINGS, 2, 1)) if isinstance(block, Line))
    assert (heading.cut, {line.cut for line in found}) == (False, {True})
