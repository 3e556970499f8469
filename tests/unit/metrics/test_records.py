"""Records of hand counts: what is kept of a mismatch and a match, what is refused, and why an alignment is over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY
from tests.records import counted, receipt_of, record_of

from heartbeat_cli.errors import RefusedError, UsageError
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.metrics import (
    Alignment,
    BlockedOn,
    Comparison,
    HandCount,
    Metric,
    Note,
    align,
    compare,
    doubt_about,
    load_metric,
    name_problems,
    parse_as_of,
    parse_tolerance,
    record_mismatch,
    refuse_unalignable,
    why_realign,
    write_metric,
)
from heartbeat_cli.metrics.alignment import mismatch, refuse_count, refuse_parked
from heartbeat_cli.metrics.tolerance import plain
from heartbeat_cli.metrics.window import GRAMMAR

AS_OF = datetime(2026, 5, 8, 9, tzinfo=UTC)
SHIPPED = load_project(REPOSITORY / "heartbeat.yml")
METRIC = Metric(
    "payment_count_24h", "How many?", "bank", "candidate", "24h", label="Payments", owner="ops", unit="count",
    sql="SELECT count(*) FROM a.b",
)  # fmt: skip
CAVEAT = Note("caveat", "More is in it.", "bpm")


def compared(metric: Metric, value: int, count: int = 41) -> Comparison:
    hand = HandCount(Decimal(count), "ops", "list", AS_OF, "1")
    return compare(metric, hand, receipt_of(metric, str(value)), "blind")


@pytest.mark.parametrize(
    ("status", "after"),
    [
        ("aligned", "needs_realignment"),
        ("caveated", "needs_realignment"),
        ("needs_realignment", "needs_realignment"),
        ("candidate", "candidate"),
        ("ready", "ready"),
    ],
)
def test_a_mismatch_on_record(status: str, after: str, tmp_path: Path) -> None:
    notes = (CAVEAT,) if status == "caveated" else ()
    file = write_metric(replace(METRIC, status=status, notes=notes), tmp_path)
    metric = load_metric(file)
    found = compared(metric, 52)
    assert record_mismatch(metric, found) == file
    assert load_metric(file) == replace(metric, status=after, alignment=(found.record,))
    assert replace(found.record, digest=None) == Alignment(
        Decimal(41), Decimal(52), AS_OF, "ops", "list", "1", "mismatch", given="blind", receipt=receipt_of(metric, "52")
    )


def test_a_mismatch_of_a_metric_without_a_file() -> None:
    with pytest.raises(RefusedError, match="payment_count_24h has no file to keep the record in") as caught:
        record_mismatch(METRIC, compared(METRIC, 52))
    assert caught.value.code == "no_file"


@pytest.mark.parametrize(("notes", "status"), [((), "aligned"), ((CAVEAT,), "caveated")])
def test_a_match_moves_the_metric(notes: tuple[Note, ...], status: str, project: ProjectSettings) -> None:
    waiting = replace(METRIC, notes=notes, blocked_on=(BlockedOn("bpm"),), status="ready")
    metric = load_metric(write_metric(waiting, project.candidates_folder))
    found = compared(metric, 42)
    aligned, file = align(metric, found, project)
    assert file == aligned.file == project.metrics_folder / "payment_count_24h.yml"
    assert aligned == load_metric(file) == replace(metric, status=status, alignment=(found.record,), blocked_on=())
    assert not (project.candidates_folder / file.name).exists()
    again = compared(aligned, 40)
    realigned, _ = align(aligned, again, project)
    assert realigned.alignment == (found.record, again.record)


def test_no_match_moves_nothing(project: ProjectSettings) -> None:
    metric = load_metric(write_metric(METRIC, project.candidates_folder))
    with pytest.raises(RefusedError) as caught:
        align(metric, compared(metric, 43), project)
    assert caught.value.code == "mismatch"
    assert load_metric(project.candidates_folder / "payment_count_24h.yml") == metric


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", (Decimal(0), False)),
        ("0%", (Decimal(0), True)),
        (" 5 % ", (Decimal(5), True)),
        ("100%", (Decimal(100), True)),
        ("101", (Decimal(101), False)),
        ("2.5", (Decimal("2.5"), False)),
    ],
)
def test_tolerance(text: str, expected: tuple[Decimal, bool]) -> None:
    assert parse_tolerance(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [("100.1%", "a tolerance of 100.1% would let any number match"), ("-0.1", "'-0.1' is not a tolerance")],
)
def test_tolerance_that_will_not_do(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_tolerance(text)
    assert (caught.value.message, caught.value.code) == (message, "usage")


def test_a_record_keeps_the_tolerance_without_blanks() -> None:
    hand = HandCount(Decimal(1), "x", "y", AS_OF, "5 %")
    found = compare(METRIC, hand, receipt_of(METRIC), "blind")
    assert (found.record.tolerance, found.allowed, found.difference) == ("5%", Decimal("0.05"), Decimal(0))


@pytest.mark.parametrize(
    ("unit", "count", "value", "said"),
    [
        ("count", 40, 30, "counted 40, SQL gives 30: a difference of -10 (25.0%), allowed is 1"),
        (None, 40, 50, "counted 40, SQL gives 50: a difference of 10 (25.0%), allowed is 1"),
        ("min", -40, -50, "counted -40 min, SQL gives -50 min: a difference of -10 (25.0%), allowed is 1"),
    ],
)
def test_a_mismatch_is_told(unit: str | None, count: int, value: int, said: str) -> None:
    metric = replace(METRIC, unit=unit)
    assert mismatch(metric, compared(metric, value, count)).message == f"payment_count_24h does not match: {said}"


@pytest.mark.parametrize(
    ("number", "text"),
    [("100", "100"), ("10.10", "10.1"), ("0.1234567", "0.123457"), ("1E+2", "100"), ("-0.50", "-0.5"), ("0", "0")],
)
def test_a_number_in_a_sentence(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (
            {"status": "parked"}, "parked",
            "is parked: it has no number until its right source is landed. It waits for bank",
        ),
        ({"status": "retired"}, "retired", "payment_count_24h is retired"),
        ({"sql": None}, "no_sql", "payment_count_24h has no SQL to align"),
        ({"status": "candidate"}, None, None),
        ({"status": "aligned"}, None, None),
    ],
)  # fmt: skip
def test_what_no_count_can_align(change: dict[str, str | None], code: str | None, message: str | None) -> None:
    metric = replace(METRIC, **change, file=Path("x.yml"))  # type: ignore[arg-type]
    if code is None:
        refuse_unalignable(metric)
        return
    with pytest.raises(RefusedError) as caught:
        refuse_unalignable(metric)
    assert caught.value.code == code
    assert message in caught.value.message  # type: ignore[operator]
    assert caught.value.where == (None if code == "retired" else "x.yml")


@pytest.mark.parametrize(
    ("blocked", "waits", "first"),
    [
        ((), "bank", "bank"),
        ((BlockedOn("bpm"),), "bpm", "bpm"),
        ((BlockedOn("bpm", (), "Only it has closed_at. Nobody else."),), "bpm: Only it has closed_at", "bpm"),
        (
            (BlockedOn("bpm", ("a.b", "a.c"), "Hold."), BlockedOn("mms", (), "Rails")),
            "bpm (a.b, a.c): Hold; mms: Rails", "bpm",
        ),
    ],
)  # fmt: skip
def test_what_a_parked_one_waits_for(blocked: tuple[BlockedOn, ...], waits: str, first: str) -> None:
    refusal = refuse_parked(replace(METRIC, status="parked", blocked_on=blocked))
    assert refusal.message.endswith(f"It waits for {waits}")
    assert (refusal.hint, refusal.where) == (f"`hb sources status {first}` says what {first} needs.", None)


BARE = Alignment(Decimal(1), Decimal(1), AS_OF, "x", "y")
BOUND, MISSED = record_of(METRIC), record_of(METRIC, "1", "2")
OTHER = record_of(replace(METRIC, unit="EUR"))
UNBOUND = "the record rests on no receipt: it was written by hand, or by an older hb"


@pytest.mark.parametrize(
    ("status", "records", "why"),
    [
        ("aligned", (), "no hand count is on record"),
        ("caveated", (), None),
        ("aligned", (BOUND,), None),
        ("aligned", (MISSED,), "the last hand count (2026-05-08) did not match"),
        ("caveated", (MISSED,), "the last hand count (2026-05-08) did not match"),
        ("aligned", counted(replace(METRIC, alignment=(MISSED,))).alignment, None),
        ("aligned", counted(counted(METRIC), "3", "4").alignment, "the last hand count (2026-05-08) did not match"),
        ("aligned", (BARE,), UNBOUND),
        ("caveated", (BARE,), None),
        (
            "aligned", (OTHER,),
            "the definition changed after the hand count of 2026-05-08: unit was 'EUR', is 'count'",
        ),
        (
            "caveated", (OTHER,),
            "the definition changed after the hand count of 2026-05-08: unit was 'EUR', is 'count'",
        ),
    ],
)  # fmt: skip
def test_why_an_alignment_is_over(status: str, records: tuple[Alignment, ...], why: str | None) -> None:
    assert why_realign(replace(METRIC, status=status, alignment=records)) == why


SNAKE = "'{}' is not lower_snake_case"
NO_WINDOW = "'{}' does not end in its window: " + GRAMMAR
SHORT = "'{}' needs a subject and a measure before its window, like payment_count_24h"


@pytest.mark.parametrize(
    ("name", "window", "unit", "problems"),
    [
        ("a_b_24h", "24h", "count", ()),
        ("a_24h", "24h", "count", (SHORT,)),
        ("a_b", "24h", "count", (NO_WINDOW, SHORT)),
        ("a_b_c", "24h", "count", (NO_WINDOW,)),
        ("a_b_7d", "24h", "count", ("'{}' ends in 7d, but its window is 24h",)),
        ("9_b_24h", "24h", "count", (SNAKE,)),
        ("_a_b_24h", "24h", "count", (SNAKE,)),
        ("a_b_24h_", "24h", "count", (SNAKE,)),
        # The unit as the name spells it and as the field does.
        ("a_b_ms_24h", "24h", "milliseconds", ()),
        ("a_b_s_24h", "24h", "seconds", ()),
        ("a_b_sec_24h", "24h", "s", ()),
        ("a_b_min_24h", "24h", "minutes", ()),
        ("a_b_h_24h", "24h", "hours", ()),
        ("a_b_hours_24h", "24h", "h", ()),
        ("a_b_days_24h", "24h", "d", ()),
        ("a_b_pct_24h", "24h", "%", ()),
        ("a_b_pct_24h", "24h", "percent", ()),
        ("a_b_eur_24h", "24h", "€", ()),
        ("a_b_usd_24h", "24h", "$", ()),
        ("a_b_h_24h", "24h", "min", ("'{}' is in h, but its unit is min",)),
        ("a_b_eur_24h", "24h", "USD", ("'{}' is in eur, but its unit is USD",)),
        ("a_b_h_24h", "24h", None, ()),
        ("a_h_24h", "24h", "min", ()),
        # `min` alone may be the smallest; after another aggregation it is minutes.
        ("a_b_min_24h", "24h", "EUR", ()),
        ("a_p50_min_24h", "24h", "EUR", ("'{}' is in min, but its unit is EUR",)),
        ("a_b_avg_min_24h", "24h", "min", ()),
        ("a_b_median_s_24h", "24h", "min", ("'{}' is in s, but its unit is min",)),
    ],
)
def test_a_name_and_its_fields(name: str, window: str, unit: str | None, problems: tuple[str, ...]) -> None:
    found = name_problems(replace(METRIC, name=name, window=window, unit=unit))
    assert found == tuple(problem.format(name) for problem in problems)


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("ms", "ms milliseconds"), ("s", "s sec seconds"), ("sec", "s sec seconds"), ("min", "min minutes"),
        ("h", "h hours"), ("hours", "h hours"), ("days", "d days"), ("pct", "% pct percent"), ("eur", "EUR eur €"),
        ("usd", "USD usd $"),
    ],
)  # fmt: skip
def test_a_unit_in_every_spelling(word: str, spellings: str) -> None:
    timed = replace(METRIC, name=f"a_p50_{word}_24h")
    assert [name_problems(replace(timed, unit=unit)) for unit in spellings.split()] == [()] * len(spellings.split())
    assert name_problems(replace(timed, unit="m²")) == (f"'a_p50_{word}_24h' is in {word}, but its unit is m²",)


@pytest.mark.parametrize("aggregation", ["avg", "median", "p50", "p75", "p90", "p95", "p99", "sum", "max", "share"])
def test_min_after_an_aggregation_is_minutes(aggregation: str) -> None:
    assert name_problems(replace(METRIC, name=f"a_{aggregation}_min_24h", unit="EUR")) != ()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        (None, SHIPPED.now()),
        ("2026-05-08", datetime(2026, 5, 8, tzinfo=UTC)),
        (" 2026-05-08T09:00 ", AS_OF),
        ("2026-05-08T09:00Z", AS_OF),
        ("2026-05-08T12:00+03:00", datetime(2026, 5, 8, 12, tzinfo=timezone(timedelta(hours=3)))),
    ],
)
def test_a_moment_as_written(text: str | None, moment: datetime) -> None:
    found = parse_as_of(text, SHIPPED)
    assert (found, found.tzinfo is None) == (moment, False)


def test_what_is_no_moment() -> None:
    with pytest.raises(UsageError, match="--as-of: 'soon' is no date and time"):
        parse_as_of("soon", SHIPPED)


@pytest.mark.parametrize(
    ("clock", "as_of", "empty", "doubt"),
    [
        (AS_OF, AS_OF, False, None),
        (AS_OF, AS_OF, True, None),
        (AS_OF, AS_OF - timedelta(days=1), False, None),
        (AS_OF, AS_OF - timedelta(days=1), True, "there is nothing to show for --as-of 2026-05-07 09:00 UTC"),
        (AS_OF, AS_OF + timedelta(hours=1), False,
         "--as-of 2026-05-08 10:00 UTC is later than the project's clock (2026-05-08 09:00 UTC)"),
        (None, datetime(2999, 1, 1, tzinfo=UTC), True, "--as-of 2999-01-01 00:00 UTC is later than now ("),
    ],
)  # fmt: skip
def test_doubt_about_a_moment(clock: datetime | None, as_of: datetime, empty: bool, doubt: str | None) -> None:
    found = doubt_about(as_of, replace(SHIPPED, clock=clock), empty=empty)
    if doubt is None:
        assert found is None
    else:
        assert found is not None
        assert found.startswith(doubt)
        assert found.endswith(": the marts may hold no data for that moment")


TOO_WIDE = "--tolerance {} lets the SQL be {}% away from the count; beyond 10% the record has to say why"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tolerance": "10%"}, None),
        ({"tolerance": "10.1%"}, TOO_WIDE.format("10.1%", "10.1")),
        ({"tolerance": "10.1%", "reason": "counted by two teams"}, None),
        ({"tolerance": "4"}, None),
        ({"tolerance": "5"}, TOO_WIDE.format("5", "12.5")),
        ({"tolerance": "5", "count": Decimal(-40)}, TOO_WIDE.format("5", "12.5")),
        ({"tolerance": "1", "count": Decimal(0)}, TOO_WIDE.format("1", "100")),
        ({"tolerance": "1", "count": Decimal(0), "reason": "one may be late"}, None),
        ({"tolerance": "0", "count": Decimal(0)}, None),
        ({"tolerance": "41", "reason": "r"}, "a tolerance of 41 for a count of 40 would let any number match"),
        ({"tolerance": "5", "reason": "\u200b"}, "--reason: '\u200b' says nothing"),
        ({"by": "\u200b \u3164"}, "--by: '\u200b \u3164' says nothing"),
        ({"method": "…"}, "--method: '…' says nothing"),
        ({"attested_by": "-"}, "--attested-by: '-' says nothing"),
        ({"as_of": AS_OF + timedelta(minutes=1)},
         "--as-of 2026-05-08 09:01 UTC: nobody can have counted for that moment"),
        ({"as_of": datetime(1999, 1, 1, tzinfo=UTC)},
         "--as-of 1999-01-01 00:00 UTC: nobody can have counted for that moment"),
    ],
)  # fmt: skip
def test_a_count_no_record_can_be_made_of(change: dict[str, object], said: str | None) -> None:
    hand = replace(HandCount(Decimal(40), "ops", "a list", AS_OF), **change)  # type: ignore[arg-type]
    if said is None:
        refuse_count(hand, AS_OF)
        return
    with pytest.raises(UsageError) as caught:
        refuse_count(hand, AS_OF)
    assert caught.value.message == said
