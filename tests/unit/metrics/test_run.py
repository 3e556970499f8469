"""Numbers of a project: what may run, what is refused before anything runs, and what aligning does to the file."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import duckdb
import pytest
from tests.metrics_estate import build_estate, put

from heartbeat_cli.errors import HbError, NotFoundError, RefusedError, UsageError
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.metrics import (
    HandCount,
    Metric,
    Note,
    align_metric,
    find_metric,
    history_of,
    load_metric,
    run_metric,
    run_shown,
)

AS_OF = datetime(2026, 5, 8, 9, tzinfo=UTC)
COUNT = "payment_count_24h"
TIME = "outgoing_sepa_credit_processing_time_p50_min_24h"


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    """Read by many tests: none may change it."""
    return build_estate(tmp_path_factory.mktemp("estate") / "project")


@pytest.fixture
def own(estate: ProjectSettings, tmp_path: Path) -> ProjectSettings:
    copytree(estate.root, tmp_path / "own")
    return load_project(tmp_path / "own" / "heartbeat.yml")


def hand(count: str, tolerance: str = "0", as_of: datetime = AS_OF) -> HandCount:
    return HandCount(Decimal(count), "ops", "a list", as_of, tolerance, attested_by="OPS-12")


def count(estate: ProjectSettings, **change: object) -> Metric:
    return replace(find_metric(estate, COUNT), **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("as_of", "value"),
    [(AS_OF, 24), (datetime(2026, 5, 7, 9, tzinfo=UTC), 24), (datetime(2026, 5, 6, 9, 30, tzinfo=UTC), 0)],
)
def test_number_of_a_metric(as_of: datetime, value: int, estate: ProjectSettings) -> None:
    metric = find_metric(estate, COUNT)
    run = run_metric(estate, metric, as_of)
    assert (run.metric, run.value.value, run.value.as_of, run.misuses) == (metric, Decimal(value), as_of, ())


CHANGED = "webbank_core.payment has not landed in full: its receipt says 48 rows, and it has others"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("DELETE FROM webbank_core.payment WHERE id < 10", CHANGED),
        ("INSERT INTO webbank_core.payment SELECT * FROM webbank_core.payment LIMIT 1", CHANGED),
        ("UPDATE webbank_core._hb_range SET rows = 47 WHERE table_name = 'payment'", CHANGED.replace("48", "47")),
        (
            "UPDATE webbank_core._hb_receipt SET state = 'landing' WHERE table_name = 'payment'",
            "webbank_core.payment has not landed in full: not all of it has arrived",
        ),
    ],
)
def test_a_table_that_is_not_what_its_receipt_says_gives_no_number(
    change: str, message: str, own: ProjectSettings
) -> None:
    metric = find_metric(own, COUNT)
    before = history_of(own, metric)
    with duckdb.connect(str(own.root / "marts.duckdb")) as marts:
        marts.execute(change)
    for ask in (lambda: run_metric(own, metric, AS_OF), lambda: align_metric(own, metric, hand("24"))):
        with pytest.raises(NotFoundError) as caught:
            ask()
        assert (caught.value.code, caught.value.message) == ("not_landed", message)
        assert caught.value.hint == "Land it: `hb ingest --source webbank`."
    assert history_of(own, metric) == before


BEFORE = datetime(2018, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sql", "as_of", "empty"),
    [
        (None, BEFORE, "webbank_core.payment"),
        (None, datetime(2026, 5, 6, 9, 30, tzinfo=UTC), "webbank_core.payment"),
        ("SELECT count(*) FROM webbank_core.payment WHERE created_at > now()", AS_OF, None),
        ("SELECT count(*) FROM webbank_core.payment WHERE rail = 'X'", BEFORE, None),
        ("SELECT count(*) FROM webbank_core.transfer WHERE rail = 'X'", AS_OF, "webbank_core.transfer"),
        ("SELECT count(*) FROM webbank_core.transfer WHERE value_date < now()", AS_OF, "webbank_core.transfer"),
        (
            "SELECT count(*) FROM webbank_core.payment p JOIN webbank_core.transfer t ON t.id = p.id", AS_OF,
            "webbank_core.transfer",
        ),
    ],
)  # fmt: skip
def test_a_zero_is_evidence_only_where_there_was_something_to_count(
    sql: str | None, as_of: datetime, empty: str | None, own: ProjectSettings
) -> None:
    metric = count(own, sql=sql) if sql else find_metric(own, COUNT)
    zero = hand("0", as_of=as_of)
    if empty is not None:
        with pytest.raises(RefusedError, match=f"{empty} has no row up to then") as caught:
            align_metric(own, metric, zero, dry_run=True)
        assert (caught.value.code, "--reason" in str(caught.value.hint)) == ("no_data", True)
        zero = replace(zero, reason="The rail was not open yet.")
    assert align_metric(own, metric, zero, dry_run=True).comparison.matches


FALLBACK = Note("fallback", "Only vss knows applicants", "vss", ("webbank.core.client_profile",))
APPLICANTS = "SELECT count(*) FROM vss_vss.applicant_log"


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        ({"status": "parked"}, "parked", "payment_count_24h is parked"),
        ({"status": "retired"}, "retired", "payment_count_24h is retired and shows no number"),
        ({"sql": None}, "no_sql", "payment_count_24h has no SQL to run"),
        ({"sql": "SELECT pg_sleep(1) FROM webbank_core.payment"}, "sql_refused", "pg_sleep"),
        (
            {"sql": APPLICANTS, "source": "vss"}, "wrong_source",
            "payment_count_24h has no number to show: reads vss_vss without a note that says why; webbank is the truth",
        ),
        (
            {"sql": APPLICANTS}, "wrong_source",
            "has no number to show: the file says source: webbank, its SQL reads vss_vss",
        ),
        (
            {"sql": APPLICANTS, "source": "vss", "notes": (replace(FALLBACK, why=""),)}, "unexplained_fallback",
            "payment_count_24h has no number to show: the fallback note on vss does not say why",
        ),
        (
            {"sql": APPLICANTS, "source": "vss", "notes": (replace(FALLBACK, tried=()),)}, "unexplained_fallback",
            "the fallback note on vss does not say what was tried first",
        ),
        (
            {"question": "How many KYC passes?", "notes": (replace(FALLBACK, source="webbank"),)}, "wrong_source",
            'reads webbank_core, but qac is truth for KYC pass and fail ("kyc pass"), and qac is not landed',
        ),
        (
            {"question": "What is the card turnover?", "notes": (replace(FALLBACK, source="vss"),)}, "wrong_source",
            "reads webbank_core without a note that says why; card_ledger is truth for card turnover",
        ),
    ],
)  # fmt: skip
def test_what_shows_no_number(change: dict[str, object], code: str, message: str, estate: ProjectSettings) -> None:
    with pytest.raises(RefusedError) as caught:
        run_metric(estate, count(estate, **change), AS_OF)
    assert caught.value.code == code
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("change", "value", "warnings"),
    [
        ({"sql": APPLICANTS, "source": "vss", "notes": (FALLBACK,)}, 9, []),
        (
            {
                "question": "How long is a compliance hold?", "name": TIME,
                "notes": (Note("caveat", "w", "bpm"), Note("caveat", "w", "mms")),
            },
            24, [],
        ),
        (
            {"question": "What is the card turnover?", "notes": (Note("caveat", "w", "card_ledger"),)}, 24,
            ["card_ledger is landed now; the caveat that waits for it can be cleared"],
        ),
        ({"question": "How many?", "status": "aligned", "unit": None}, 24, []),
    ],
)  # fmt: skip
def test_what_shows_one(change: dict[str, object], value: int, warnings: list[str], estate: ProjectSettings) -> None:
    run = run_metric(estate, count(estate, **change), AS_OF)
    assert (run.value.value, [m.message for m in run.misuses]) == (value, warnings)


def test_numbers_of_what_is_shown(estate: ProjectSettings) -> None:
    metrics = [
        count(estate, name="a_count_24h", status="aligned"),
        count(estate, name="b_count_24h", status="caveated"),
        count(estate, name="c_count_24h", status="needs_realignment"),
        count(estate, name="d_count_24h", status="candidate"),
        count(estate, name="e_count_24h", status="parked"),
        count(estate, name="f_count_24h", status="aligned", sql="SELECT max(x) FROM webbank_core.payment"),
    ]
    found = run_shown(estate, metrics, AS_OF)
    assert sorted(found) == ["a_count_24h", "b_count_24h", "c_count_24h", "f_count_24h"]
    assert [getattr(found[name], "value", None) for name in sorted(found)] == [24, 24, 24, None]
    failed = found["f_count_24h"]
    assert isinstance(failed, HbError)
    assert failed.code == "bad_sql"


def test_where_nothing_is_shown_the_marts_stay_closed(estate: ProjectSettings) -> None:
    nowhere = replace(estate, marts=replace(estate.marts, path=estate.root / "no.duckdb"))
    assert run_shown(nowhere, [count(estate)], AS_OF) == {}
    with pytest.raises(NotFoundError):
        run_shown(nowhere, [count(estate, status="aligned")], AS_OF)


def test_a_match_aligns(own: ProjectSettings) -> None:
    metric = find_metric(own, COUNT)
    done = align_metric(own, metric, hand("23", "5%"), dry_run=False, record=False)
    assert done.file == own.metrics_folder / f"{COUNT}.yml"
    assert done.metric == load_metric(done.file)
    assert (done.metric.status, done.comparison.record.verdict) == ("aligned", "match")
    assert (done.comparison.record.count, done.comparison.record.value) == (Decimal(23), Decimal(24))
    assert metric.file is not None
    assert not metric.file.exists()


def test_a_dry_run_writes_nothing(own: ProjectSettings) -> None:
    before = {file: file.read_text() for file in own.candidates_folder.iterdir()}
    done = align_metric(own, find_metric(own, COUNT), hand("24"), dry_run=True, record=False)
    assert (done.metric.status, done.metric.alignment, done.file) == ("aligned", (), None)
    with pytest.raises(RefusedError):
        align_metric(own, find_metric(own, COUNT), hand("20"), dry_run=True, record=True)
    assert {file: file.read_text() for file in own.candidates_folder.iterdir()} == before
    assert list(own.metrics_folder.iterdir()) == []


@pytest.mark.parametrize("record", [True, False])
def test_a_mismatch_is_kept_where_asked(record: bool, own: ProjectSettings) -> None:
    with pytest.raises(RefusedError) as caught:
        align_metric(own, find_metric(own, COUNT), hand("20", "2"), dry_run=False, record=record)
    assert caught.value.code == "mismatch"
    assert [r.verdict for r in find_metric(own, COUNT).alignment] == (["mismatch"] if record else [])


def test_a_caveated_time_stays_caveated(own: ProjectSettings) -> None:
    done = align_metric(own, find_metric(own, TIME), hand("41.5"), dry_run=False, record=False)
    assert done.metric.status == "caveated"


@pytest.mark.parametrize(
    ("change", "counted", "error", "code"),
    [
        ({"owner": None}, hand("24"), RefusedError, "no_owner"),
        ({"status": "parked"}, hand("24"), RefusedError, "parked"),
        ({"status": "retired"}, hand("24"), RefusedError, "retired"),
        ({"sql": None}, hand("24"), RefusedError, "no_sql"),
        ({}, hand("24", "101%"), UsageError, "usage"),
        ({"sql": "SELECT max(amount) FROM webbank_core.payment WHERE id < 0"}, hand("24"), RefusedError, "no_value"),
        ({"sql": APPLICANTS, "source": "vss"}, hand("9"), RefusedError, "wrong_source"),
    ],
)
def test_what_cannot_be_aligned(
    change: dict[str, object], counted: HandCount, error: type[HbError], code: str, estate: ProjectSettings
) -> None:
    with pytest.raises(error) as caught:
        align_metric(estate, count(estate, **change), counted, dry_run=True, record=False)
    assert (type(caught.value), caught.value.code) == (error, code)


def test_a_metric_comes_before_a_candidate_of_its_name(own: ProjectSettings) -> None:
    text = (own.candidates_folder / f"{COUNT}.yml").read_text()
    put(own.root, text.replace("status: candidate", "status: aligned"), "metrics")
    assert find_metric(own, COUNT).status == "aligned"
