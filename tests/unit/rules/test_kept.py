"""What a check found is kept while nothing changes, and never told when something has."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from tests.metrics_estate import build_estate, put
from tests.records import record_of

from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.metrics import dates_hold, load_metric
from heartbeat_cli.rules import (
    Evidence,
    Finding,
    Judgement,
    Report,
    Rule,
    all_rules,
    check_again,
    check_project,
    errors_in,
    gather,
    read_state,
)


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    return build_estate(tmp_path_factory.mktemp("estate") / "bank")


@pytest.fixture
def own(estate: ProjectSettings, tmp_path: Path) -> ProjectSettings:
    """A project of a test's own, whose files were written a while ago."""
    shutil.copytree(estate.root, tmp_path / "bank")
    settle(tmp_path / "bank")
    return load_project(tmp_path / "bank" / "heartbeat.yml")


def settle(root: Path) -> None:
    for file in root.rglob("*"):
        os.utime(file, (1_700_000_000, 1_700_000_000))


def again(project: ProjectSettings, others: Sequence[Rule] = ()) -> Report:
    return check_again(load_project(project.root / "heartbeat.yml"), lambda: (*all_rules(), *others), others)


def anew(project: ProjectSettings, *paths: Path) -> Report:
    return check_project(load_project(project.root / "heartbeat.yml"), all_rules(), *paths)


def nobody() -> tuple[Rule, ...]:
    raise AssertionError("nothing changed, and the rules were asked")


def rewritten(file: str, before: str, after: str) -> Callable[[ProjectSettings], object]:
    def rewrite(project: ProjectSettings) -> None:
        path = project.root / file
        text = path.read_text()
        assert before in text
        path.write_text(text.replace(before, after))

    return rewrite


def in_marts(sql: str) -> Callable[[ProjectSettings], object]:
    def write(project: ProjectSettings) -> None:
        with duckdb.connect(str(project.marts.path)) as marts:
            marts.execute(sql)

    return write


def write(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)


METRIC = "db/candidates/payment_count_24h.yml"

CHANGES: dict[str, Callable[[ProjectSettings], object]] = {
    "a metric's SQL": rewritten(METRIC, "webbank_core.payment", "webbank_core.paymant"),
    "a metric's fields": rewritten(METRIC, "window: 24h", "window: 7d"),
    "a metric that is new": lambda p: put(p.root, "name: nothing"),
    "a metric that is gone": lambda p: (p.candidates_folder / "applicant_count_24h.yml").unlink(),
    "a metric under another name": lambda p: (p.root / METRIC).rename(p.candidates_folder / "other.yml"),
    "a source": lambda p: (p.sources_folder / "vss.yml").write_text("name: ["),
    "a source that is gone": lambda p: (p.sources_folder / "vss.yml").unlink(),
    "heartbeat.yml": rewritten("heartbeat.yml", "truth_source: webbank", "truth_source: vss"),
    "the page of sources": lambda p: write(p.root / "docs" / "sources.md", "# Sources"),
    "a file that nobody reads": lambda p: (p.root / "db" / "metrics" / "notes.txt").write_text(""),
    "the marts gone": lambda p: p.marts.path.unlink(),
    "a table of the marts": in_marts("DROP TABLE webbank_core.payment"),
    "rows of the marts": in_marts("DELETE FROM webbank_core.payment"),
    "a dump": lambda p: next(p.mirror.rglob("webbank.sql")).write_text("CREATE SCHEMA core;"),
    "a dump that is gone": lambda p: next(p.mirror.rglob("webbank.sql")).unlink(),
    "the mirror gone": lambda p: shutil.rmtree(p.mirror),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_changed_is_found(what: str, own: ProjectSettings) -> None:
    before = again(own)
    assert check_again(own, nobody, ()) == before
    CHANGES[what](own)
    after = again(own)
    assert after == anew(own)
    assert after != before


def test_what_is_kept_is_what_is_found(own: ProjectSettings) -> None:
    metrics = own.candidates_folder
    assert again(own) == again(own) == anew(own)
    assert check_again(own, nobody, (), metrics) == anew(own, metrics)


def test_every_file_that_is_read_decides(own: ProjectSettings) -> None:
    found = read_state(own, ())
    assert found is not None
    state = set(found[0])
    with opened() as files:
        gather(own)
    ours = {file for file in files if file.is_relative_to(own.root) and not file.is_relative_to(own.state)}
    read = {file for file in ours if file.exists()}
    assert len(read) > 10
    assert read - state == set()


_LISTENING: list[set[Path]] = []


def _listen(event: str, values: tuple[object, ...]) -> None:
    if event == "open" and _LISTENING and isinstance(values[0], str | bytes | os.PathLike):
        _LISTENING[-1].add(Path(os.fsdecode(values[0])))


sys.addaudithook(_listen)


@contextmanager
def opened() -> Iterator[set[Path]]:
    """The files Python opens meanwhile."""
    _LISTENING.append(set())
    try:
        yield _LISTENING[-1]
    finally:
        _LISTENING.pop()


def test_what_lies_beside_files_decides(own: ProjectSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [read_state(own, ())]
    known.append(read_state(replace(own, clock=datetime(2026, 5, 9, tzinfo=UTC)), ()))
    known.append(read_state(replace(own, time_zone="Europe/Berlin"), ()))
    monkeypatch.setenv("SOURCE_PG_HOST", "elsewhere")
    known.append(read_state(own, ()))
    monkeypatch.delenv("SOURCE_PG_HOST")
    for message in ("one", "two"):
        commit(own.root, message)
        known.append(read_state(own, ()))
    assert None not in known
    assert len({found[1] for found in known if found is not None}) == len(known)


def commit(root: Path, message: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@b.example")
    for words in (("init", "-q"), (*who, "commit", "-q", "--allow-empty", "-m", message)):
        subprocess.run(["git", "-C", str(root), *words], check=True)


def linked_folder(project: ProjectSettings) -> ProjectSettings:
    project.candidates_folder.rename(project.root / "elsewhere")
    project.candidates_folder.symlink_to(project.root / "elsewhere")
    return project


def commitless(project: ProjectSettings) -> ProjectSettings:
    subprocess.run(["git", "-C", str(project.root), "init", "-q"], check=True)
    return project


def on_a_server(project: ProjectSettings) -> ProjectSettings:
    return replace(project, marts=replace(project.marts, kind="postgres"))


@pytest.mark.parametrize("make", [linked_folder, commitless, on_a_server])
def test_what_nobody_can_watch_is_judged_each_time(
    make: Callable[[ProjectSettings], ProjectSettings], own: ProjectSettings
) -> None:
    assert read_state(make(own), ()) is None


LASTS = """
import sys
from pathlib import Path
from heartbeat_cli.estate import load_project
from heartbeat_cli.rules import gather
print(gather(load_project(Path(sys.argv[1]))).lasts)
"""


LASTS = """
import sys
from pathlib import Path
from heartbeat_cli.estate import load_project
from heartbeat_cli.rules import gather
print(gather(load_project(Path(sys.argv[1]))).lasts)
"""


def test_marts_that_somebody_holds_are_asked_again(own: ProjectSettings) -> None:
    command = [sys.executable, "-c", LASTS, str(own.root / "heartbeat.yml")]
    with duckdb.connect(str(own.marts.path)):
        held = subprocess.run(command, capture_output=True, text=True, check=True)
    assert held.stdout == "False\n"
    assert gather(own).lasts


NOW = datetime(2026, 5, 8, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("as_of", "hold"),
    [
        (NOW, True),
        (NOW + timedelta(hours=1), False),
        (NOW + timedelta(days=2), True),
        (NOW - timedelta(days=3653) + timedelta(hours=1), False),
        (NOW - timedelta(days=3653), True),
    ],
)
def test_a_date_that_comes_to_pass_is_judged_again(as_of: datetime, hold: bool, own: ProjectSettings) -> None:
    metric = load_metric(own.root / METRIC)
    record = replace(record_of(metric), as_of=as_of, receipt=None)
    assert dates_hold(replace(metric, alignment=(record,)), NOW, NOW + timedelta(hours=12)) is hold


def seeing(calls: list[int], **about: bool) -> Rule:
    """A rule of another package that says at each call how often it was asked."""

    def judge(evidence: Evidence) -> Judgement:
        calls.append(1)
        yield Finding("calls", evidence.project.root / "heartbeat.yml", 1, f"call {len(calls)}")

    return Rule("calls", "Calls are counted.", judge, **about)


@pytest.mark.parametrize(("about", "asked"), [({}, 2), ({"by_evidence": True}, 1)])
def test_another_packages_rule_says_whether_it_may_be_kept(
    about: dict[str, bool], asked: int, own: ProjectSettings
) -> None:
    calls: list[int] = []
    rule = seeing(calls, **about)
    again(own, (rule,))
    again(own, (rule,))
    assert len(calls) == asked


def erring(calls: list[Evidence], **about: bool) -> Rule:
    """A rule that finds an error in every metric, and a warning, and keeps what it was asked about."""

    def judge(evidence: Evidence) -> Judgement:
        calls.append(evidence)
        for severity in ("warning", "error"):
            yield from (Finding("errs", each.file, 1, each.metric.name, severity=severity) for each in evidence.files)

    return Rule("errs", "Nothing is right.", judge, **about)


def test_errors_in_a_metric_are_kept_while_its_tables_hold_the_same(own: ProjectSettings) -> None:
    file, calls = own.root / METRIC, list[Evidence]()
    rules = (erring(calls), erring([], of_receipts=True))
    found = errors_in(own, lambda: rules, (), file, "one load")
    assert found == (Finding("errs", file, 1, "payment_count_24h"),)
    assert list(calls[0].lineage) == [file]
    in_marts("CREATE TABLE a_receipt (id INTEGER)")(own)
    assert errors_in(own, nobody, (), file, "one load") == found
    for landed, times in (("another load", 2), (None, 3), (None, 4)):
        errors_in(own, lambda: rules, (), file, landed)
        assert len(calls) == times
    own.root.joinpath("db/synonyms.yml").write_text("{}")
    errors_in(own, lambda: rules, (), file, "another load")
    assert len(calls) == 5


def test_errors_in_a_metric_are_those_of_the_whole_check(own: ProjectSettings) -> None:
    rewritten(METRIC, "'24 hours'", "'48 hours'")(own)
    errors = [finding for finding in anew(own).findings if finding.severity == "error"]
    assert (METRIC, "window-bounds") in [(str(error.file.relative_to(own.root)), error.rule) for error in errors]
    for file in sorted(own.candidates_folder.iterdir()):
        assert errors_in(own, all_rules, (), file, None) == tuple(error for error in errors if error.file == file)


def damage(project: ProjectSettings) -> None:
    for entry in (project.state / "cached").iterdir():
        entry.write_bytes(entry.read_bytes()[:-3] + b"xyz")


def forbid(project: ProjectSettings) -> None:
    shutil.rmtree(project.state)
    project.state.write_text("no folder")


@pytest.mark.parametrize("harm", [damage, forbid])
def test_without_what_was_kept_everything_is_judged(
    harm: Callable[[ProjectSettings], None], own: ProjectSettings
) -> None:
    before = again(own)
    harm(own)
    assert again(own) == before
