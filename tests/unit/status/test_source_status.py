"""Where every source stands, what waits for it, and the one step that helps most now."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import REPOSITORY

from heartbeat_cli.estate import Blocked, Inventory, ProjectSettings, Slice, Source, Subject, load_project
from heartbeat_cli.marts import Reach, SourceLanding
from heartbeat_cli.marts.landing import LandedPart
from heartbeat_cli.metrics import Alignment, BlockedOn, Metric, Note
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sheets import overview_document, plain, sources_document
from heartbeat_cli.state import RunReport, RunState
from heartbeat_cli.status import Access, EstateStatus, NextStep, SourceStatus, overview_of
from heartbeat_cli.status.overview import next_step
from heartbeat_cli.status.sources import MartsContents, run_in_question
from heartbeat_cli.status.standing import join, waiting_for

EARLY, LATE = datetime(2026, 5, 7, 9, tzinfo=UTC), datetime(2026, 5, 8, 9, tzinfo=UTC)
BANK = Source(
    "bank", "The bank", "Core.", "postgres", "granted", Path("bank.yml"), cluster="A", database="bank-db",
    schemas=("core", "dict", "scb"), slices=(Slice("core"), Slice("dict")), legacy=True, owner="core team",
    truth_for=(Subject("money", ("money",)), Subject("clients", ("client",))), needs="a grant", why="it is asked first",
    blocks=(Blocked("A concept"), Blocked("x_count_24h", metric="x_count_24h")),
)  # fmt: skip
QAC = Source("qac", "QAC", "KYC.", "unknown", "unknown", Path("qac.yml"))
AML = Source("aml", "AML", "Alerts.", "postgres", "pending", Path("aml.yml"), "A", "aml", ("aml",), (Slice("aml"),))
API = Source("api", "API", "Offers.", "unknown", "granted", Path("api.yml"), slices=(Slice("offers"),))
INVENTORY = Inventory((BANK, AML, API, QAC), "bank")
CLIENT, STATE = QName("core", "client"), QName("dict", "state")


def part(table: QName, rows: int, size: int | None, at: datetime, source: str = "bank") -> LandedPart:
    dataset = f"{source}_{table.schema}"
    return LandedPart(table, dataset, rows, size, at, Reach(QName(dataset, table.name), at))


WHOLE = SourceLanding("bank", (part(CLIENT, 3, 100, EARLY), part(STATE, 4, None, LATE)))
PARTLY = replace(WHOLE, missing=(QName("core", "payment"),))
SERVER, TOLD = Access(True, "server"), Access(False, "server", "no CONNECT on the database")


def metric(name: str = "m_count_24h", status: str = "candidate", **more: object) -> Metric:
    return Metric(name, "How many?", "bank", status, "24h", **more)  # type: ignore[arg-type]


def status(landing: SourceLanding | None = WHOLE, unknown: str | None = None, source: Source = BANK) -> SourceStatus:
    landings = {source.name: landing} if landing is not None else {}
    return join((source,), landings, {source.name: SERVER}, [metric("x_count_24h")], LATE, unknown)[0]


def said(of: SourceStatus) -> dict[str, Any]:
    """The source's entry in `hb sources status --json`."""
    (found,) = plain(sources_document([of], EstateStatus((of,), (), MartsContents())))["sources"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("landing", "unknown", "source", "word"),
    [
        (WHOLE, None, BANK, "landed"),
        (PARTLY, None, BANK, "partly"),
        (SourceLanding("bank", (), (CLIENT,)), None, BANK, "not landed"),
        (None, None, BANK, "not landed"),
        (None, "the marts are gone", BANK, "unknown"),
        (None, "the marts are gone", QAC, "not landed"),
        (None, None, QAC, "not landed"),
    ],
)
def test_a_word_for_it(landing: SourceLanding | None, unknown: str | None, source: Source, word: str) -> None:
    assert status(landing, unknown, source).word == word


def test_a_source_for_programs() -> None:
    assert said(status(PARTLY)) == {
        "source": "bank",
        "title": "The bank",
        "role": "Core.",
        "archetype": "postgres",
        "cluster": "A",
        "database": "bank-db",
        "legacy": True,
        "owner": "core team",
        "landed": "partly",
        "tables": {"landed": 2, "slice": 3, "others": []},
        "granted": True,
        "granted_told_by": "server",
        "granted_detail": None,
        "rows": 7,
        "bytes": 100,
        "last_load": LATE.isoformat(),
        "age": {
            "state": "fresh",
            "until": EARLY.isoformat(),
            "seconds": 86_400,
            "newest_row": None,
            "table": "bank_core.client",
            "warn_after": 86_400,
            "error_after": 259_200,
        },
        "datasets": [
            {"dataset": "bank_core", "tables": 1, "rows": 3, "last_load": EARLY.isoformat()},
            {"dataset": "bank_dict", "tables": 1, "rows": 4, "last_load": LATE.isoformat()},
        ],
        "truth_for": ["money", "clients"],
        "blocks": ["A concept", "x_count_24h"],
        "blocked": [
            {"title": "A concept", "metric": None, "why": None, "shown": None, "formerly": None},
            {"title": "x_count_24h", "metric": "x_count_24h", "why": None, "shown": None, "formerly": None},
        ],
        "needs": "a grant",
        "why": "it is asked first",
        "not_wanted": ["scb"],
        "plan": None,
        "review": None,
        "landed_since": None,
        "decisions": [],
        "asked": [],
    }


def test_what_nobody_knows_is_none() -> None:
    found = said(status(None, "the marts are gone"))
    assert {key: found[key] for key in ("landed", "tables", "rows", "bytes", "datasets", "last_load")} == {
        "landed": "unknown", "tables": {"landed": None, "slice": 0, "others": []}, "rows": None, "bytes": None,
        "datasets": [], "last_load": None,
    }  # fmt: skip
    assert said(status(None))["landed"] == "not"
    assert said(status(None))["rows"] == 0
    assert said(status(None))["datasets"] == [
        {"dataset": "bank_core", "tables": 0, "rows": 0, "last_load": None},
        {"dataset": "bank_dict", "tables": 0, "rows": 0, "last_load": None},
    ]


@pytest.mark.parametrize(
    ("metrics", "expected"),
    [
        ([], ("A concept", "x_count_24h")),
        ([metric("x_count_24h", blocked_on=(BlockedOn("bank"),))], ("A concept", "x_count_24h")),
        ([metric(blocked_on=(BlockedOn("aml"), BlockedOn("bank")))], ("A concept", "x_count_24h", "m_count_24h")),
        ([metric(blocked_on=(BlockedOn("aml"),))], ("A concept", "x_count_24h")),
        ([metric(notes=(Note("caveat", "w", "bank"),))], ("A concept", "x_count_24h", "m_count_24h")),
        (
            [metric(notes=(Note("method", "w"), Note("caveat", "w", "bank")))],
            ("A concept", "x_count_24h", "m_count_24h"),
        ),
        ([metric(notes=(Note("caveat", "w", "aml"),))], ("A concept", "x_count_24h")),
        ([metric(notes=(Note("fallback", "w", "bank"),))], ("A concept", "x_count_24h")),
    ],
)  # fmt: skip
def test_what_waits_for_a_source(metrics: list[Metric], expected: tuple[str, ...]) -> None:
    assert waiting_for(BANK, metrics) == expected


def test_sources_are_joined_in_their_order() -> None:
    access = {s.name: TOLD for s in INVENTORY.sources}
    found = join(INVENTORY.sources, {"bank": WHOLE}, access, iter([metric(blocked_on=(BlockedOn("qac"),))]), LATE)
    assert [(s.source.name, s.landing, s.age and s.age.until, s.waiting, s.access) for s in found] == [
        ("bank", WHOLE, EARLY, ("A concept", "x_count_24h"), TOLD),
        ("aml", SourceLanding("aml"), None, (), TOLD),
        ("api", SourceLanding("api"), None, (), TOLD),
        ("qac", SourceLanding("qac"), None, ("m_count_24h",), TOLD),
    ]


SHIPPED = load_project(REPOSITORY / "heartbeat.yml")
DEMO, REAL = replace(SHIPPED, demo=True), replace(SHIPPED, demo=False)
ALIGNED = (Alignment(1, 1, LATE, "x", "y"),)  # type: ignore[arg-type]
TO_LAND = SourceLanding("aml", (), (QName("aml", "alert"),))


def standing(
    *metrics: Metric, bank: SourceLanding = WHOLE, aml: SourceLanding = TO_LAND, granted: bool | None = False,
    told_by: str = "server", held: MartsContents = MartsContents(as_of=LATE), now: datetime = LATE,  # noqa: B008
) -> EstateStatus:  # fmt: skip
    access = {s.name: Access(granted, told_by) for s in INVENTORY.sources}
    landings = {"bank": bank, "aml": aml, "api": replace(TO_LAND, source="api")}
    return EstateStatus(join(INVENTORY.sources, landings, access, metrics, now, held.unknown), metrics, held)


SOUND = {"sql": "SELECT 1"}
BROKEN = metric("b_count_24h", "aligned", alignment=ALIGNED, **SOUND)
PARKED_ONCE = metric("r_count_24h", "ready")
UNCOUNTED = metric("c_count_24h", **SOUND)
NEXT_QUESTION = NextStep("hb discover", "ask the next question")


@pytest.mark.parametrize(
    ("project", "stands", "step"),
    [
        (REAL, standing(held=MartsContents(why="locked", hint="wait")), NextStep("hb sources status", "wait")),
        (REAL, standing(held=MartsContents(why="locked")), NextStep("hb sources status", "once the marts can be read")),
        (DEMO, standing(bank=PARTLY, told_by="inventory"),
         NextStep("hb demo up", "the demo's servers are not running")),
        (DEMO, standing(bank=PARTLY),
         NextStep("hb ingest --source bank", "it is the truth source, and not landed in full")),
        (REAL, standing(bank=PARTLY, told_by="inventory"),
         NextStep("hb ingest --source bank", "it is the truth source, and not landed in full")),
        (DEMO, standing(told_by="inventory"), NEXT_QUESTION),
        (REAL, standing(granted=True), NextStep("hb ingest --source aml", "it is granted and not landed")),
        (REAL, standing(granted=None), NEXT_QUESTION),
        (REAL, standing(granted=True, aml=SourceLanding("aml")), NEXT_QUESTION),
        (REAL, standing(granted=True, aml=replace(WHOLE, source="aml")), NEXT_QUESTION),
        (REAL, standing(granted=True, aml=replace(PARTLY, source="aml")),
         NextStep("hb ingest --source aml", "it is granted and not landed")),
        (REAL, standing(BROKEN, granted=True, aml=SourceLanding("aml"), now=LATE + timedelta(days=3)),
         NextStep("hb ingest --source bank", "its data is stale")),
        (REAL, standing(BROKEN, granted=False, now=LATE + timedelta(days=3)),
         NextStep("hb metrics show b_count_24h", "its definition changed since it was aligned")),
        (REAL, standing(UNCOUNTED, PARKED_ONCE, BROKEN),
         NextStep("hb metrics show b_count_24h", "its definition changed since it was aligned")),
        (REAL, standing(UNCOUNTED, PARKED_ONCE),
         NextStep("hb discover --resume r_count_24h", "it was parked, and what it waited for has landed")),
        (REAL, standing(UNCOUNTED), NextStep("hb metrics align c_count_24h", "it has a number and no hand count yet")),
        (REAL, standing(replace(PARKED_ONCE, sql="SELECT 1")),
         NextStep("hb metrics align r_count_24h", "it has a number and no hand count yet")),
        (REAL, standing(replace(UNCOUNTED, notes=(Note("fallback", "w", "aml"),))), NEXT_QUESTION),
        (REAL, standing(replace(UNCOUNTED, sql=None)), NEXT_QUESTION),
        (REAL, standing(replace(UNCOUNTED, status="parked")), NEXT_QUESTION),
        (REAL, standing(replace(UNCOUNTED, status="caveated", notes=(Note("caveat", "w", "aml"),))), NEXT_QUESTION),
    ],
)  # fmt: skip
def test_the_next_step(project: ProjectSettings, stands: EstateStatus, step: NextStep) -> None:
    assert next_step(project, INVENTORY, stands) == step


@pytest.mark.parametrize(
    ("outcome", "days", "step"),
    [
        (RunState.FAILED, 0, NextStep("hb loads r1", "the last run of aml failed")),
        (
            RunState.KILLED,
            0,
            NextStep("hb ingest --source aml", "the last run of aml was killed; the same command lands the rest"),
        ),
        (RunState.DONE, 3, NextStep("hb doctor", "no ingest has run for 3 days")),
        (RunState.DONE, 0, NEXT_QUESTION),
        (RunState.RUNNING, 3, NEXT_QUESTION),
    ],
)
def test_what_the_last_run_left(outcome: RunState, days: int, step: NextStep) -> None:
    last = RunReport("r1", ("aml",), datetime.now(UTC) - timedelta(days=days), 1.0, outcome)
    assert next_step(REAL, INVENTORY, replace(standing(), last_run=last)) == step


@pytest.mark.parametrize(
    ("runs", "told"),
    [
        ("", None),
        ("aml:done bank:done", 0),
        ("aml:done bank:failed", 1),
        ("aml:done bank:killed", 1),
        ("bank:done bank:failed", 0),
        ("aml:failed bank:failed", 0),
        ("bank:running aml,bank:failed", 0),
    ],
)
def test_a_run_that_left_something_open_is_told_until_another_takes_it_up(runs: str, told: int | None) -> None:
    """Newest first, each with its sources and how it ended."""
    reports = []
    for number, run in enumerate(runs.split()):
        sources, _, outcome = run.partition(":")
        reports.append(RunReport(str(number), tuple(sources.split(",")), EARLY, 1.0, RunState(outcome)))
    assert run_in_question(reports) == (None if told is None else reports[told])


@pytest.mark.parametrize(
    ("metrics", "step"),
    [
        (
            (),
            NextStep(
                "hb profile bank", "its DDL is here; rows come with `hb ingest --from DUMP`, or a connection in .env"
            ),
        ),
        (
            (replace(UNCOUNTED, status="parked"),),
            NextStep(
                "hb discover",
                "ask the next question; it waits for rows: `hb ingest --from DUMP`, or a connection in .env",
            ),
        ),
    ],
)
def test_a_dump_alone_is_something_to_go_on_with(metrics: tuple[Metric, ...], step: NextStep, tmp_path: Path) -> None:
    """Until somebody says where the server is: then it is the server that is in the way."""
    (tmp_path / "heartbeat.yml").write_text(
        "truth_source: bank\nmirror: m\nclusters: {A: {mirror: a, env: OVERVIEW_TEST}}\n"
    )
    (tmp_path / "m" / "a").mkdir(parents=True)
    (tmp_path / "m" / "a" / "bank-db.sql").write_text("CREATE SCHEMA core;")
    project = load_project(tmp_path / "heartbeat.yml")
    stands = standing(*metrics, bank=SourceLanding("bank"))
    away = replace(stands.of("bank"), access=Access(True, "inventory", "it does not answer"))
    stands = replace(stands, sources=(away, *stands.sources[1:]))
    assert next_step(project, INVENTORY, stands) == step
    (tmp_path / ".env").write_text("OVERVIEW_TEST_HOST=h\n")
    assert next_step(project, INVENTORY, stands) == NextStep("hb doctor", "it does not answer")


def test_a_metric_that_broke_comes_before_new_questions() -> None:
    broken = NextStep("hb check db/metrics/a.yml", "there is no column x")
    assert next_step(REAL, INVENTORY, standing(UNCOUNTED), broken) == broken
    assert next_step(REAL, INVENTORY, standing(UNCOUNTED, bank=PARTLY), broken).command == "hb ingest --source bank"


def test_where_nothing_is_set_up_the_doctor_is_next() -> None:
    stands = standing(bank=SourceLanding("bank"))
    (bank, *others) = stands.sources
    away = replace(bank, access=Access(True, "inventory", "A_HOST not set"))
    assert next_step(REAL, INVENTORY, replace(stands, sources=(away, *others))) == NextStep(
        "hb doctor", "A_HOST not set"
    )


def test_at_a_glance() -> None:
    stands = standing(UNCOUNTED, BROKEN, replace(BROKEN, name="d_count_24h"), aml=replace(PARTLY, source="aml"))
    found = overview_of(REAL, INVENTORY, stands)
    assert plain(overview_document(found)) == {
        "project": str(REAL.root),
        "truth_source": "bank",
        "sources": {"landed": ["bank"], "partly": ["aml"], "not": ["api", "qac"], "unknown": []},
        "note": None,
        "rows": 14,
        "last_load": LATE.isoformat(),
        "ages": {"fresh": ["bank", "aml"], "late": [], "stale": []},
        "metrics": {"candidate": 1, "needs_realignment": 2},
        "next": {"command": "hb metrics show b_count_24h", "why": "its definition changed since it was aligned"},
    }
    assert list(found.metrics) == ["candidate", "needs_realignment"]
    nobody = overview_of(
        REAL, INVENTORY, standing(bank=SourceLanding("bank"), held=MartsContents(why="locked", hint="wait"))
    )
    assert (nobody.unknown, nobody.pending, nobody.why_unknown) == (("bank", "aml", "api"), ("qac",), "locked")
    assert (nobody.rows, nobody.last_load) == (0, None)


def test_marts_that_once_spoke_are_not_unknown() -> None:
    assert MartsContents(why="locked").unknown == "locked"
    assert MartsContents(why="locked", as_of=LATE).unknown is None
    assert MartsContents().unknown is None
    assert standing().of("aml").source == AML
