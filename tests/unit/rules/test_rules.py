"""Every rule against the files of tests/cases/rules/<rule>/{positive,negative}: a dropped file is a test.

A case is dropped into the project of tests/cases/rules/project: into db/metrics or db/candidates by its status, or
where its `# in:` says. The marts hold the receipts of its records unless it says `# receipt: none`; with `# sql by:`
and `# counted by:` it is committed by these two. `# beside:` names a file of the rule's folder that is there as well,
among the candidates or `as` another file, `# legacy:` the source that is being replaced (without it none is),
`# marts:` what befell the marts. A negative case says `# finds: LINE:COLUMN TEXT`, and nothing but that rule may find
anything in it.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from tests.receipts import give_receipt
from tests.restored_folder import RestoredFolder

from heartbeat_cli.estate import ProjectSettings, load_inventory, load_project
from heartbeat_cli.metrics import read_metric_file
from heartbeat_cli.metrics.git import git
from heartbeat_cli.metrics.recording import keep_receipts, keep_record
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import QName
from heartbeat_cli.rules import all_rules, check_project
from heartbeat_cli.rules.parts.queries import read_mirrored

CASES = Path(__file__).parents[2] / "cases" / "rules"
LEGACY = "legacy: true\n"
_SHOWN = re.compile(r"^status: (aligned|caveated|needs_realignment)$", re.MULTILINE)


def cases(kind: str) -> list[object]:
    files = sorted((*CASES.glob(f"*/{kind}/*.yml"), *CASES.glob(f"*/{kind}/*.md")))
    return [pytest.param(file, id=f"{file.parents[1].name}-{file.stem}") for file in files]


def header(text: str, key: str) -> str | None:
    found = re.search(rf"^# {key}: (.+)$", text, re.MULTILINE)
    return found[1] if found else None


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> RestoredFolder:
    """The project, none of its sources legacy; its marts have the tables of landed.txt, each with its receipt."""
    root = tmp_path_factory.mktemp("rules") / "project"
    shutil.copytree(CASES / "project", root)
    for folder in ("candidates", "metrics"):
        (root / "db" / folder).mkdir(exist_ok=True)
    project = load_project(root / "heartbeat.yml")
    for file in project.sources_folder.glob("*.yml"):
        if (text := file.read_text()).count(LEGACY):
            file.write_text(text.replace(LEGACY, ""))
    land_tables(project)
    return RestoredFolder.of(root)


def land_tables(project: ProjectSettings) -> None:
    landed = [QName(*line.split(".")) for line in (CASES / "project" / "landed.txt").read_text().split()]
    mirrored = read_mirrored([landed], load_inventory(project), MirrorDumps(project)).tables
    with duckdb.connect(str(project.marts.path)) as connection:
        for name in landed:
            # An enum lands as text.
            columns = ", ".join(f"{c.name} {'text' if '.' in c.type else c.type}" for c in mirrored[name].columns)
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {name.schema}")
            connection.execute(f"CREATE TABLE {name} ({columns})")
            give_receipt(connection, name.schema, name.name)


@pytest.fixture
def project(built: RestoredFolder) -> Iterator[ProjectSettings]:
    yield load_project(built.root / "heartbeat.yml")
    built.restore()


def drop(case: Path, project: ProjectSettings) -> Path:
    text = case.read_text()
    legacy = header(text, "legacy")
    if legacy is not None:
        shutil.copyfile(
            CASES / "project" / "db" / "sources" / f"{legacy}.yml", project.sources_folder / f"{legacy}.yml"
        )
    befell = header(text, "marts")
    if befell is not None:
        with duckdb.connect(str(project.marts.path)) as connection:
            connection.execute(befell)
    beside = header(text, "beside")
    if beside is not None:
        name, _, where = beside.partition(" as ")
        shutil.copyfile(case.parents[1] / name, project.root / where if where else project.candidates_folder / name)
    name = re.search(r"^name: (\S+)$", text, re.MULTILINE)
    folder = "metrics" if _SHOWN.search(text) else "candidates"
    page = "docs/sources.md" if case.suffix == ".md" else None
    where = header(text, "in") or page or f"db/{folder}/{name[1] if name else case.stem}.yml"
    target = project.root / where
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(case, target)
    is_metric = target.parent in (project.candidates_folder, project.metrics_folder)
    metric_file = read_metric_file(target)[0] if is_metric else None
    records = metric_file.metric.alignment if metric_file is not None else ()
    if header(text, "receipt") != "none":
        receipts = [record.receipt for record in records if record.receipt is not None]
        if receipts:
            keep_receipts(project, receipts)
        for record in records if metric_file is not None else ():
            keep_record(project, metric_file.metric.name, record)
    if header(text, "sql by") is not None:
        commit_by_turns(project, target, text)
    return target


def commit_by_turns(project: ProjectSettings, file: Path, text: str) -> None:
    """The SQL as a candidate by the one, the metric with its record by the other."""
    git(project.root, "init", "--quiet")
    draft = project.candidates_folder / file.name
    draft.write_text(text.partition("alignment:")[0])
    commit(project.root, header(text, "sql by") or "", draft)
    draft.unlink()
    commit(project.root, header(text, "counted by") or "", draft, file)


def commit(root: Path, author: str, *files: Path) -> None:
    git(root, "add", "--", *map(str, files))
    who = (f"user.email={author}", "user.name=somebody", "commit.gpgsign=false")
    done = git(root, *(word for setting in who for word in ("-c", setting)), "commit", "--quiet", "-m", "x")
    assert done is not None


@pytest.mark.parametrize("case", cases("positive"))
def test_sound_file_has_no_finding(case: Path, project: ProjectSettings) -> None:
    file = drop(case, project)
    report = check_project(load_project(project.root / "heartbeat.yml"), all_rules())
    assert report.findings == ()
    assert report.skipped == ()
    assert file.is_file()


@pytest.mark.parametrize("case", cases("negative"))
def test_faulty_file_is_found_by_its_rule_alone(case: Path, project: ProjectSettings) -> None:
    file = drop(case, project)
    place, _, text = (header(case.read_text(), "finds") or "").partition(" ")
    findings = check_project(load_project(project.root / "heartbeat.yml"), all_rules()).findings
    assert {(f.rule, f.file) for f in findings} == {(case.parents[1].name, file)}, findings
    assert any(f"{f.line}:{f.column}" == place and text in f.message for f in findings), findings


def test_every_rule_has_cases_of_both_kinds() -> None:
    folders = {
        folder.name for folder in CASES.iterdir() if any(folder.glob("positive/*")) and any(folder.glob("negative/*"))
    }
    assert folders == {rule.id for rule in all_rules()}


def test_rules_stand_below_those_they_need() -> None:
    ids = [rule.id for rule in all_rules()]
    assert len(set(ids)) == len(ids)
    assert all(ids.index(name) < ids.index(rule.id) for rule in all_rules() for name in (*rule.needs, *rule.after))
