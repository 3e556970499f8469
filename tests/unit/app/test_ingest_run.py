"""What an ingest is asked for, and what stands for all that became of it."""

from types import SimpleNamespace

import pytest

from heartbeat_cli.app import IngestOutcome, IngestRequest, IngestRun, check_request
from heartbeat_cli.app.ingest import IngestPlan
from heartbeat_cli.errors import ConnectionFailedError, HbError, NotFoundError, UsageError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest import DatasetResult, IngestResult, SourceFindings
from heartbeat_cli.ingest.report.landed_before import LeftBehind
from heartbeat_cli.ingest.result import TableFailure
from heartbeat_cli.pgschema import QName

BANK = IngestRequest(("bank",))


@pytest.mark.parametrize(
    "request_",
    [
        BANK, IngestRequest(all=True), IngestRequest(("bank", "bank"), tables=("core.a",)), IngestRequest(("a", "b")),
        IngestRequest(("a",), tables=("core.a", "core.b"), reconcile=True), IngestRequest(all=True, rebuild=True),
    ],
)  # fmt: skip
def test_what_can_be_asked_for(request_: IngestRequest) -> None:
    check_request(request_)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (IngestRequest(), "--source is missing: which source shall be landed?"),
        (IngestRequest(tables=("core.a",)), "--source is missing: which source shall be landed?"),
        (IngestRequest(("a",), all=True), "--all and --source exclude each other"),
        (IngestRequest(all=True, tables=("core.a",)), "--all and --table exclude each other"),
        (IngestRequest(("a", "b"), tables=("core.a",)), "--table goes with one --source"),
        (IngestRequest(("a",), reconcile=True, adopt=True), "--reconcile and --adopt exclude each other"),
        (IngestRequest(("a",), reconcile=True, rebuild=True), "--reconcile and --rebuild exclude each other"),
        (IngestRequest(("a",), adopt=True, rebuild=True), "--adopt and --rebuild exclude each other"),
    ],
)
def test_what_cannot_be_asked_for(request_: IngestRequest, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        check_request(request_)
    assert raised.value.message == message


def test_an_ingest_that_was_not_carried_out(project: ProjectSettings) -> None:
    run = IngestRun(project, IngestRequest(("webbank",)))
    assert (run.begun, run.landed, run.waited) == (False, (0, 0), False)
    with pytest.raises(NotFoundError, match="webbnk"):
        IngestRun(project, IngestRequest(("webbnk",)))


LOST = ConnectionFailedError("it is down", where="aml", hint="Start it.", code="lost")


def result(source: str, *failed: str, error: HbError | None = None) -> IngestResult:
    failures = tuple(TableFailure(QName("core", name), f"{source}_core", "odd", f"{name} is odd") for name in failed)
    return IngestResult(source, (DatasetResult(f"{source}_core", (), failures, 1.0),), error=error)


@pytest.mark.parametrize(
    ("results", "error", "in_short", "code"),
    [
        ([result("bank")], None, None, None),
        (
            [result("bank"), result("aml", error=LOST)], "aml was left as before: it is down",
            "aml was left as before", "lost",
        ),
        (
            [result("bank", error=LOST)], "bank was left as before: aml: it is down", "bank was left as before", "lost",
        ),
        (
            [result("bank", error=LOST), result("aml", error=LOST)],
            "bank, aml were left as before; the first: aml: it is down", "bank, aml were left as before",
            "sources_failed",
        ),
        (
            [result("bank", "a"), result("aml")], "1 table was left as before; the first: core.a: a is odd",
            "1 table was left as before", "tables_failed",
        ),
        (
            [result("bank", "a", "b"), result("aml", error=LOST)],
            "2 tables were and aml was left as before; the first: core.a: a is odd",
            "2 tables were and aml was left as before", "tables_failed",
        ),
    ],
)  # fmt: skip
def test_the_failure_that_stands_for_all(
    results: list[IngestResult], error: str | None, in_short: str | None, code: str | None
) -> None:
    outcome = IngestOutcome("3f9a", tuple(results), {})
    assert [e and e.message for e in (outcome.error, outcome.error_in_short)] == [error, in_short]
    assert {e and e.code for e in (outcome.error, outcome.error_in_short)} == {code}


@pytest.mark.parametrize(
    ("refused", "error", "code"),
    [
        ([], None, None),
        ([result("bank")], None, None),
        ([result("aml", error=LOST)], "aml cannot be planned: it is down", "lost"),
        ([result("bank", error=LOST), result("aml", error=LOST)], "bank, aml cannot be planned", "sources_failed"),
    ],
)
def test_the_failure_that_stands_for_all_that_cannot_be_planned(
    refused: list[IngestResult], error: str | None, code: str | None
) -> None:
    failure = IngestPlan((), SimpleNamespace(), {}, tuple(refused)).error  # type: ignore[arg-type]
    assert (failure and failure.message, failure and failure.code) == (error, code)


def findings(source: str, broken: int, harmless: int = 0, gone: int = 0) -> SourceFindings:
    effects = [SimpleNamespace(breaks=n < broken, sentence=f"{source} {n}") for n in range(broken + harmless)]
    return SourceFindings(
        source,
        effects=tuple(effects),  # type: ignore[arg-type]
        left=LeftBehind(tuple(QName("core", f"t{n}") for n in range(gone))),
    )


GONE = "core.t0 has landed and is gone at aml; its rows stay, and it can be left out of the slice"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], ""),
        ([findings("bank", 0, 2)], ""),
        ([findings("bank", 2, 1), findings("aml", 1)], "bank 0; bank 1; aml 0"),
        ([findings("bank", 1), findings("aml", 0, 0, 2)], "bank 0 (and 2 more)"),
        ([findings("aml", 0, 0, 1)], GONE),
        ([findings("aml", 0, 0, 3)], f"{GONE} (and 2 more)"),
    ],
)
def test_what_somebody_should_look_at(found: list[SourceFindings], said: str) -> None:
    assert IngestOutcome("3f9a", (), {one.source: one for one in found}).alarms == said
