"""The use cases over a small project: real files, real rows."""

import os
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests import metrics_estate
from tests.discovery_estate import build_estate, candidates

from heartbeat_cli import Project
from heartbeat_cli.app import (
    IngestRequest,
    MirrorPull,
    RebuildLoss,
    find_demo,
    find_or_make_demo,
    find_out,
    hand_count,
    loss_of_rebuild,
)
from heartbeat_cli.errors import HbError, InvalidFileError, NoProjectError, NotFoundError, RefusedError, UsageError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.metrics import shown_status
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sheets.age import reach_words

NOW = datetime(2026, 5, 8, 9, tzinfo=UTC)
METRIC = """\
name: {name}
label: Payments
question: How many payments were made?
owner: payments
unit: count
window: total
source: webbank
status: {status}
sql: {sql}
"""
ACTIVE = {
    "question": "Active clients",
    "table": "core.client_profile",
    "measure": "count",
    "where": "state = ACTIVE",
    "window": "total",
    "owner": "onboarding",
}


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Read by many tests: none may write to it."""
    project = build_estate(tmp_path_factory.mktemp("estate") / "bank")
    _put(project, "payment_count_total", "SELECT count(*) FROM webbank_core.payment")
    _put(project, "applicant_count_total", "SELECT count(*) FROM webbank_core.nothing", "caveated")
    (project.candidates_folder / "broken.yml").write_text("name: broken\n")
    return Project(project)


def _put(project: ProjectSettings, name: str, sql: str, status: str = "candidate") -> Path:
    project.candidates_folder.mkdir(exist_ok=True)
    file = project.candidates_folder / f"{name}.yml"
    file.write_text(METRIC.format(name=name, sql=sql, status=status))
    return file


# The project


def test_a_project_is_looked_for_upwards_and_taken_from_one_folder_where_that_is_named(estate: Project) -> None:
    inner = estate.root / "db" / "sources"
    assert Project.find(inner).root == Project.find(folder=estate.root).root == estate.root
    with pytest.raises(NoProjectError):
        Project.find(folder=inner)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        (None, NOW),
        ("2026-05-07", datetime(2026, 5, 7, tzinfo=UTC)),
        ("2026-05-07T12:30+00:00", datetime(2026, 5, 7, 12, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_utc_where_it_names_no_zone(estate: Project, text: str | None, moment: datetime) -> None:
    assert estate.moment(text) == moment


# Sources


@pytest.mark.parametrize(
    ("name", "pending", "names"),
    [
        (None, False, ["webbank", "vss", "bpm", "mms", "mms_inst", "qac"]),
        (None, True, ["webbank", "bpm", "mms", "mms_inst", "qac"]),
        ("vss", False, ["vss"]),
        ("vss", True, []),
    ],
)
def test_sources_are_all_one_or_the_pending(estate: Project, name: str | None, pending: bool, names: list[str]) -> None:
    found = estate.sources(name, pending=pending, ask_servers=False)
    assert [status.source.name for status in found.sources] == names


def test_a_source_there_is_not_is_told_before_anything_is_read(estate: Project) -> None:
    with pytest.raises(NotFoundError, match="vsss"):
        estate.sources("vsss", ask_servers=False)


# Metrics


def test_the_list_says_which_files_are_no_metrics_from_the_projects_folder(estate: Project) -> None:
    listed = estate.metrics()
    assert [metric.name for metric in listed.metrics] == ["applicant_count_total", "payment_count_total"]
    assert listed.unreadable and all(text.startswith("db/candidates/broken.yml") for text in listed.unreadable)
    assert (listed.values, listed.doubt) == (None, None)


def test_the_list_has_the_numbers_of_those_that_show_one_or_why_not(estate: Project) -> None:
    later = estate.metrics(values=True, as_of=datetime(2026, 6, 1, tzinfo=UTC))
    assert later.values is not None
    assert list(later.values) == ["applicant_count_total"]
    failed = later.values["applicant_count_total"]
    assert isinstance(failed, HbError) and str(estate.root) not in f"{failed} {failed.hint}"
    assert "is later than the project's clock" in (later.doubt or "")
    assert estate.metrics(values=True).doubt is None


def test_one_metric_is_shown_with_what_it_reads(estate: Project) -> None:
    details = estate.metric("payment_count_total").show()
    assert (details.metric.name, details.reads) == ("payment_count_total", ("webbank_core.payment",))


def test_a_migration_target_is_one_in_the_list_alone_and_with_its_number(tmp_path: Path) -> None:
    own = Project(metrics_estate.build_estate(tmp_path / "bank"))
    note = "{kind: fallback, source: vss, why: Applicants are not there., tried: [webbank.core.client_profile]}"
    file = metrics_estate.put(own.root, f"{metrics_estate.APPLICANTS}notes: [{note}]\n")
    handle = own.metric("applicant_count_24h")
    listed = {metric.name: metric.migration_target for metric in own.metrics().metrics}
    assert {name for name, legacy in listed.items() if legacy} == {"applicant_count_24h"}
    found = (listed["applicant_count_24h"], handle.show().metric.migration_target, handle.run().metric.migration_target)
    assert found == (("vss",),) * 3
    (warned,) = (finding for finding in own.check().findings if finding.rule == "migration-target")
    assert (warned.file, warned.severity, warned.line, warned.column) == (file, "warning", 9, 35)


def test_a_number_is_the_projects_now_unless_a_moment_is_given(estate: Project) -> None:
    metric = estate.metric("payment_count_total")
    run = metric.run()
    assert (run.value.value, run.value.as_of, metric.doubt_about(run)) == (Decimal(8), NOW, None)
    later = metric.run(datetime(2026, 6, 1, tzinfo=UTC))
    assert "the marts may hold no data for that moment" in (metric.doubt_about(later) or "")


def test_a_number_of_a_moment_before_any_row_is_none(tmp_path: Path) -> None:
    estate = Project(metrics_estate.build_estate(tmp_path / "bank"))
    metric = estate.metric("payment_count_24h")
    run = metric.run(datetime(1900, 1, 1, tzinfo=UTC))
    assert run.age is not None
    assert (run.value.value, run.age.state, run.age.says_nothing, run.age.decided_by.table) == (
        Decimal(0),
        "no data",
        True,
        QName("webbank_core", "payment"),
    )
    assert metric.doubt_about(run) == (
        "there is no data for --as-of 1900-01-01 00:00 UTC: webbank_core.payment has no row up to then"
    )
    assert shown_status(run.metric, run.age) == "no data"
    assert reach_words(run.age) == "webbank_core.payment has no row up to then"


def test_what_fails_names_files_from_the_projects_folder(estate: Project) -> None:
    with pytest.raises(InvalidFileError) as caught:
        estate.metric("broken")
    assert str(caught.value).startswith("db/candidates/broken.yml")


def test_before_anybody_counts_it_is_known_whether_a_count_could_make_a_number(tmp_path: Path) -> None:
    project = Project(build_estate(tmp_path / "bank"))
    _put(project.settings, "old_count_total", "SELECT count(*) FROM webbank_core.payment", "retired")
    _put(project.settings, "payment_count_total", "SELECT count(*) FROM webbank_core.payment")
    with pytest.raises(RefusedError, match="retired"):
        project.metric("old_count_total").check_alignable(at_terminal=True)
    with pytest.raises(UsageError, match="not a tolerance"):
        project.metric("payment_count_total").check_alignable("much", attested_by="OPS-12")
    with pytest.raises(UsageError, match="only a person aligns"):
        project.metric("payment_count_total").check_alignable("5%")
    project.metric("payment_count_total").check_alignable("5%", at_terminal=True)


def test_a_count_as_it_is_written(estate: Project) -> None:
    metric = estate.metric("payment_count_total")
    hand = hand_count("8", by="me", method="register", as_of=NOW, tolerance="0", attested_by="OPS-12")
    assert (hand.count, hand.attested_by) == (Decimal(8), "OPS-12")
    assert metric.align(hand, dry_run=True).comparison.matches
    assert [receipt.value for receipt in metric.receipts()][-1] == Decimal(8)
    assert metric.run_again(metric.receipts()[-1].id).same


# Discovery


def test_a_flag_comes_before_the_file_and_both_before_what_is_resumed(tmp_path: Path) -> None:
    project = Project(build_estate(tmp_path / "bank"))
    first = project.discover({**ACTIVE, "description": "First.", "label": "First"})
    file = tmp_path / "answers.yml"
    file.write_text("description: Of the file.\nunit: Of the file\nuntil: settled_at\n")
    found = find_out(project.settings, {"unit": "clients"}, file=file, resume=first.candidate.name, dry_run=True)
    candidate = found.outcome.candidate
    assert (candidate.label, candidate.description, candidate.unit) == ("First", "Of the file.", "clients")
    assert [text.rpartition("/")[2] for text in found.unused] == ["answers.yml:3:1"]
    assert candidates(project.settings) == [f"{first.candidate.name}.yml"]


def test_what_is_resumed_is_replaced(tmp_path: Path) -> None:
    project = Project(build_estate(tmp_path / "bank"))
    name = project.discover(ACTIVE).candidate.name
    assert project.discover({"description": "Again."}, resume=name).candidate.description == "Again."
    assert project.metric(name).metric.description == "Again."


# Ingest


@pytest.mark.parametrize(
    ("sources", "loss"),
    [
        (("vss",), RebuildLoss(1, 3, ("vss_vss",))),
        (("bpm",), RebuildLoss(0, 0, ())),
        ((), RebuildLoss(6, 31, ("vss_vss", "webbank_core", "webbank_dict"))),
    ],
)
def test_what_a_rebuild_throws_away(estate: Project, sources: tuple[str, ...], loss: RebuildLoss) -> None:
    found = loss_of_rebuild(estate.settings, IngestRequest(sources, all=not sources, rebuild=True))
    assert found == loss


def test_what_cannot_be_read_is_not_counted_before_it_is_thrown_away(tmp_path: Path) -> None:
    project = build_estate(tmp_path / "bank", landed=False)
    project.marts.path.write_bytes(b"no marts")
    assert loss_of_rebuild(project, IngestRequest(("vss",), rebuild=True)) is None


# Mirror


def test_one_dump_that_cannot_be_pulled_raises_and_one_of_several_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("SOURCE_PG")]:
        monkeypatch.delenv(name)
    project = Project(build_estate(tmp_path / "bank"))
    with pytest.raises(HbError) as caught:
        project.mirror.pull("vss")
    assert caught.value.code == "no_credentials"
    pulled = project.mirror.pull("vss", "webbank")
    assert [failed.source for failed in pulled.failed] == ["vss", "webbank"]
    assert pulled.error is not None and pulled.error.message.startswith("2 of 2 dumps are as they were")
    assert MirrorPull((), ()).error is None


# The demo


def test_a_demo_is_made_where_there_is_no_project_and_none_was_named(tmp_path: Path) -> None:
    with pytest.raises(NoProjectError):
        find_demo(tmp_path)
    with pytest.raises(NoProjectError):
        find_or_make_demo(tmp_path, tmp_path)
    assert list(tmp_path.iterdir()) == []
    made = find_or_make_demo(tmp_path)
    assert made.project.root == tmp_path / "heartbeat-demo"
    assert find_demo(tmp_path).project.root == find_or_make_demo(made.project.root).project.root == made.project.root


def test_a_project_that_is_no_demo_is_left_alone(estate: Project, tmp_path: Path) -> None:
    settings = (estate.root / "heartbeat.yml").read_text()
    (tmp_path / "heartbeat.yml").write_text(settings.replace("demo: true\n", ""))
    for look in (find_demo, find_or_make_demo):
        with pytest.raises(HbError) as caught:
            look(tmp_path)
        assert caught.value.code == "not_a_demo"
