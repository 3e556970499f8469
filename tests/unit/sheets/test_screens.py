"""Screens for people and JSON for programs, made of values: what stands in `cases/pages/screens`, letter for letter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from tests.told import held_against

from heartbeat_cli.blocks import Either, Grid, Line, Sheet, Styled
from heartbeat_cli.demo import ApiStatus, ClusterStatus
from heartbeat_cli.errors import HbError, NotFoundError
from heartbeat_cli.files import Problem
from heartbeat_cli.formats import print_error, print_json, print_sheet
from heartbeat_cli.formats.parts.markdown_blocks import sheet_markdown
from heartbeat_cli.impact import ComparedDatabase, MirrorDiff
from heartbeat_cli.mirror import DumpStatus, Loaded, MirrorStatus, NotPulled, PlannedLoad, Pulled, Unreached
from heartbeat_cli.mirror.restore import Lost
from heartbeat_cli.pgschema import Change, Counts, QName, Rename, SkippedStatement
from heartbeat_cli.rules import Finding, Report, SkippedRule
from heartbeat_cli.search import Hit, RightSourceHint, SearchResult, WordMatch
from heartbeat_cli.sheets import (
    demo_sheet,
    diff_document,
    diff_sheet,
    dump_sheet,
    found_document,
    found_sheet,
    load_plan_sheet,
    loaded_document,
    loaded_sheet,
    overview_sheet,
    plain,
    pulled_document,
    pulled_sheet,
    report_document,
    report_sheet,
    status_document,
    status_sheet,
    welcome_sheet,
)
from heartbeat_cli.sheets.check import report_summary
from heartbeat_cli.sheets.demo import DemoDocument
from heartbeat_cli.sheets.documents import DOCUMENTS, command_schema
from heartbeat_cli.sheets.failures import failed_lines, of_run
from heartbeat_cli.state import RunFailure
from heartbeat_cli.status import NextStep, Overview
from heartbeat_cli.wording import ago, names_in_short, size

CASES = Path(__file__).parents[2] / "cases" / "pages" / "screens"
ROOT = Path("/p")
NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
GONE = NotFoundError("there is no x", where="/p/x.sql", hint="Make one.", code="no_x")


def skipped(number: int) -> tuple[SkippedStatement, ...]:
    return tuple(SkippedStatement("/p/mirror/a.sql", n, f"CREATE {n}", "why", lossy=True) for n in range(1, number + 1))


def changes(number: int) -> tuple[Change, ...]:
    actions = ("added", "removed", "changed")
    return tuple(
        Change(
            actions[n % 3],
            "column",
            f"c{n}",
            f"core.t{n // 2}: column c{n} {actions[n % 3]}",
            QName("core", f"t{n // 2}"),
            f"c{n}",
        )
        for n in range(number)
    )


def metric(name: str) -> object:
    return SimpleNamespace(name=name, status="aligned")


def affected(name: str, breaking: int, touching: int) -> object:
    found = changes(4)
    return SimpleNamespace(
        metric=metric(name), broken=bool(breaking), breaking=found[:breaking], touching=found[:touching]
    )


SOURCE = SimpleNamespace(name="own")
STATUSES = MirrorStatus(
    (
        DumpStatus(
            "bank", "A", None, "read", Path("/p/mirror/bank.sql"), None, 999, "17.2", "17.1",
            Counts(tables=1200, columns=34, views=5, foreign_keys=6), loaded="yes", live_changes=0,
        ),
        DumpStatus(
            "aml", "A", SOURCE, "lossy", Path("/p/mirror/aml.sql"), None, 1_234_567, counts=Counts(tables=2),  # type: ignore[arg-type]
            lost=skipped(4), loaded="foreign", live_changes=1,
        ),
        DumpStatus(
            "vss", "B", SOURCE, "unreadable", Path("/q/vss.sql"), size=0, problem="it is empty",  # type: ignore[arg-type]
            live_problem="no server",
        ),
        DumpStatus("gone", "B", SOURCE, "no dump", loaded="no", live_changes=1200),  # type: ignore[arg-type]
        DumpStatus("lost", "B", SOURCE, "lossy", Path("/q/lost.sql"), lost=skipped(3), live_problem="no server"),  # type: ignore[arg-type]
    ),
    "localhost:5433",
    "it is down",
)  # fmt: skip
LOADED = (
    Loaded("bank", Path("/p/mirror/bank.sql"), True, 1200, 193, 1.26),
    Loaded(
        "aml",
        Path("/p/mirror/aml.sql"),
        False,
        10,
        2,
        0.04,
        (Lost("/p/mirror/aml.sql", 3, "CREATE x", "no such", "postgis"),),
        ("b", "a"),
        ("citext",),
        ("postgis",),
    ),
    Loaded(
        "vss",
        Path("/q/vss.sql"),
        lost=tuple(Lost("/q/vss.sql", n, "x", "y") for n in range(5)),
        roles=("a",),
        stood_in=("citext",),
    ),
    Loaded("bad", Path("/p/bad.sql"), refused=GONE, left_out=2),
)
PULLED = (
    Pulled("bank", "webbank", Path("/p/mirror/webbank.sql"), counts=Counts(tables=1193, columns=2), changes=changes(5)),
    Pulled("aml", "aml", Path("/p/mirror/aml.sql"), dry_run=True),
    Pulled("vss", "vss", Path("/q/vss.sql"), counts=Counts(), changes=None),
    Pulled("sepa", "sepa", Path("/q/sepa.sql"), counts=Counts(), changes=(), unchanged=True),
    Pulled(
        "four",
        "four",
        Path("/q/four.sql"),
        counts=Counts(),
        changes=(),
        advice="GRANT it;",
        from_catalogue=tuple(QName("core", f"t{n}") for n in range(7)),
    ),
    Pulled("three", "three", Path("/q/three.sql"), counts=Counts(), changes=changes(3)),
)
FAILED = (
    NotPulled("x", HbError("no way", hint="Try.", code="a")),
    NotPulled("y", HbError("no way", hint="Try.", code="a")),
    NotPulled("z", HbError("no other way", code="b")),
)
DIFF = MirrorDiff(
    "old",
    "new",
    (
        ComparedDatabase(
            "bank",
            "bank",
            (*changes(4), Change("added", "schema", "s", "schema s added")),
            (affected("m_one", 2, 1), affected("m_two", 0, 1)),
            ("grants", "owners"),
            (Rename("column", "old", "new", ("the same type text", "the same place"), QName("core", "t")),),
        ),  # type: ignore[arg-type]
        ComparedDatabase("aml", None, (), ()),
        ComparedDatabase("vss", None, (), ()),
        ComparedDatabase("sepa", None, (), (), ("rules",)),
    ),
    (Unreached("far", GONE),),
    skipped(4),
    (Problem(Path("/p/db/metrics/m.yml"), 7, "no such column"),),
)
PLANNED = [PlannedLoad("bank", Path("/p/a.sql"), there) for there in (None, "ours", "foreign")]
WITH_MARTS = MirrorDiff("bank", "the marts", (ComparedDatabase("bank", "bank", changes(1), ()),), lost=skipped(3))
REPORT = Report(
    (
        Finding("a-rule", Path("/p/db/a.yml"), 3, "wrong", "Mend it."),
        Finding("b-rule", Path("/p/db/a.yml"), 9, "perhaps wrong", None, "warning"),
        Finding("a-rule", Path("/q/b.yml"), 1, "wrong too, " + "and this is told at length, " * 5 + "whole"),
    ),
    (SkippedRule("c-rule", "no marts"),),
    (("sources", 27), ("candidates", 1), ("metrics", 0)),
)
QUIET = Report((), REPORT.skipped, REPORT.checked)
FOUND = SearchResult(
    (
        Hit(
            "bank.core.client",
            "table",
            "bank",
            "A client",
            1.5,
            (
                WordMatch("customer", "client", "name", "synonym"),
                WordMatch("birth", "birth", "column", "typed", "birth_date"),
                WordMatch("date", "date", "column", "typed", "birth_date"),
            ),
        ),
        Hit(
            "bank.core.client.state",
            "column",
            "bank",
            None,
            0.5,
            (
                WordMatch("open", "open", "value", "typed", "state"),
                WordMatch("note", "noted", "column comment", "typed", "state"),
                WordMatch("bank", "bank", "source", "typed"),
            ),
        ),
    ),
    12,
    False,
    (("clinet", "client"),),
    ("zzz", "qqq"),
    (),
    (RightSourceHint("qac", "KYC", "kyc", False), RightSourceHint("sepa", "SEPA", "sepa", True)),
)
PARTLY_FOUND = FOUND._replace(unknown=(), total=2, replaced=(), right_sources=())
WHOLLY_FOUND = PARTLY_FOUND._replace(complete=True)
OVERVIEW = Overview(
    "/p",
    "bank",
    ("bank", "aml"),
    ("vss",),
    ("zoho", "ga"),
    (),
    None,
    1_234_567,
    NOON,
    {"fresh": (), "late": ("aml",), "stale": ("bank", "vss")},
    {"aligned": 1, "aligned, stale": 1, "needs_realignment": 1},
    NextStep("hb ingest", "aml can be landed"),
)
EMPTY = Overview(
    "/p",
    "bank",
    (),
    (),
    (),
    ("bank",),
    "the marts are locked",
    0,
    None,
    dict.fromkeys(("fresh", "late", "stale"), ()),
    {},
    NextStep("hb demo up", "nothing is there"),
)
DEMO = DemoDocument(
    "/p",
    0.5,
    NOON,
    (
        ClusterStatus("A", True, True, 5001, ("bank", "aml"), ("bank",)),
        ClusterStatus("B", True, False, 5002, ("sepa",), ()),
        ClusterStatus("C", False, True, 5003, (), ()),
    ),
    (ApiStatus("crm", True, 5004, True), ApiStatus("site", False, None, False)),
)
RUNNING = replace(DEMO, clusters=DEMO.clusters[:1], apis=DEMO.apis[:1])

SCREENS: dict[str, Callable[[], object]] = {
    "status": lambda: status_sheet(STATUSES, ROOT, live=False),
    "status-live": lambda: status_sheet(STATUSES, ROOT, live=True),
    "status-json": lambda: status_document(STATUSES, ROOT),
    "dump": lambda: dump_sheet(MirrorStatus(STATUSES.databases[:1], "localhost:5433"), ROOT),
    "dump-gone": lambda: dump_sheet(MirrorStatus(STATUSES.databases[2:3], "localhost:5433"), ROOT),
    "loaded": lambda: loaded_sheet(LOADED, SimpleNamespace(host="h", port=1, user="u"), ROOT),
    "loaded-json": lambda: loaded_document(LOADED, "h:1", ROOT),
    "load-plan": lambda: load_plan_sheet(PLANNED, "h:1", ROOT),
    "pulled": lambda: pulled_sheet(PULLED, FAILED, ROOT),
    "pulled-nothing": lambda: pulled_sheet((), FAILED[2:], ROOT),
    "pulled-json": lambda: pulled_document(PULLED, FAILED, ROOT),
    "diff": lambda: diff_sheet(DIFF, ROOT),
    "diff-marts": lambda: diff_sheet(WITH_MARTS, ROOT),
    "diff-json": lambda: diff_document(DIFF),
    "report": lambda: report_sheet(REPORT, ROOT),
    "report-json": lambda: report_document(REPORT, ROOT),
    "report-quiet": lambda: report_sheet(QUIET, ROOT),
    "found": lambda: found_sheet(FOUND),
    "found-partly": lambda: found_sheet(PARTLY_FOUND),
    "found-wholly": lambda: found_sheet(WHOLLY_FOUND),
    "found-json": lambda: found_document("q", FOUND, ()),
    "welcome": welcome_sheet,
    "overview-empty": lambda: overview_sheet(EMPTY),
    "demo": lambda: demo_sheet(DEMO, "hb"),
    "demo-running": lambda: demo_sheet(RUNNING, "hb"),
    "error": lambda: GONE,
    "error-plain": lambda: HbError("no", code="x"),
}  # fmt: skip


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen(name: str, width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = SCREENS[name]()
    printer = print_sheet if isinstance(shown, Sheet) else print_error if isinstance(shown, HbError) else print_json
    printer(shown)  # type: ignore[arg-type]
    out, err = capsys.readouterr()
    held_against(f"{out}--- stderr\n{err}", CASES / f"{name}-{width}.txt")


@pytest.mark.parametrize("name", [name for name in SCREENS if name.endswith("-json")])
def test_a_document_is_what_its_schema_says(name: str) -> None:
    document = SCREENS[name]()
    (command,) = [c for c, kinds in DOCUMENTS.items() if type(document) in (get_args(kinds) or (kinds,))]
    Draft202012Validator(command_schema(command)).validate(plain(document))


@pytest.mark.parametrize("name", [name for name, made in SCREENS.items() if isinstance(made(), Sheet)])
def test_a_page_is_written_in_markdown_too(name: str) -> None:
    page = SCREENS[name]()
    assert isinstance(page, Sheet)
    shown = MarkdownIt("commonmark").enable("table").render(sheet_markdown(page))
    wide = [b for block in page.blocks for b in (block.wide if isinstance(block, Either) else (block,))]
    grids = [block for block in wide if isinstance(block, Grid)]
    assert shown.count("<tr>") == sum(len(grid.rows) + 1 for grid in grids if grid.rows)


def test_the_overview_says_when_the_last_load_was(capsys: pytest.CaptureFixture[str]) -> None:
    print_sheet(overview_sheet(OVERVIEW))
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if line and not line.startswith("Marts")] == [
        "/p  truth source bank",
        "Sources   2 landed: bank, aml",
        "          1 partly: vss",
        "          2 not landed; `hb sources status --pending` says what they block",
        "          stale: bank, vss",
        "          late: aml",
        "Metrics   1 aligned, 1 aligned and stale, 1 needs realignment",
        "Next      hb ingest  (aml can be landed)",
    ]
    assert "Marts     1,234,567 rows, last load " in out


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "just now"), (59, "just now"), (60, "1 min ago"), (119, "1 min ago"), (3599, "59 min ago"), (3600, "1 h ago"),
     (86_399, "23 h ago"), (86_400, "1 d ago"), (172_800, "2 d ago")],
)  # fmt: skip
def test_how_long_ago(seconds: int, said: str) -> None:
    assert ago(NOON - timedelta(seconds=seconds), NOON) == said
    assert ago(None) == "-"


@pytest.mark.parametrize(
    ("number", "said"),
    [(None, "-"), (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (999_949, "999.9 kB"), (1_000_000, "1.0 MB"),
     (1_000_000_000, "1.0 GB"), (10**13, "10000.0 GB")],
)  # fmt: skip
def test_sizes(number: int | None, said: str) -> None:
    assert size(number) == said


@pytest.mark.parametrize(("number", "said"), [(1, "0"), (6, "0, 1, 2, 3, 4, 5"), (7, "0, 1, 2, 3, 4 and 2 more")])
def test_some_names(number: int, said: str) -> None:
    assert names_in_short(range(number)) == said


def _plain(line: Line) -> str:
    return "".join(piece.text if isinstance(piece, Styled) else piece for piece in line.pieces)


def test_failures_of_one_reason_are_one() -> None:
    made = [("a", "x", "lost"), ("b", "x", "lost"), ("c", "y", "lost"), (None, "x", "lost"), ("d", "x", "gone")]
    found = of_run([RunFailure(table, code, message) for table, code, message in made])
    assert [(f.names, f.message, f.code, f.who, _plain(failed_lines([f])[0])) for f in found] == [
        (("a", "b"), "lost", "x", "a, b: ", "a, b: lost (x)"),
        (("c",), "lost", "y", "c: ", "c: lost (y)"),
        ((), "lost", "x", "", "lost (x)"),
        (("d",), "gone", "x", "d: ", "d: gone (x)"),
    ]


def test_a_report_in_one_line() -> None:
    assert report_summary(REPORT) == "2 errors, 1 warning in 27 sources, 1 candidate, 0 metrics"
    assert report_summary(QUIET) == "no findings in 27 sources, 1 candidate, 0 metrics; 1 skipped"
